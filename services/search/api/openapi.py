"""The OpenAPI 3.1 document: what FastAPI finds out, its errors as problem details, and examples."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.search.api.answers import Problem
from services.search.api.examples import EXAMPLES
from services.search.api.problems import MEDIA_TYPE

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
DESCRIPTION = """Days of wearable data, found with words.

Times are the wearer's local wall clock after the study's date shift; minutes count from the start of the window, spans
include their start and not their end. Errors are RFC 9457 problem details. Not medical advice."""

_SAID = {
    400: "The cursor does not go with the question",
    401: "No token, or one that nobody holds",
    403: "Not for this role, or from another site",
    404: "There is no such window",
    406: "The window does not come in any format that is accepted",
    409: "It cannot be answered yet: the detail says what is missing",
    413: "The body is too large",
    422: "The question is not valid: `errors` say where",
    503: "Busy, or a part that is needed is away: ask again after Retry-After",
}
#: Of every route.
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": said} for status, said in _SAID.items()
}


def tell(app: FastAPI) -> None:
    """Let the application serve the document so."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for path, methods in schema["paths"].items():
                for method, operation in methods.items():
                    _as_problems(operation)
                    _with_example(operation, EXAMPLES.get((method, path)))
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way


def _as_problems(operation: dict[str, Any]) -> None:
    for response in operation["responses"].values():
        content = response.get("content", {}).get("application/json", {})
        if content.get("schema", {}).get("$ref", "").endswith("/Problem"):
            response["content"] = {MEDIA_TYPE: content}


def _with_example(operation: dict[str, Any], example: Any) -> None:
    if example is not None:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example
