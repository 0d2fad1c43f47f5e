"""Which language this page speaks: what was asked for last, else the account's, else the browser's, else English."""

from flask import Flask, Response, g, request

from services.portal.pages.cookies import cookie, set_cookie
from services.portal.pages.visit import reader_here
from services.portal.wording import LANGUAGES

COOKIE = "lang"


def prepare(app: Flask) -> None:
    app.after_request(_remember)


def language() -> str:
    if "language" not in g:
        g.language = _asked() or _known(cookie(COOKIE)) or _of_the_account() or _of_the_browser()
    spoken: str = g.language
    return spoken


def _asked() -> str | None:
    return _known(request.args.get("lang"))


def _known(tag: str | None) -> str | None:
    """es-MX is Spanish too."""
    spoken = (tag or "").lower().partition("-")[0]
    return spoken if spoken in LANGUAGES else None


def _of_the_account() -> str | None:
    account = reader_here()
    return _known(account.language) if account else None


def _of_the_browser() -> str:
    return request.accept_languages.best_match(LANGUAGES) or "en"


def _remember(response: Response) -> Response:
    if asked := _asked():
        set_cookie(response, COOKIE, asked)
    return response
