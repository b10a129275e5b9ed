"""The checker: whether a sentence about a window is true.

It shares no code with the annotators and the captions, and never sees an annotation: it reads the sentence and
recomputes each number, time and direction from the raw minutes and the logged labels.
"""

from wearscribe.verify.checker import Checker, check, judge, verify
from wearscribe.verify.verdict import Claim, Verdict

__all__ = ["Checker", "Claim", "Verdict", "check", "judge", "verify"]
