"""Who may ask: one gate in front of everything that the process serves, the page too."""

import re
from ipaddress import ip_address
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.search.api import problems
from services.search.tokens import Role, Token, TokenError, Tokens

#: Where the page's login form keeps the token: HttpOnly, SameSite=Strict, path=/.
COOKIE = "wearscribe_token"
#: Where a browser without a token is sent, and all that is open to it.
LOGIN = "/login"

_ROLE, _HOLDER = "wearscribe.role", "wearscribe.holder"
_OF_PROGRAMS = ("/v1", "/metrics", "/healthz", "/readyz", "/openapi.json")  # never sent to the login form
_OF_PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?", re.IGNORECASE)
_SAFE = ("GET", "HEAD", "OPTIONS")


class Access:
    """ASGI middleware. A request brings a token (`Authorization: Bearer`, or the cookie), or it comes from this machine
    to a server that is bound to this machine: then it is an operator's. All else is 401, or is sent to the login form.

    What needs no token is guarded against other sites that the same browser has open: the request must name this
    machine (a foreign name that resolves to 127.0.0.1 is DNS rebinding), and none that changes something, and no
    websocket, may come from another origin. The latter holds for the cookie too.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, on_loopback: bool) -> None:
        self._app = app
        self._tokens = tokens
        self._on_loopback = on_loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            refusal = self._admit(scope)
        except TokenError as error:
            refusal = problems.response(503, "tokens-unreadable", str(error))
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _admit(self, scope: Scope) -> Response | None:
        """None where the request may pass: its role is in the scope then."""
        headers = Headers(scope=scope)
        if "authorization" in headers:
            scheme, _, token = headers["authorization"].partition(" ")
            holder = self._tokens.holder_of(token.strip()) if scheme.lower() == "bearer" else None
            if holder is None:
                return _unknown_token()
            role: Role | None = holder.role
        else:
            role, holder = self._unasked(scope, headers)
            if role is None and scope["path"] != LOGIN:
                return _without_token(scope, headers)
            if not _same_origin(scope, headers):
                return problems.response(403, "other-origin", "another site may not ask this: send a token, as Bearer")
        scope[_ROLE], scope[_HOLDER] = role, holder and holder.name
        return None

    def _unasked(self, scope: Scope, headers: Headers) -> tuple[Role | None, Token | None]:
        """The role of a request that brings no Bearer token: of the cookie's holder, or that of this machine's own."""
        token = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        holder = self._tokens.holder_of(token) if token else None
        if holder is None and self._on_loopback and _is_local(scope, headers):
            return Role.operator, None
        return (holder.role, holder) if holder else (None, None)


def role_of(scope: Scope) -> Role:
    """The role of who sent a request that has passed the gate (`request.scope` of a page, too): least, a reader."""
    role = scope.get(_ROLE)
    return role if isinstance(role, Role) else Role.reader


def name_of(scope: Scope) -> str | None:
    """The name of the token that a request brought, None where it needed none."""
    name = scope.get(_HOLDER)
    return name if isinstance(name, str) else None


def is_loopback(host: str) -> bool:
    """Whether a name or an address, without port, is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_local(scope: Scope, headers: Headers) -> bool:
    """Whether it comes from this machine, by a name of this machine, and not on behalf of another one."""
    client = scope.get("client")
    name = _HOST.fullmatch(headers.get("host", ""))
    return (
        client is not None
        and is_loopback(client[0])
        and name is not None
        and is_loopback(name[1] or name[2])
        and not any(header in headers for header in _OF_PROXIES)
    )


def _same_origin(scope: Scope, headers: Headers) -> bool:
    if scope["type"] == "http" and scope["method"] in _SAFE:
        return True
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _without_token(scope: Scope, headers: Headers) -> Response:
    path = scope["path"]
    by_person = scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    if by_person and not any(path == own or path.startswith(own + "/") for own in _OF_PROGRAMS):
        return RedirectResponse(f"{LOGIN}?next={quote(path, safe='')}", 303)
    return problems.response(
        401,
        "no-token",
        "beyond this machine a token is needed: send `Authorization: Bearer TOKEN`; `wearscribe token add` makes one",
        headers={"WWW-Authenticate": 'Bearer realm="wearscribe"'},
    )


def _unknown_token() -> Response:
    return problems.response(
        401,
        "unknown-token",
        "nobody holds this token, or it was revoked: `wearscribe token add` makes another",
        headers={"WWW-Authenticate": 'Bearer realm="wearscribe", error="invalid_token"'},
    )
