"""The twenty activities."""

TWENTY = (
    "walk", "run", "outdoor_bike", "spinning", "swim", "hike", "elliptical", "strength_training", "yoga", "pilates",
    "tennis", "rowing", "golf", "skiing", "snowboarding", "dancing", "climbing", "stair_climber", "crossfit",
    "aerobics",
)  # fmt: skip
