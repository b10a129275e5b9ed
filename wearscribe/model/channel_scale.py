"""Model units: every channel's values about zero and about one in size, by a fixed table.

The numbers are round and typical of a day of an adult; they are no statistics of any data set.
"""

import numpy as np

from schemas.channels import CHANNELS

#: channel -> (centre, scale) in the channel's unit
SCALE: dict[str, tuple[float, float]] = {
    "heart_rate": (75, 25),
    "heart_rate_at_rest": (65, 12),
    "rr_valid": (0.7, 0.3),
    "rr_p80": (850, 200),
    "rr_p20": (750, 200),
    "rr_median": (800, 200),
    "rmssd": (40, 25),
    "sdnn": (50, 30),
    "rr_entropy": (4, 2),
    "rr_difference_entropy": (4, 2),
    "steps": (0, 40),
    "jerk_autocorrelation": (0, 0.5),
    "motion_log_energy": (0, 5),
    "motion_covariance_condition": (10, 30),
    "motion_log_energy_ratio": (0, 5),
    "zero_crossing_sd": (5, 10),
    "zero_crossing_mean": (10, 20),
    "axis_mean": (0, 10),
    "motion_kurtosis": (3, 10),
    "sleep_coefficient": (0, 5),
    "skin_conductance": (3, 5),
    "skin_conductance_slope": (0, 1),
    "lead_contact_count": (50, 50),
    "skin_temperature": (33, 2),
    "skin_temperature_slope": (0, 0.2),
    "altitude_sd": (1, 5),
    "intensity": (0.5, 0.8),
    "calories": (1.5, 3),
    "distance": (0, 80),
    "sleep_stage": (1.2, 0.9),
    "spo2": (96, 2),
    "breathing_rate": (15, 3),
}

INDEX: dict[str, int] = {name: place for place, name in enumerate(CHANNELS)}
CENTRES = np.array([SCALE[name][0] for name in CHANNELS])
SCALES = np.array([SCALE[name][1] for name in CHANNELS])
