"""Write down something that happened: always in reach, booked or not, long ago or just now."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.after_session import NOTE, SUPPORT
from services.portal.forms.form import Form
from services.portal.forms.happening import KINDS, OUTCOMES, UNNAMED, read_happening
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import happened, matching, names_of, part
from services.portal.pages.shown import now
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


def _page(form: Form, trouble: str | None = None) -> str:
    people = part(lambda: matching().matches(coach_id=g.actor.person, state="active"))
    names = names_of(one["member_id"] for one in people.found)
    known = sorted(((name, person) for person, name in names.items()), key=lambda one: one[0].casefold())
    told = {"kinds": KINDS, "outcomes": OUTCOMES, "supports": SUPPORT, "unnamed": UNNAMED, "note_most": NOTE}
    return page("write.html", form=form, trouble=trouble, people=people, known=known, **told)
