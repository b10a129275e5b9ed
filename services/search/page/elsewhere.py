"""The same answer elsewhere: as SQL, curl and Python, and the files that /v1 gives."""

import shlex
from urllib.parse import urlencode
from uuid import UUID

from services.search.page.question import Question

FORMATS = ("json", "csv", "parquet", "arrow")


def search_address(question: Question) -> str:
    """Path and query of /v1 for the question."""
    pairs = urlencode(question.pairs())
    return f"/v1/search?{pairs}"


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
