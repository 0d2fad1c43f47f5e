"""What has just happened, said once, on the page one is led to. No address can say that something happened."""

from flask import Flask, Response, g, redirect, request

from services.portal.pages.cookies import cookie, drop_cookie, set_cookie
from services.portal.wording import CATALOGUES

COOKIE = "done"
SECONDS = 60
NOTICES = frozenset(key.removeprefix("done.") for key in CATALOGUES["en"] if key.startswith("done."))


def prepare(app: Flask) -> None:
    app.after_request(_forget_what_was_said)


def lead_to(path: str, done: str) -> Response:
    """After a form: on to this page of ours, which says what was done."""
    response = redirect(path, 303, Response)
    say_on(response, path, done)
    return response


def say_on(response: Response, path: str, done: str) -> None:
    set_cookie(response, COOKIE, f"{done}:{path}", seconds=SECONDS)


def notice_here() -> str | None:
    """What is to be said on this page. A page of trouble does not ask: then it is said on the next that stands."""
    done, _, path = (cookie(COOKIE) or "").partition(":")
    if done not in NOTICES or path != request.path:
        return None
    g.said_what_was_done = True
    return done


def _forget_what_was_said(response: Response) -> Response:
    if "said_what_was_done" in g:
        drop_cookie(response, COOKIE)
    return response
