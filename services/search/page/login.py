"""The form that asks for a token. It stands alone: before there is one, nothing else is served."""

from html import escape
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from services.search.api.access import COOKIE, LOGIN
from services.search.page.frame import ASSETS, FAVICON, THEME
from services.search.tokens import Tokens

_MONTH = 30 * 24 * 3600  # seconds
_LONGEST = 4096  # bytes of a form that holds a token and a path
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · wearscribe</title>
<link rel="icon" href="data:image/svg+xml,{icon}">
{theme}
<style>{css}</style>
</head>
<body class="alone">
<main>
<form class="login" method="post" action="{action}">
<h1>wearscribe</h1>
<p>Beyond its own machine, wearscribe answers those who have a token.
<code>wearscribe token add NAME</code> makes one.</p>
{refused}
<input type="hidden" name="next" value="{next}">
<label class="field"><span class="field-name">Token</span>
<input type="password" name="token" required autofocus autocomplete="current-password"></label>
<button class="button primary">Sign in</button>
</form>
</main>
</body>
</html>
"""
_REFUSED = '<p class="refused" role="alert">Nobody holds this token, or it was revoked.</p>'


def login(tokens: Tokens) -> APIRouter:
    """`/login`. A token that is known goes into a cookie that no script can read and no other site can send."""
    router = APIRouter(include_in_schema=False)

    @router.get(LOGIN)
    async def ask(next: str = "/") -> Response:
        return HTMLResponse(_page(next))

    @router.post(LOGIN)
    async def answer(request: Request) -> Response:
        form = parse_qs((await request.body())[:_LONGEST].decode(errors="replace"))
        token, following = form.get("token", [""])[0].strip(), _own(form.get("next", ["/"])[0])
        if tokens.role_of(token) is None:
            return HTMLResponse(_page(following, _REFUSED), 401)
        response = RedirectResponse(following, 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, max_age=_MONTH, httponly=True, samesite="strict", secure=secure)
        return response

    return router


def _page(following: str, refused: str = "") -> str:
    icon = FAVICON.replace("#", "%23").replace('"', "'")
    css = (ASSETS / "page.css").read_text()
    return _PAGE.format(
        icon=icon, theme=THEME, css=css, action=LOGIN, refused=refused, next=escape(_own(following), quote=True)
    )


def _own(path: str) -> str:
    """The path, if it is one of ours: a form must not lead to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
