"""What a model infers in a few words, with how sure it is: "perhaps a run, 93%"."""

from schemas.activities import UNKNOWN
from schemas.records import Inference, Language
from wearscribe.describe.english import names as english
from wearscribe.describe.english.speech import agree
from wearscribe.describe.korean import names as korean

_ENGLISH = english.ACTIVITIES | english.SLEEPS
_KOREAN = korean.ACTIVITIES | korean.SLEEPS


def perhaps(inference: Inference, language: Language) -> str:
    """Never as 100%: nothing that is inferred is certain."""
    sure = f"{min(round(100 * inference.confidence), 99)}%"
    if language == "ko":
        return f"{'알 수 없는 활동' if inference.name == UNKNOWN else f'아마 {_KOREAN[inference.name]}'}, {sure}"
    said = "an unknown activity" if inference.name == UNKNOWN else agree(_ENGLISH[inference.name], "a")
    return f"perhaps {said}, {sure}"
