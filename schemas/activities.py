"""The closed vocabulary of logged activities. A name typed by a wearer is free text and never passes:
an export's activity that is not listed here becomes `other`."""

ACTIVITIES = (
    "walk", "run", "treadmill", "outdoor_bike", "spinning", "swim", "hike", "elliptical", "strength_training",
    "yoga", "pilates", "tennis", "rowing", "kayaking", "golf", "skiing", "snowboarding", "dancing", "climbing",
    "stair_climber", "crossfit", "hiit", "aerobics", "martial_arts", "basketball", "soccer", "badminton",
    "skating", "workout", "sport", "other",
)  # fmt: skip

SLEEPS = ("sleep", "nap")

#: What a model calls a stretch that is likelier one of these than none, where it is not sure of any.
UNKNOWN = "unknown"
