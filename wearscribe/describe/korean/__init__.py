"""Korean: its wordings by level and case, and its way of saying things."""

from wearscribe.describe.korean import semantic, statistical, structural, summary
from wearscribe.describe.korean.speech import SAY, agree
from wearscribe.describe.wording import Tongue, table

KOREAN = Tongue(
    language="ko",
    wordings={
        "statistical": table(statistical.WORDINGS),
        "structural": table(structural.WORDINGS),
        "semantic": table(semantic.WORDINGS),
        "summary": table(summary.WORDINGS),
    },
    say=SAY,
    agree=agree,
)
