"""The same answer elsewhere: as SQL, curl and Python, and the files that /v1 gives."""

import shlex
from urllib.parse import urlencode
from uuid import UUID

from services.search.finding import By
from services.search.page.question import Question


def search_address(question: Question) -> str:
    """Path and query of /v1 that answer the question."""
    given = question.filters.given() | {"k": question.k}
    given |= {name: given[name].date() for name in ("since", "until") if name in given}
    given |= {name: given[name].isoformat("minutes") for name in ("time_from", "time_to") if name in given}
    if question.text:
        given["text"] = question.text
    path = "/v1/search"
    if question.like:
        path = f"/v1/windows/{question.like}/{'composed' if question.text else 'similar'}"
    elif question.by is not By.meaning:
        given["by"] = question.by
    return f"{path}?{urlencode(given, doseq=True)}"


def window_address(window_id: UUID, format: str = "json") -> str:
    return f"/v1/windows/{window_id}?format={format}"


def as_curl(url: str, with_token: bool) -> str:
    """`url` is complete. The token is named, never shown."""
    header = '-H "Authorization: Bearer $WEARSCRIBE_TOKEN" ' if with_token else ""
    return f"curl -s {header}{shlex.quote(url)}"


def as_python(url: str, with_token: bool) -> str:
    """With the standard library alone."""
    lines = ["import json, urllib.request", "", f"request = urllib.request.Request({url!r})"]
    if with_token:
        lines[0] = "import json, os, urllib.request"
        lines.append('request.add_header("Authorization", f"Bearer {os.environ[\'WEARSCRIBE_TOKEN\']}")')
    return "\n".join([*lines, "answer = json.load(urllib.request.urlopen(request))"])
