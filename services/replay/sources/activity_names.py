"""From what an export calls an activity to the closed vocabulary; what a wearer typed becomes `other`."""

from typing import Any

from schemas.activities import ACTIVITIES

_OTHER_WORDS = {
    "walking": "walk",
    "running": "run",
    "treadmill_run": "treadmill",
    "treadmill_running": "treadmill",
    "bike": "outdoor_bike",
    "biking": "outdoor_bike",
    "bicycling": "outdoor_bike",
    "cycling": "outdoor_bike",
    "stationary_bike": "spinning",
    "indoor_bike": "spinning",
    "swimming": "swim",
    "hiking": "hike",
    "elliptical_trainer": "elliptical",
    "weights": "strength_training",
    "weightlifting": "strength_training",
    "rowing_machine": "rowing",
    "kayak": "kayaking",
    "skate": "skating",
    "dance": "dancing",
    "rock_climbing": "climbing",
    "stairclimber": "stair_climber",
    "interval_workout": "hiit",
    "aerobic_workout": "aerobics",
    "circuit_training": "workout",
    "bootcamp": "workout",
    "sports": "sport",
    "football": "soccer",
}


def activity(name: Any) -> str:
    """A member of `schemas.activities.ACTIVITIES`, whatever `name` holds."""
    if not isinstance(name, str):
        return "other"
    word = "_".join(name.lower().replace("-", " ").split())
    word = _OTHER_WORDS.get(word, word)
    return word if word in ACTIVITIES else "other"
