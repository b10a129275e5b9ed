"""People and their days, simulated: what a wrist sensor would measure, and what its wearer logged.

    for person in people(seed=1, count=100):
        for window in person.windows(days=20): ...

Equal arguments make equal people; person *n* of a seed does not depend on how many are asked for.
"""

from wearscribe.synthesize.activities import TWENTY
from wearscribe.synthesize.edits import Edit
from wearscribe.synthesize.people import SyntheticPerson, people

__all__ = ["TWENTY", "Edit", "SyntheticPerson", "people"]
