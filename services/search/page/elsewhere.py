"""What is seen, elsewhere: as SQL, curl and Python, and the files that /v1 gives."""

import shlex
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from services.search.finding import By
from services.search.page.question import Question
from services.store.search import as_sql

_OF_WINDOW = ("v_windows", "captions", "v_annotations")


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


def window_answers(window_id: UUID, text: str) -> Mapping[str, str]:
    """Paths and queries of /v1 that give a window with its signal, captions and annotations, and why it answers a text,
    if there is one."""
    why = {"why": f"/v1/windows/{window_id}/explain?{urlencode({'text': text})}"} if text else {}
    return {"window": window_address(window_id)} | why


def window_sql(window_id: UUID, text: str) -> str:
    """The same for psql, but for the signal, which the database holds packed."""
    rows = [f"SELECT * FROM {table} WHERE window_id = '{window_id}';" for table in _OF_WINDOW]
    if text:
        rows.append(as_sql("explain_match", {"window_id": window_id, "text": text}) + ";")
    return "\n".join([*rows, f"-- the signal, a row a minute: wearscribe show {window_id} --json"])


def as_curl(urls: Mapping[str, str], with_token: bool) -> str:
    """`urls` are complete. The token is named, never shown."""
    header = '-H "Authorization: Bearer $WEARSCRIBE_TOKEN" ' if with_token else ""
    return "\n".join(f"curl -s {header}{shlex.quote(url)}" for url in urls.values())


def as_python(urls: Mapping[str, str], with_token: bool) -> str:
    """With the standard library alone."""
    headers = "{'Authorization': f\"Bearer {os.environ['WEARSCRIBE_TOKEN']}\"}" if with_token else "{}"
    lines = [
        "import json, os, urllib.request" if with_token else "import json, urllib.request",
        "",
        "def get(url):",
        f"    request = urllib.request.Request(url, headers={headers})",
        "    return json.load(urllib.request.urlopen(request))",
        "",
    ]
    return "\n".join([*lines, *(f"{name} = get({url!r})" for name, url in urls.items())])
