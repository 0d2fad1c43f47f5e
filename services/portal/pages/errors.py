"""What went wrong, as a page in plain words. Never what somebody typed, never a trace."""

import structlog
from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from services.portal.api.door import is_ours
from services.portal.clients.transport import Away, Declined
from services.portal.pages.page import page_of_trouble
from services.portal.pages.visit import nobody_if_we_cannot_look
from shared.kernel.errors import Refused
from shared.kernel.whereabouts import whereabouts
from shared.web.errors import broken, problem, refused

log = structlog.get_logger()
A_MOMENT = {"Retry-After": "2"}
AGAIN_IN = {503: A_MOMENT, 429: {"Retry-After": "60"}}  # seconds
TOLD = {401: "sign_in", 403: "not_yours", 404: "not_here", 409: "meanwhile", 429: "too_many", 503: "a_moment"}


def prepare(app: Flask) -> None:
    app.register_error_handler(Refused, lambda error: _refused(error))
    app.register_error_handler(Declined, lambda error: _told(error.status, error.code, str(error)))
    app.register_error_handler(Away, lambda error: _told(503, "unavailable", str(error)))
    app.register_error_handler(HTTPException, lambda error: _told(error.code or 500, "http", error.description or ""))
    app.register_error_handler(Exception, _broken)


def _told(status: int, code: str, words: str) -> ResponseReturnValue:
    """A page for people; for programs of referring organisations a problem."""
    return problem(status, code, words, headers=AGAIN_IN.get(status)) if is_ours() else _page(status)


def _refused(error: Refused) -> ResponseReturnValue:
    if is_ours():
        return refused(error)
    return _page(error.status, "foreign_form" if error.code == "foreign_form" else None)


def _broken(error: Exception) -> ResponseReturnValue:
    if is_ours():
        return broken(error)
    log.error("web.broken", why=type(error).__name__, where=whereabouts(error))
    return _page(500)


def _page(status: int, words: str | None = None) -> ResponseReturnValue:
    nobody_if_we_cannot_look()
    told = words or TOLD.get(status) or ("broken" if status >= 500 else "wrong")
    answer = page_of_trouble("error.html", words=told)
    return answer, status, AGAIN_IN.get(status, {})
