"""Somebody could stand in: colleagues are asked, it is said who was and who could not be, and the first yes holds."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.services import Part, part, scheduling
from services.portal.pages.shown import in_order, with_instants
from services.portal.pages.visit import page_for

covers = Blueprint("covers", __name__)
WHO_ASKS = ("coach", "intake", "supervisor", "admin")
NO = {"claimed": "cover_claimed", "taken": "cover_elsewhere", "on_the_way": "cover_elsewhere"}


@covers.post("/sessions/<uuid:session_id>/cover")
@page_for(*WHO_ASKS)
def ask(session_id: object) -> ResponseReturnValue:
    """Everybody who has hours here. Until one of them says yes it stays with its coach."""
    here = f"/sessions/{session_id}"
    try:
        scheduling().ask_colleagues(str(session_id), key=key_for(Form(request.form).key, "cover"))
    except Declined as no:
        if no.code != "nobody":
            raise
        return lead_to(here, "cover_nobody")
    return lead_to(here, "cover_asked")


@covers.post("/sessions/<uuid:session_id>/cover/<uuid:cover_id>/withdrawal")
@page_for(*WHO_ASKS)
def take_back(session_id: object, cover_id: object) -> ResponseReturnValue:
    here, key = f"/sessions/{session_id}", key_for(Form(request.form).key, "withdraw")
    return _unless_over(here, "cover_kept", lambda: scheduling().keep_session(str(cover_id), key=key))


@covers.post("/coach/covers/<uuid:cover_id>/claim")
@page_for("coach")
def claim(cover_id: object) -> ResponseReturnValue:
    """Whoever is first has it. With whom it is, they hear from the coach or the desk: no page of theirs names them."""
    key = key_for(Form(request.form).key, "claim")
    return _unless_over("/coach", "cover_taken", lambda: scheduling().stand_in(str(cover_id), key=key))


def could_stand_in() -> Part[list[Found]]:
    """What nobody has said yes to yet: what one was asked, and what one asked; for staff, all of it."""
    return part(scheduling().covers, state="offered").shown(_soonest_first)


def whom_we_asked(found: list[Found]) -> list[str]:
    """All whose names are said with it."""
    asked = [id for one in found for id in one["told"]]
    return asked + [each["coach_id"] for one in found for each in one["not_told"]]


def _soonest_first(found: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "starts_at", "ends_at") for one in found], "starts_at")


def _unless_over(here: str, done: str, act: Callable[[], Found]) -> ResponseReturnValue:
    """Somebody was quicker, or it is not needed any more: that is said, and nothing is wrong."""
    try:
        act()
    except Declined as no:
        if no.status != 409:
            raise
        return lead_to(here, NO.get(no.code, "cover_closed"))
    return lead_to(here, done)
