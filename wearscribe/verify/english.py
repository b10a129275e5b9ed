"""English, as far as the checker reads it."""

from __future__ import annotations

from schemas.activities import ACTIVITIES
from wearscribe.verify.lexicon import Lexicon, links, phrases

_CHANNELS = {
    "heart_rate": ("heart rate", "heart-rate", "pulse"),
    "heart_rate_at_rest": ("heart rate at rest",),
    "rr_valid": ("share of valid rr intervals", "valid rr share"),
    "rr_p80": ("upper-quintile rr interval", "80th-percentile rr interval"),
    "rr_p20": ("lower-quintile rr interval", "20th-percentile rr interval"),
    "rr_median": ("middle rr interval", "median rr interval", "rr interval"),
    "rmssd": ("rmssd",),
    "sdnn": ("sdnn",),
    "rr_entropy": ("rr-interval entropy", "rr entropy"),
    "rr_difference_entropy": ("rr-difference entropy", "rr difference entropy"),
    "steps": ("step count", "steps", "step"),
    "jerk_autocorrelation": ("jerk autocorrelation",),
    "motion_log_energy": ("motion log energy", "log energy"),
    "motion_covariance_condition": ("motion covariance condition", "covariance condition"),
    "motion_log_energy_ratio": ("motion log-energy ratio", "log-energy ratio"),
    "zero_crossing_sd": ("zero-crossing spread",),
    "zero_crossing_mean": ("zero-crossing rate",),
    "axis_mean": ("axis offset", "axis mean"),
    "motion_kurtosis": ("motion kurtosis", "kurtosis"),
    "sleep_coefficient": ("sleep coefficient",),
    "skin_conductance": ("skin conductance",),
    "skin_conductance_slope": ("skin-conductance slope", "skin conductance slope"),
    "lead_contact_count": ("lead contact", "lead-contact count"),
    "skin_temperature": ("skin temperature",),
    "skin_temperature_slope": ("skin-temperature slope", "skin temperature slope"),
    "altitude_sd": ("altitude spread",),
    "intensity": ("activity intensity", "intensity"),
    "calories": ("energy use", "calories"),
    "distance": ("distance covered", "distance"),
    "sleep_stage": ("sleep stage",),
    "spo2": ("blood oxygen", "oxygen saturation", "spo2"),
    "breathing_rate": ("breathing rate",),
}

_LABELS = {
    **{name: (name.replace("_", " "),) for name in ACTIVITIES},
    "treadmill": ("treadmill", "treadmill session"),
    "walk": ("walk", "walks", "walking"),
    "run": ("run", "runs", "running"),
    "hike": ("hike", "hiking"),
    "swim": ("swim", "swimming"),
    "outdoor_bike": ("outdoor bike", "bike ride", "outdoor bike ride"),
    "sport": ("sports session", "sport", "sports"),
    "other": ("unspecified activity",),
}

#: What a number means that stands near the word: after it, or right before one of `AFTER`.
_VALUES = {
    "mean": ("mean", "averaged", "averages", "averaging", "average", "on average", "central value"),
    "sd": ("standard deviation", "sd", "std"),
    "min": (
        "minimum", "min", "minimal", "lowest", "lowest point", "at the lowest", "at least", "fell below",
        "bottomed out", "low of", "went down to", "as low as",
    ),
    "max": (
        "maximum", "max", "maximal", "as high as", "highest", "highest point", "at the highest", "at most",
        "went above", "topped out", "exceeded", "up to", "in the busiest minute", "high of",
    ),
    "p50": ("median",),
    "total": ("total", "in all", "added up", "add up", "summed", "altogether", "amounted", "came to", "together put"),
}  # fmt: skip
AFTER = frozenset({"on average", "at most", "at least", "at the lowest", "at the highest", "in the busiest minute"})

