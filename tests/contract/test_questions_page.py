"""Every question in docs/questions.md means what the page says."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

pytestmark = pytest.mark.real
PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
ROWS = re.findall(r"^\| `(.+?)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
_SAID = {"condition": "`{}`", "wish": "wish `{}`", "trait": "trait `{}`", "rest": "rest `{}`"}


def test_the_page_means_what_it_says(store: Engine) -> None:
    assert len(ROWS) > 40
    with store.connect() as connection:
        for question, means in ROWS:
            parts = connection.execute(text("SELECT * FROM parse_query(:query)"), {"query": question}).all()
            ordered = sorted(parts, key=lambda part: list(_SAID).index(part.kind))
            assert "; ".join(_SAID[part.kind].format(part.means or part.piece) for part in ordered) == means
