"""Somebody who is not one's own, because it cannot wait: why, then for an hour how to reach them. Others read why."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, matching, part
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

emergency = Blueprint("emergency", __name__)
REASONS = ("safety", "medical", "must_reach", "standing_in", "other")
LEAST, MOST = 10, 500


@emergency.get("/coach/people/<uuid:person_id>/emergency")
@page_for("coach")
def before_looking(person_id: object) -> ResponseReturnValue:
    return _page(str(person_id), Form())


@emergency.post("/coach/people/<uuid:person_id>/emergency")
@page_for("coach")
def look(person_id: object) -> ResponseReturnValue:
    """The same question for everybody: only the answer to it says whether we know the person."""
    form = Form(request.form)
    said = {"reason": form.one_of("reason", REASONS, "error.emergency_reason"), "why": form.text("why", most=MOST)}
    if len(said["why"] or "") < LEAST:
        form.wrong("why", "error.emergency_why")
    if form.errors:
        return _page(str(person_id), form), 422
    matching().look_in_an_emergency(str(person_id), said, key=key_for(form.key, "emergency", said))
    return lead_to(f"/coach/people/{person_id}/emergency", "emergency")


@emergency.post("/supervisor/emergencies/<uuid:emergency_id>")
@page_for("supervisor", "admin")
def have_read(emergency_id: object) -> ResponseReturnValue:
    matching().review_emergency(str(emergency_id), key=key_for(Form(request.form).key, "read"))
    return lead_to("/supervisor", "written")


def unread() -> Part[list[Found]]:
    """Who looked at whom, and why, that nobody has read yet."""
    return part(matching().emergencies).shown(lambda all: [with_instants(one, "opened_at") for one in all])


def _page(person_id: str, form: Form) -> str:
    return page("emergency.html", person_id=person_id, known=_known(person_id), reasons=REASONS, form=form)


def _known(person_id: str) -> Found | None:
    try:
        return matching().member(person_id)
    except Declined:
        return None
