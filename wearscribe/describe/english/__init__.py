"""English: its wordings by level and case, and its way of saying things."""

from wearscribe.describe.english import semantic, statistical, structural, summary
from wearscribe.describe.english.speech import SAY, agree
from wearscribe.describe.wording import Tongue, table

ENGLISH = Tongue(
    language="en",
    wordings={
        "statistical": table(statistical.WORDINGS),
        "structural": table(structural.WORDINGS),
        "semantic": table(semantic.WORDINGS),
        "summary": table(summary.WORDINGS),
    },
    say=SAY,
    agree=agree,
)
