"""Write down something that happened: always in reach, booked or not, long ago or just now."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.after_session import NOTE, SUPPORT
from services.portal.forms.form import Form
from services.portal.forms.happening import KINDS, OUTCOMES, UNNAMED, as_typed, read_correction, read_happening
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import happened, matching, names_of, part
from services.portal.pages.shown import now, sources_of_funds, with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here

writing = Blueprint("writing", __name__, url_prefix="/coach/write")
FIELDS = {"at": "day", "count": "count", "minutes": "minutes", "note": "note", "person_id": "person"}


@writing.get("")
@page_for("coach")
def blank() -> ResponseReturnValue:
    return _page(Form(request.args.copy()))


@writing.post("")
@page_for("coach")
def write() -> ResponseReturnValue:
    form = Form(request.form)
    said = read_happening(form, now=now(), zone=zone_here())
    if form.errors:
        return _page(form), 422
    wish = said if form.typed.get("day") else {name: value for name, value in said.items() if name != "at"}
    try:
        told = happened().record(wish, key=key_for(form.key, "write", wish))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        for field in no.errors or {"kind": []}:
            form.wrong(FIELDS.get(field, "kind"), f"error.{FIELDS.get(field, 'kind')}")
        return _page(form), 422
    return lead_to("/coach", "written_twice" if told["warnings"] else "written")


@writing.get("/<uuid:contact_id>")
@page_for("coach")
def look_again(contact_id: object) -> ResponseReturnValue:
    contact = _contact(contact_id)
    return _page(Form(as_typed(contact, zone_here())), contact=contact)


@writing.post("/<uuid:contact_id>")
@page_for("coach")
def put_right(contact_id: object) -> ResponseReturnValue:
    """What stood before is kept, with who and when."""
    form, contact = Form(request.form), _contact(contact_id)
    right = read_correction(form, contact, now=now(), zone=zone_here())
    if form.errors:
        return _page(form, contact=contact), 422
    try:
        if right:
            happened().correct(contact["id"], right, key=key_for(form.key, "correct", right))
    except Away:
        return _page(form, trouble="away.form", contact=contact), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        return _page(form, trouble="write.led_on", contact=contact), no.status
    return lead_to(_whence(contact), "put_right")


@writing.post("/<uuid:contact_id>/undo")
@page_for("coach")
def take_back(contact_id: object) -> ResponseReturnValue:
    contact = _contact(contact_id)
    try:
        happened().take_back(contact["id"])
    except Declined as no:
        if no.status != 409:
            raise
        return _page(Form(as_typed(contact, zone_here())), trouble="write.stays", contact=contact), 409
    return lead_to(_whence(contact), "undone")


def _contact(contact_id: object) -> Found:
    return with_instants(happened().contact(str(contact_id)), "at")


def _whence(contact: Found) -> str:
    return f"/coach/people/{contact['person_id']}" if contact["person_id"] else "/coach"


def _page(form: Form, trouble: str | None = None, contact: Found | None = None) -> str:
    people = part(matching().matches, coach_id=g.actor.person, state="active")
    names = names_of(one["member_id"] for one in people.found)
    known = sorted(((name, person) for person, name in names.items()), key=lambda one: one[0].casefold())
    told: Found = {"kinds": KINDS, "outcomes": OUTCOMES, "supports": SUPPORT, "unnamed": UNNAMED, "note_most": NOTE}
    told["sources"] = sources_of_funds()
    return page("write.html", form=form, trouble=trouble, people=people, known=known, contact=contact, **told)
