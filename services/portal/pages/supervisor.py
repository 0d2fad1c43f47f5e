"""Nobody is with them: who waits unseen, whom a word is owed, what was to be looked at again. Then loads."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.emergency import unread as emergencies_unread
from services.portal.pages.intake import who_waits
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import (
    Part,
    happened,
    known,
    matching,
    names_of,
    notifications,
    part,
    privacy_door,
    to_ring,
)
from services.portal.pages.shown import in_order, with_instants
from services.portal.pages.trips import who_is_late
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from shared.kernel.times import rfc3339

supervisor = Blueprint("supervisor", __name__, url_prefix="/supervisor")
NOT_ARRIVED = ("undeliverable", "no_channel", "ambiguous")
LOOKED_INTO = 10


@supervisor.get("")
@page_for("supervisor", "admin")
def home() -> ResponseReturnValue:
    waiting, owed, again = who_waits(), _owed(), _look_again()
    tidings, offers = part(matching().tidings), _unanswered()
    coaches = part(matching().coaches)
    unread, looked, late = _unread(), emergencies_unread(), who_is_late()
    notices = part(privacy_door().not_had, limit=1)
    people = [one["member_id"] for one in (*waiting.found["items"], *owed.found, *again.found)]
    people += [one["person_id"] for one in (*unread.found, *looked.found)]
    told = [id for one in tidings.found for id in (one["about_id"], one["tell_id"])]
    names = names_of(
        [*people, *told, *(one["coach_id"] for one in (*offers.found, *owed.found, *looked.found, *late.found))]
    )
    lists = {
        "looked": looked,
        "late": late,
        "unread": unread,
        "waiting": waiting,
        "owed": owed,
        "again": again,
        "tidings": tidings,
        "offers": offers,
        "notices": notices,
    }
    return page("supervisor.html", coaches=coaches, names=names, **lists)


@supervisor.post("/tidings/<uuid:tiding_id>")
@page_for("supervisor", "admin")
def have_told(tiding_id: object) -> ResponseReturnValue:
    """Said by a person, to a person: here it is only written down."""
    matching().told(str(tiding_id), key=key_for(Form(request.form).key, "told"))
    return lead_to("/supervisor", "written")


@supervisor.get("/reassignments")
@page_for("supervisor", "admin", "intake")
def reassignments() -> ResponseReturnValue:
    queue = part(matching().reassignments).shown(lambda found: [with_instants(one, "ends_at") for one in found])
    names = names_of([id for one in queue.found for id in (one["referral"]["member_id"], one["coach_id"])])
    return page("reassignments.html", queue=queue, names=names)


@supervisor.get("/coaches/<uuid:coach_id>/departure")
@page_for("supervisor", "admin")
def before_leaving(coach_id: object) -> ResponseReturnValue:
    return _departure(str(coach_id), Form())


@supervisor.post("/coaches/<uuid:coach_id>/departure")
@page_for("supervisor", "admin")
def leaves(coach_id: object) -> ResponseReturnValue:
    """Everybody they walk with comes first in line for another; nobody is left with an empty page."""
    form = Form(request.form)
    day = form.text("day", most=10)
    at = midnight(day, zone_here()) if day else None
    if day and at is None:
        form.wrong("day", "error.ready_from")
        return _departure(str(coach_id), form), 422
    said = {"leaves_at": rfc3339(at) if at else None}
    matching().coach_leaves(str(coach_id), **said, key=key_for(form.key, "leaves", said))
    return lead_to("/supervisor/reassignments", "departure")


@supervisor.get("/messages")
@page_for("supervisor", "admin", "intake")
def messages() -> ResponseReturnValue:
    """What did not arrive: for a person to ring. Its words and the address stand nowhere here."""
    calls, asked = to_ring(), [part(notifications().messages, state=state) for state in NOT_ARRIVED]
    found = [with_instants(one, "planned_at", "due_at") for each in asked for one in each.found]
    shown = known(in_order(found, "due_at")[::-1], any(each.is_away for each in asked))
    names = names_of(one["person_id"] for one in (*shown.found, *calls.found))
    return page("messages.html", messages=shown, calls=calls, names=names)


@supervisor.get("/not-found")
@page_for("supervisor", "admin", "intake")
def not_found() -> ResponseReturnValue:
    """For whom nobody is found yet, what we said comes next, and what stands in the way."""
    people = part(matching().referrals, state="waiting", limit=200).shown(_looked_for)
    asked = {one["id"]: _why_not(one["id"]) for one in people.found[:LOOKED_INTO]}
    names = names_of(one["member_id"] for one in people.found)
    return page("not_found.html", people=people, why={id: why.found for id, why in asked.items()}, names=names)


def _looked_for(waiting: list[Found]) -> list[Found]:
    found = [with_instants(one, "look_again_at", "ready_from") for one in waiting if one["look_again_at"]]
    return in_order(found, "look_again_at")


def _why_not(referral_id: str) -> Part[list[Found]]:
    found = part(matching().shortlist, referral_id, limit=1, language=language())
    return found.shown(lambda told: [reason for one in told for reason in one["not_shown"]])


def _owed() -> Part[list[Found]]:
    """Words that are overdue, whoever's turn it is: the task is late, never the person."""
    found = part(happened().outreach, state="overdue")
    return found.shown(lambda owed: in_order([with_instants(one, "due_at") for one in owed], "due_at"))


def _unread() -> Part[list[Found]]:
    """Who wrote back and has not been answered for hours in which we read: who and since when, not what they wrote."""
    return part(notifications().late_replies).shown(_since_when)


def _since_when(replies: list[Found]) -> list[Found]:
    return [with_instants(one, "received_at") for one in replies]


def _look_again() -> Part[list[Found]]:
    return part(matching().look_again).shown(lambda found: [with_instants(one, "look_again_at") for one in found])


def _unanswered() -> Part[list[Found]]:
    return part(matching().offers, state="open").shown(_ending_first)


def _ending_first(offers: list[Found]) -> list[Found]:
    return in_order([with_instants(one, "made_at", "expires_at") for one in offers], "expires_at")


def _departure(coach_id: str, form: Form) -> str:
    return page("departure.html", coach=matching().coach(coach_id), form=form)
