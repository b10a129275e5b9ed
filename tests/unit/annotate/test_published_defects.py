"""Each defect of the published captioner (SensorLM, 2025) that lies in its annotation, and that it is not here."""

import numpy as np

from schemas.records import Label
from tests.unit.annotate.days import claims, day


def test_noise_gives_no_trend_and_no_event() -> None:
    heart = 70 + 5 * np.random.default_rng(1).normal(size=1440)
    assert not claims(day(heart_rate=heart), "trend", "peak", "drop", "shift")


def test_longest_activities_are_kept_and_come_first() -> None:
    lengths = range(20, 220, 20)
    labels = tuple(Label(kind="activity", name="walk", start=0, end=length) for length in lengths)
    found = claims(day(labels, heart_rate=np.full(1440, 70.0)), "activity")
    assert [claim.end - claim.start for claim in found] == sorted(lengths, reverse=True)


def test_sleep_across_midnight_keeps_its_order() -> None:
    evening = Label(kind="sleep", name="sleep", start=1390, end=1840, minutes_asleep=410, awakenings=3)
    morning = Label(kind="sleep", name="sleep", start=-50, end=400)
    heart = np.full(1440, 70.0)
    heart[:400] = 55
    heart[1390:] = 60
    before, after = claims(day((evening, morning), heart_rate=heart), "sleep")
    assert (before.start, before.end) == (-50, 400)
    assert (after.start, after.end) == (1390, 1840)
    assert before.values == {"mean_heart_rate": 55, "min_heart_rate": 55}
    assert after.values == {"minutes_asleep": 410, "awakenings": 3, "mean_heart_rate": 60, "min_heart_rate": 60}


def test_a_claim_names_the_channel_it_is_about() -> None:
    """Skin temperature and its slope, conductance and its slope, were swapped."""
    random = np.random.default_rng(2)
    channels = {
        "skin_temperature": 33 + 0.1 * random.normal(size=1440),
        "skin_temperature_slope": 0.05 * random.normal(size=1440),
        "skin_conductance": 2 + 0.1 * random.normal(size=1440),
        "skin_conductance_slope": 0.05 * random.normal(size=1440),
    }
    means = {claim.channel: claim.values["mean"] for claim in claims(day(**channels), "statistics")}
    assert means.keys() == channels.keys()
    assert all(abs(means[name] - channels[name].mean()) < 1e-5 for name in channels)


def test_peak_and_drop_are_symmetric_on_a_flat_line() -> None:
    heart = np.full(1440, 80.0)
    heart[400:420] += 30
    heart[900:920] -= 30
    peak, drop = claims(day(heart_rate=heart), "peak", "drop")
    assert (peak.kind, drop.kind) == ("peak", "drop")
    assert peak.strength == drop.strength
    assert 400 <= peak.values["at"] < 420
    assert 900 <= drop.values["at"] < 920


def test_a_change_does_not_start_late() -> None:
    """The beginning of a forty-minute bin was named by its end."""
    heart = 60 + np.random.default_rng(3).normal(0, 1.5, 1440)
    heart += np.interp(np.arange(1440), [605, 725], [0, 40])
    (trend,) = claims(day(heart_rate=heart), "trend")
    assert abs(trend.start - 605) <= 10
    assert abs(trend.end - 725) <= 10


def test_short_activity_is_kept() -> None:
    bike = Label(kind="activity", name="outdoor_bike", start=550, end=562)
    (activity,) = claims(day((bike,), heart_rate=np.full(1440, 70.0)), "activity")
    assert (activity.name, activity.start, activity.end) == ("outdoor_bike", 550, 562)


def test_an_absent_channel_is_not_spoken_of() -> None:
    """Filled with zeros, it was stated as fact."""
    window = day(heart_rate=70 + np.arange(1440) % 3, skin_temperature=np.full(1440, np.nan))
    assert not [claim for claim in claims(window, "statistics", "gap", "stable") if claim.channel == "skin_temperature"]
