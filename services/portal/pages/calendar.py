"""My sessions in my own calendar, on and off; and the feed itself, for whoever holds its secret."""

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from services.portal.accounts.feeds import calendar_of, forget_calendar, note_calendar
from services.portal.accounts.knocks import NOBODY
from services.portal.clients.scheduling import Scheduling
from services.portal.clients.transport import Declined
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import door_of, scheduling
from services.portal.pages.visit import page_for
from shared.web.auth import open_to_all
from shared.web.context import open_reading, open_transaction

calendar = Blueprint("calendar", __name__)
BOTH = ("member", "coach")


@calendar.get("/me/calendar")
@page_for(*BOTH)
def see() -> ResponseReturnValue:
    return page("calendar.html", is_on=_on() is not None, url=None)


@calendar.post("/me/calendar")
@page_for(*BOTH)
def turn_on() -> ResponseReturnValue:
    """A new address takes the place of the old one. It is shown this once: we could not show it again. Pressed twice,
    it is the same one, and it works.
    """
    made = scheduling().open_calendar(g.actor.person, key=key_for(Form(request.form).key, "calendar"))
    if _on() != made["id"]:
        _take_back()
    with open_transaction() as tx:
        note_calendar(tx, g.actor.person, made["id"])
    return page("calendar.html", is_on=True, url=made["url"])


@calendar.post("/me/calendar/off")
@page_for(*BOTH)
def turn_off() -> ResponseReturnValue:
    _take_back()
    return lead_to("/me/calendar", "calendar_off")


@calendar.get("/calendars/<secret>.ics")
@open_to_all
def feed(secret: str) -> ResponseReturnValue:
    """Passed on as scheduling wrote it: times only, under a plain title."""
    text = Scheduling(door_of("scheduling", NOBODY)).calendar_feed(secret)
    return Response(text, content_type="text/calendar; charset=utf-8")


def _take_back() -> None:
    known = _on()
    if known:
        try:
            scheduling().close_calendar(known)
        except Declined as no:
            if no.status != 404:
                raise
    with open_transaction() as tx:
        forget_calendar(tx, g.actor.person)


def _on() -> str | None:
    with open_reading() as rx:
        return calendar_of(rx, g.actor.person)
