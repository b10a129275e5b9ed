"""The twenty activities: what they demand of the heart, and what a wrist counts of them.

MET ranges are those of the Compendium of Physical Activities (Ainsworth et al. 2011), its codes in the comments.
`heart` is the share of the heart rate reserve that people usually choose; `cadence` is what a wrist sensor counts as
steps in an active minute (mean, standard deviation between bouts, standard deviation between minutes).
"""

from dataclasses import dataclass
from typing import Literal

Pattern = Literal[
    "steady", "trail", "rolling", "intervals", "laps", "sets", "flow", "exercises", "rallies", "holes",
    "ski", "snowboard", "songs", "routes", "blocks", "choreography",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activity:
    """`minutes` is the shortest, usual and longest bout; `hours` the usual start hours (low, high); `arms` the
    wrist's acceleration, 0 still to 1 vigorous; `dropout` the share of active minutes without a pulse reading;
    `speed` in m/min where a device measures it by satellite; `climb` how much the altitude varies, 0 to 1."""

    name: str
    met: tuple[float, float]
    heart: float
    pattern: Pattern
    cadence: tuple[float, float, float]
    minutes: tuple[int, int, int]
    dropout: float = 0.01
    arms: float = 0.5
    hours: tuple[float, float] = (6.5, 20.5)
    months: tuple[int, ...] = ()
    speed: float = 0.0
    climb: float = 0.0


_WINTER, _MILD = (12, 1, 2, 3), (3, 4, 5, 6, 7, 8, 9, 10, 11)

_ALL = (
    Activity("walk", (3.5, 5.0), 0.33, "steady", (111, 6, 3), (15, 38, 100), arms=0.35),  # 17190, 17200, 17220
    Activity("run", (8.3, 11.8), 0.76, "steady", (163, 7, 3), (18, 36, 80), 0.02, 0.8),  # 12030, 12050, 12080
    Activity(
        "outdoor_bike", (6.8, 10.0), 0.58, "rolling", (4, 2, 4), (25, 62, 180), 0.02, 0.3, months=_MILD, speed=330,
        climb=0.4,
    ),  # 01020, 01030, 01040
    Activity("spinning", (7.0, 8.8), 0.74, "intervals", (1, 1, 1), (30, 45, 62), 0.01, 0.2),  # 02010, 02019
    Activity("swim", (5.8, 9.8), 0.6, "laps", (24, 6, 9), (20, 38, 75), 0.3, 0.9),  # 18230, 18240
    Activity(
        "hike", (5.3, 7.3), 0.5, "trail", (93, 6, 9), (60, 130, 300), arms=0.4, hours=(7.5, 14), months=_MILD, climb=0.8
    ),  # 17080, 17035
    Activity("elliptical", (4.6, 6.0), 0.58, "steady", (67, 6, 2), (15, 31, 60), 0.01, 0.5),  # 02048
    Activity("strength_training", (3.5, 6.0), 0.42, "sets", (12, 4, 8), (25, 50, 90), 0.04, 0.5),  # 02054, 02050
    Activity("yoga", (2.3, 4.0), 0.17, "flow", (1, 0.5, 1), (20, 50, 90), 0.01, 0.15),  # 02150, 02160
    Activity("pilates", (2.8, 3.5), 0.26, "exercises", (6, 2, 4), (25, 46, 62), 0.01, 0.25),  # 02105
    Activity("tennis", (4.5, 8.0), 0.62, "rallies", (52, 8, 15), (40, 74, 130), 0.07, 0.9),  # 15675, 15685, 15690
    Activity("rowing", (4.8, 8.5), 0.66, "steady", (25, 2.5, 1.5), (15, 33, 60), 0.03, 0.6),  # 02071, 02073
    Activity(
        "golf", (4.3, 5.3), 0.28, "holes", (92, 6, 9), (100, 205, 280), arms=0.4, hours=(7.5, 14), months=_MILD
    ),  # 15255, 15265, 15285
    Activity(
        "skiing", (4.3, 8.0), 0.46, "ski", (22, 6, 8), (90, 190, 360), 0.04, 0.6, (8.5, 13), _WINTER, 300, 1.0
    ),  # 19150, 19160, 19170
    Activity(
        "snowboarding", (4.3, 8.0), 0.42, "snowboard", (6, 2, 4), (90, 175, 330), 0.04, 0.5, (9, 13), _WINTER, 270, 1.0
    ),  # 19150, 19160, 19170: "alpine or snowboarding"
    Activity("dancing", (4.5, 7.8), 0.5, "songs", (78, 10, 16), (30, 72, 150), 0.04, 0.7, (15, 22)),  # 03025, 03031
    Activity("climbing", (5.8, 7.5), 0.46, "routes", (8, 3, 6), (45, 92, 150), 0.06, 0.4, climb=0.2),  # 15535, 15537
    Activity("stair_climber", (8.0, 9.5), 0.78, "steady", (94, 8, 2.5), (12, 25, 45), 0.01, 0.3),  # 02065
    Activity("crossfit", (7.0, 9.0), 0.74, "blocks", (34, 8, 14), (30, 47, 65), 0.09, 0.9),  # 02040
    Activity("aerobics", (5.0, 7.3), 0.62, "choreography", (118, 8, 6), (30, 50, 62), 0.03, 0.8),  # 03015, 03020, 03021
)  # fmt: skip

BY_NAME: dict[str, Activity] = {activity.name: activity for activity in _ALL}
TWENTY: tuple[str, ...] = tuple(BY_NAME)
