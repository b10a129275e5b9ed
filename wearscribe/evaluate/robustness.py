"""What is left of it when minutes, a channel or a night are missing."""

from collections.abc import Callable, Sequence

import numpy as np

from schemas.records import AnnotatedWindow, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.crops import crops
from wearscribe.evaluate.held_out import HeldOut
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Chart, Row, Section
from wearscribe.evaluate.retrieval import search
from wearscribe.evaluate.texts import same, text_of
from wearscribe.evaluate.zero_shot import prototypes, scored

DROPPED = (10, 30, 50, 70, 90)  # percent
_NIGHT = (0, 7 * 60)

ABOUT = """The day loses what a row says before the model, and the annotators of its claims, see it; the caption that
asks stays that of the full day. Mixed English captions, numbers rounded, one pool of {days} days of {people} held-out
people (chance R@10 {chance:.3f}); and the names of the activities in {crops} cuts of thirty minutes. Dropped minutes
are drawn one by one. A day that is left without any measured minute is a miss. Interval: 95 %, bootstrap by person."""

Damage = Callable[[SensorWindow], SensorWindow]


def measure(held_out: HeldOut) -> Section:
    order = np.random.default_rng(0).permutation(len(held_out.days))[: held_out.sizes.asked]
    days = [held_out.days[index] for index in order]
    cut = crops(held_out.days)[: held_out.sizes.asked]
    said = [index for index, day in enumerate(days) if text_of(day, "mixed", "en")]
    queries = held_out.model.embed_text([text_of(days[index], "mixed", "en") or "" for index in said])
    groups = np.unique(same(days, "mixed"), return_inverse=True)[1]
    classes, people = prototypes(held_out.model, NAMES), held_out.people[order][said]
    truth, crop_people = np.array([crop.name for crop in cut]), np.array([crop.person for crop in cut])
    rows: list[Row] = []
    for name, damage in _damages().items():
        held_out.progress(f"with {name}")
        windows = _embed(held_out.model, [day.seen for day in days], damage)
        ranks = search(queries, windows, groups, np.array(said), people).ranks
        row: dict[str, Cell] = {"missing": name, "R@10": mean_by(people, (ranks <= 10).astype(float))}
        if "night" not in name:
            scores = _embed(held_out.model, [crop.seen for crop in cut], damage) @ classes.T
            row["balanced accuracy"] = scored(truth, scores, crop_people, {})["balanced accuracy"]
        rows.append(row)
    shares = [0, *DROPPED]
    curves = {name: [_value(row.get(name)) for row in rows[: len(shares)]] for name in ("R@10", "balanced accuracy")}
    chart = Chart("robustness", "With minutes missing", "minutes dropped, %", "", shares, curves)
    about = ABOUT.format(days=len(days), people=len(set(held_out.people[order])), chance=10 / len(days), crops=len(cut))
    headline = {f"{row['missing']} {name}": row.get(name) for row in rows for name in ("R@10", "balanced accuracy")}
    return Section("robustness", "With parts missing", about, rows, [chart], headline)


def _damages() -> dict[str, Damage]:
    return {
        "nothing missing": lambda window: window,
        **{f"{share} % of the minutes missing": _minutes(share / 100) for share in DROPPED},
        "heart rate missing": _channel("heart_rate"),
        "steps missing": _channel("steps"),
        "the night missing (0 to 7 h)": _night,
    }


def _minutes(share: float) -> Damage:
    def damage(window: SensorWindow) -> SensorWindow:
        random = np.random.default_rng(window.window_id.int % 2**63)
        return _without(window, random.random(window.minutes) < share)

    return damage


def _channel(name: str) -> Damage:
    def damage(window: SensorWindow) -> SensorWindow:
        kept = [row for row, channel in enumerate(window.channels) if channel != name]
        return window.model_copy(
            update={"channels": tuple(window.channels[row] for row in kept), "signal": window.signal[kept]}
        )

    return damage


def _night(window: SensorWindow) -> SensorWindow:
    clock = (window.start.hour * 60 + window.start.minute + np.arange(window.minutes)) % 1440
    return _without(window, (clock >= _NIGHT[0]) & (clock < _NIGHT[1]))


def _without(window: SensorWindow, missing: np.ndarray) -> SensorWindow:
    return window.model_copy(update={"signal": np.where(missing, np.nan, window.signal).astype(np.float32)})


def _embed(model: Model, records: Sequence[AnnotatedWindow], damage: Damage) -> np.ndarray:
    """[record, dimension]; of what is left without a measured minute 0."""
    damaged = [damage(record.window) for record in records]
    left = [place for place, window in enumerate(damaged) if np.isfinite(window.signal).any()]
    vectors = np.zeros((len(records), model.dimension), dtype=np.float32)
    if left:
        vectors[left] = model.embed_windows(
            [
                AnnotatedWindow.model_construct(
                    window=damaged[place], annotations=annotate(damaged[place]), captions=()
                )
                for place in left
            ]
        )
    return vectors


def _value(cell: object) -> float:
    return float(getattr(cell, "value", float("nan")))
