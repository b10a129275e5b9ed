"""Errors as RFC 9457 problem details: a stable type, what is wrong, what to do next, and no value of the input."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from services.search.api.answers import Problem
from services.search.cursors import BadCursor
from services.search.errors import BadText, Busy, ModelLoading, NoSuchWindow, NotSearchable
from services.search.tokens import TokenError
from services.store.errors import StoreError, StoreUnavailable
from services.stream.types import StreamError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:wearscribe:problem:"

_log = logging.getLogger(__name__)
_TOLD: dict[type[Exception], tuple[int, str, dict[str, str]]] = {
    NoSuchWindow: (404, "unknown-window", {}),
    NotSearchable: (409, "not-searchable", {}),
    BadText: (422, "bad-text", {}),
    BadCursor: (400, "bad-cursor", {}),
    Busy: (503, "busy", {"Retry-After": "1"}),
    ModelLoading: (503, "model-loading", {"Retry-After": "2"}),
    StoreUnavailable: (503, "database-unavailable", {"Retry-After": "5"}),
    StoreError: (409, "cannot-answer", {}),
    StreamError: (503, "stream-unavailable", {"Retry-After": "5"}),
    TokenError: (503, "tokens-unreadable", {}),
}
_BY_STATUS = {
    404: ("not-found", "nothing is served under this path: /openapi.json tells what is"),
    405: ("method-not-allowed", "the path is served, but not by this method: the header Allow names those that are"),
    406: ("not-acceptable", "the window comes as JSON, Arrow stream, Parquet or CSV: ask for one of them"),
    413: ("too-large", "the body is larger than any question: shorten the text"),
}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Refused(Exception):
    """The request is not answered, for a reason of its own."""

    def __init__(self, status: int, slug: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.response = response(status, slug, detail, headers=headers)


def response(
    status: int,
    slug: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[dict[str, str]] | None = None,
) -> JSONResponse:
    problem = Problem(type=TYPE + slug, title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
    content = problem.model_dump(exclude_none=True)
    return JSONResponse(content, status, headers, media_type=MEDIA_TYPE)


def of_status(status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """What there is to say of a status that the framework gives."""
    slug, detail = _BY_STATUS.get(status, ("bad-request", "the request cannot be read: see /openapi.json"))
    return response(status, slug, detail, headers=headers)


def handle(app: FastAPI) -> None:
    """Let every error of the application be told so."""
    for kind in _TOLD:
        app.add_exception_handler(kind, _told)
    app.add_exception_handler(Refused, lambda request, error: error.response)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _internal)


async def _told(request: Request, error: Exception) -> JSONResponse:
    status, slug, headers = next(_TOLD[kind] for kind in type(error).__mro__ if kind in _TOLD)
    return response(status, slug, _UUID.sub("(an id)", str(error)), headers=headers)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [{"where": _where(each), "says": _says(each)} for each in error.errors()]
    detail = "; ".join(dict.fromkeys(f"{each['where']}: {each['says']}" for each in errors))
    return response(422, "invalid-request", detail, errors=errors)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return of_status(error.status_code, error.headers)


async def _internal(request: Request, error: Exception) -> JSONResponse:
    _log.error("a request failed: %s", type(error).__name__)
    detail = "this is a fault of the service: its log tells more; the same question may work again later"
    return response(500, "internal", detail)


def _where(error: Mapping[str, Any]) -> str:
    """The place of the error, without names that the asker made up."""
    place = error["loc"][:-1] if error["type"] in ("extra_forbidden", "json_invalid") else error["loc"]
    return ".".join(str(part) for part in place)


def _says(error: Mapping[str, Any]) -> str:
    """Pydantic's words, but for those that quote the parser and with it the input."""
    if error["type"] == "extra_forbidden":
        return "holds a field that is not known here; /openapi.json lists those that are"
    if error["type"] == "json_invalid":
        return "is not valid JSON"
    if "error" in error.get("ctx", {}) and error["type"] != "value_error":
        return f"is not a valid {error['type'].partition('_')[0]}"
    return str(error["msg"])
