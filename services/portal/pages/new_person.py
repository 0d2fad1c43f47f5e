"""New person: three fields. The person, then how to reach them, then the request: the last one is what counts."""

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from services.portal.clients.notifications import as_given
from services.portal.clients.transport import Away, Body, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.forms.new_person import BOXES, UNSAID, NewPerson, read_new_person, wished
from services.portal.forms.reminders import REMINDERS
from services.portal.pages.asked import asked, avoidable
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.page import page
from services.portal.pages.reminders import expected
from services.portal.pages.services import matching, notifications
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from shared.kernel.times import rfc3339

new_person = Blueprint("new_person", __name__, url_prefix="/intake/people")
FIELDS = {"display_name": "name", "urgency": "urgency", "preferences": "wish", "ready_from": "ready_from"}
LIKELY = 8


@new_person.get("/new")
@page_for("intake", "supervisor", "admin")
def blank() -> ResponseReturnValue:
    return _form_page(Form())


@new_person.post("/new")
@page_for("intake", "supervisor", "admin")
def register() -> ResponseReturnValue:
    """Nothing typed is ever lost: whatever stops a step shows the form again, with its key and the person it made."""
    form = Form(request.form.copy())
    told = {"language": language(), "time_zone": zone_here(), "now": rfc3339(now()), "actor": g.actor.person}
    wanted = read_new_person(form, **told)
    if form.errors:
        return _form_page(form), 422
    try:
        if likely := _likely(form):
            form.wrong("same", "error.same")
            return _form_page(form, likely=likely), 409
        form.typed["made"] = _person(form, wanted.member)
        referral_id = _request(form, wanted)
    except Away:
        return _form_page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        return _form_again(form, no)
    return redirect(f"/intake/referrals/{referral_id}", 303)


def _likely(form: Form) -> list[Found]:
    """Whom we may know already by this name. Asked once: a person looks and says, before anybody is made.

    Ids and keys are in the order of time: whoever came after the form was shown was made by this form, sent twice.
    """
    if form.id("made") or form.typed.get("same"):
        return []
    found = [one for one in matching().look_up(form.typed["name"]) if one["id"] < form.key]
    return [one for one in found if "member" in one["kinds"]][:LIKELY]


def _person(form: Form, said: Body) -> str:
    """Made once by one form. Who corrects the name, or a wish, corrects the person whom the form has made.

    Somebody we know already stays as they are: what they said of themselves is theirs.
    """
    if known := form.id("same"):
        return known
    made = form.id("made")
    if made is None:
        return _first_time(form, said)
    found, version = matching().member_and_version(made)
    wanted = UNSAID | said
    if any(found.get(name) != value for name, value in wanted.items()):
        matching().change_member(made, wanted, version=version)
    return made


def _first_time(form: Form, said: Body) -> str:
    """Where somebody was refused nobody was made: what is sent next is a new wish."""
    try:
        return str(matching().register_member(said, key=key_for(form.key, "member"))["id"])
    except Declined as no:
        if no.status == 422 and no.code != "key_reused":
            form.typed.pop("key", None)
        raise


def _request(form: Form, wanted: NewPerson) -> str:
    """How to reach them, then the request, with keys made from the form's: sent again, it goes on where it stopped."""
    member_id, ways = form.typed["made"], wanted.ways
    if ways:
        known = _known_ways(member_id) if form.id("same") else []
        notifications().set_contact_points(member_id, [*(way for way in known if _is_another(way, ways)), *ways])
    if wanted.reminded:
        wishes = notifications().preferences(member_id) | {"reminders": REMINDERS[wanted.reminded]}
        notifications().set_preferences(member_id, wishes)
    referral = {**wanted.referral, "member_id": member_id}
    return str(matching().file_referral(referral, key=key_for(form.key, "referral", referral))["id"])


def _known_ways(member_id: str) -> list[Found]:
    """As they were told to us: another way is added to them, and none is lost."""
    try:
        found = notifications().contact_points(member_id, purpose="new_request")["items"]
    except Declined as no:
        if no.status != 404:
            raise
        return []
    return [as_given(way) for way in found if way["address"]]


def _is_another(way: Found, ways: list[Found]) -> bool:
    return (way["kind"], way["address"]) not in {(one["kind"], one["address"]) for one in ways}


def _form_again(form: Form, no: Declined) -> ResponseReturnValue:
    if no.code == "key_reused":
        form.wrong("name", "error.sent_before")
        return _form_page(form), 409
    if no.code in ("still_running", "changed_meanwhile"):
        return _form_page(form, trouble="away.form"), 503, A_MOMENT
    if no.status != 422:
        raise no
    _point_at(form, no)
    return _form_page(form), 422


def _point_at(form: Form, no: Declined) -> None:
    reached = BOXES.get(form.typed.get("reach", ""), "name")
    for field in no.errors or {"": []}:
        known = next((ours for theirs, ours in FIELDS.items() if field.startswith(theirs)), None)
        known = known or (reached if field.startswith("items") else "name")
        form.wrong(known, f"error.{known}")


def _form_page(form: Form, trouble: str | None = None, likely: list[Found] | None = None) -> str:
    told = {"form": form, "trouble": trouble, "likely": likely or []}
    headings = asked(wished(form.typed))
    told |= {"wishes": headings, "avoidable": avoidable(headings), "reminders": REMINDERS}
    return page("new_person.html", expected=expected(), **told)
