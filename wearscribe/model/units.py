"""The units that numbers in a text can have, and how they are written."""

UNITS = ("none", "clock", "duration", "bpm", "steps", "percent", "celsius", "ms", "kcal", "metre", "count",
         "per_minute", "steps_per_minute", "kcal_per_minute", "metre_per_minute", "celsius_per_minute",
         "microsiemens", "microsiemens_per_minute", "bit", "per_hour")  # fmt: skip

#: A unit's spellings in lower case, each with what a value is multiplied by to be in the unit's own measure.
_SPELT: dict[str, dict[float, str]] = {
    "bpm": {1: "bpm|beats per minute|beats a minute|beats/min|비피엠"},
    "steps": {1: "steps|step|걸음|보"},
    "percent": {1: "%|percent|per cent|퍼센트"},
    "celsius": {1: "°c|℃|degrees celsius|degrees c|degrees|도"},
    "ms": {1: "ms|milliseconds|밀리초"},
    "kcal": {1: "kcal|calories|킬로칼로리|칼로리"},
    "metre": {1: "m|metres|meters|미터", 1000: "km|kilometres|kilometers|킬로미터|킬로", 1609.34: "miles|mile|마일"},
    "count": {1: "times|time|번|회|차례|개"},
    "per_minute": {1: "breaths/min|breaths per minute|breaths a minute|회/분"},
    "steps_per_minute": {1: "steps/min|steps per minute|steps a minute|걸음/분|보/분"},
    "kcal_per_minute": {1: "kcal/min|kcal/분"},
    "metre_per_minute": {1: "m/min|m/분"},
    "celsius_per_minute": {1: "°c/min|°c/분"},
    "microsiemens": {1: "µs|μs"},
    "microsiemens_per_minute": {1: "µs/min|μs/min|µs/분|μs/분"},
    "bit": {1: "bits|bit|비트"},
    "per_hour": {1: "times per hour|times an hour|per hour|/h"},
}
SPELLINGS = {
    spelling: (UNITS.index(unit), factor)
    for unit, measures in _SPELT.items()
    for factor, spellings in measures.items()
    for spelling in spellings.split("|")
}
NONE, CLOCK, DURATION, STEPS = (UNITS.index(unit) for unit in ("none", "clock", "duration", "steps"))