#: What kind of claim the sentence makes, or how it is meant.
_ROLES = {
    "quartiles": ("quartiles", "interquartile", "half of", "middle half"),
    "both_quartiles": ("both quartiles",),
    "ninety": ("nine minutes", "nine tenths", "one minute in ten"),
    "constant": ("in every measured minute", "every measured minute", "never left", "throughout"),
    "resting_heart_rate": ("resting heart rate", "at rest", "quietest half hour"),
    "day": ("the day brought", "the window brought", "the wearer took"),
    "measured": ("measured", "measurement", "measurements", "readings", "recorded", "known"),
    "up": (
        "rose", "rise", "rises", "rising", "climbed", "increased", "increase", "increasing", "upward",
        "went up", "on the rise", "grew",
    ),
    "down": (
        "fell", "falling", "declined", "decline", "declining", "decreased", "decrease", "decreasing", "downward",
        "went down", "on the decline", "sank",
    ),
    "trend": ("trend", "trends", "steadily", "gradually"),
    "stable": (
        "steady", "held steady", "stable", "hardly changed", "stayed at", "stayed between", "little moved",
        "remained at",
    ),
    "peak": (
        "peak", "peaks", "peaked", "peak of", "spike", "spikes", "spiked", "surged", "surge", "shot up",
        "jumped briefly",
    ),
    "drop": (
        "drop", "drops", "dropped", "dip", "dips", "dipped", "low point", "plunged", "dipped briefly", "valley",
    ),
    "shift_up": (
        "shifted up", "higher level", "stepped up", "upward shift", "level shift up", "shifted to a higher level",
    ),
    "shift_down": (
        "shifted down", "lower level", "stepped down", "downward shift", "shifted to a lower level",
    ),
    "shift": ("level shift", "level shifts", "shift", "shifts"),
    "bout": (
        "bout", "bouts", "kept moving", "on the move", "sustained movement", "wearer moved", "movement", "moving",
        "of movement came to",
    ),
    "sedentary": ("sedentary", "mostly still", "hardly any movement", "stillness", "almost without steps"),
    "no_step": ("without a step", "no step", "no steps", "not a step", "not take a step"),
    "without": ("without movement", "no movement", "still"),
    "sleep": ("slept", "asleep", "went to bed", "in bed", "bed time", "sleep", "sleeps", "actual sleep"),
    "unbroken": ("without an awakening", "no awakening"),
    "no_more": ("no more than", "without any longer bout"),
    "gap": (
        "not measured", "no measurement", "no measurements", "missing", "gap", "gaps", "unmeasured", "no reading",
        "are interrupted",
    ),
    "non_wear": ("not worn", "nobody wore", "not wear", "unworn", "off the wrist", "taken off", "non-wear"),
    "peak_cadence": ("peak cadence", "cadence of up to", "cadence up to"),
    "more": ("more", "besides", "to these come", "apart from these"),
}  # fmt: skip

#: What a number means by the words right before or behind it, kind by kind; the first that fits.
LINKS = {
    "trend": links(
        ("change", r"\bby $", None), ("from", r"\bfrom $", None), ("to", r"\b(?:to|of) $", None),
    ),
    "stable": links(("mean", r"\b(?:about|around|averaging|average of|at) $", None)),
    "peak": links(
        ("change", None, r" (?:above|below) "),
        ("baseline", r"\b(?:level of|back to about|from|against|above the|towards|with) $", None),
    ),
    "drop": links(
        ("change", None, r" (?:above|below) "),
        ("baseline", r"\b(?:level of|back to about|from|against|below the|towards|with) $", None),
    ),
    "shift": links(("before", r"\b(?:from|from a level of|after|averaging) $", None)),
    "duration": links(
        ("asleep", r"(?:asleep for|slept for|held|of this,) $", None),
        ("asleep", None, r" asleep| of actual sleep| of it were| were spent"),
    ),
    "activity": links(("max", r"\b(?:reached|rate to|high as) $", None)),
    "sleep": links(("min", r"\b(?:down to|low as|sank to|the lowest) $", None)),
    "relation": links(),
    "heart": links(("rest", r"resting heart rate was $", None), ("rest", None, r" at rest")),
    "bout": links(
        ("peak_cadence", r"\b(?:up to|peak cadence of) $", None), ("peak_cadence", None, r" at most"),
    ),
}  # fmt: skip

#: What is counted.
NOUNS = {
    "awakening": ("awakening", "awakenings"),
    "bout": ("bout", "bouts"),
    "activity": ("activity", "activities", "logged activity", "logged activities"),
    "trend": ("trend", "trends"),
    "stretch": ("stretch", "stretches"),
    "peak": ("peak", "peaks"),
    "drop": ("drop", "drops"),
    "shift": ("level shift", "level shifts"),
    "gap": ("gap", "gaps"),
    "rise": ("rise", "rises"),
    "sleep": ("sleep", "sleeps"),
}

_UNITS = {
    "bpm": ("bpm", "beats per minute"),
    "ms": ("ms",),
    "bit": ("bit", "bits"),
    "steps/min": ("steps/min", "steps per minute", "steps a minute"),
    "steps": ("steps", "step"),
    "µS": ("µs", "μs"),  # the micro sign and the Greek letter
    "µS/min": ("µs/min", "μs/min"),
    "°C": ("°c",),
    "°C/min": ("°c/min",),
    "samples": ("sample", "samples"),
    "kcal": ("kcal",),
    "kcal/min": ("kcal/min",),
    "m": ("m",),
    "m/min": ("m/min",),
    "%": ("%", "percent"),
    "breaths/min": ("breaths/min", "breaths a minute"),
}  # fmt: skip

ENGLISH = Lexicon(
    words=phrases(_CHANNELS, _LABELS, _VALUES, _ROLES) | {"nap": ("sleep", "nap"), "naps": ("sleep", "nap")},
    units={phrase: unit for unit, forms in _UNITS.items() for phrase in forms}
    | {f"{more}{phrase}": noun for noun, forms in NOUNS.items() for phrase in forms for more in ("", "more ")},
    days_before={},
    days_after={"the evening before": -1, "the day before": -1, "the next morning": 1, "the next day": 1}
    | {f"{n} days {'earlier' if n < 0 else 'later'}".replace("-", ""): n for n in (-3, -2, 2, 3)},
    hours=r"hours?|h\b",
    minutes=r"minutes?|min\b",
    bounded=True,
    after=AFTER,
    links=LINKS,
)
