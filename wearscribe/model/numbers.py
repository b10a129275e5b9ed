"""Numbers and clock times in English and Korean text."""

UNITS = ("none", "clock", "duration", "bpm", "steps", "percent", "celsius", "ms", "kcal", "metre", "count", "per_hour",
         "watt", "microsiemens", "per_minute", "hz", "degree_change", "day", "year", "other")  # fmt: skip
BUCKETS = 4096  # of hashed context words; 0 = no word
