"""Who may ask: one gate in front of everything that the process serves, the page too."""

from starlette.types import ASGIApp, Receive, Scope, Send

from services.search.tokens import Role, Tokens

#: Where the page's login form keeps the token: HttpOnly, SameSite=Strict, path=/.
COOKIE = "wearscribe_token"
#: Where a browser without a token is sent; open to all, so it must not ask the database for anything.
LOGIN = "/login"


class Access:
    """ASGI middleware. A request brings a token (`Authorization: Bearer`, or the cookie) or it comes from this machine
    to a server that is bound to this machine, under a loopback name; then it is an operator's. All else is 401."""

    def __init__(self, app: ASGIApp, tokens: Tokens, on_loopback: bool) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def role_of(scope: Scope) -> Role | None:
    """The role of who sent the request, once it has passed the gate (`request.scope` of a page, too)."""
    role = scope.get("wearscribe.role")
    return role if isinstance(role, Role) else None
