"""My wishes: what matters in a coach, how I like to meet, my language. Everything can be left blank."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.about import CODE
from services.portal.forms.form import Form
from services.portal.forms.new_person import LANGUAGES as SPOKEN
from services.portal.forms.new_person import STRENGTHS, UNSAID, wished, wishes_in
from services.portal.pages.asked import asked, avoidable
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching
from services.portal.pages.visit import page_for

wishes = Blueprint("wishes", __name__, url_prefix="/me/wishes")


@wishes.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    return _page(_as_form(matching().member(g.actor.person)))


@wishes.post("")
@page_for("member")
def change() -> ResponseReturnValue:
    form = Form(request.form)
    try:
        known, version = matching().member_and_version(g.actor.person)
        matching().change_member(g.actor.person, _changes(form, known), version=version)
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 412, 422):
            raise
        form.wrong("wish", "error.wish")
        return _page(form), 422
    return lead_to("/me/wishes", "wishes_kept")


def _changes(form: Form, known: Found) -> Found:
    """What this page does not ask (where, in which languages) stays as it was said."""
    told = UNSAID | wishes_in(form)
    others = [one for one in known.get("preferences") or () if not CODE.fullmatch(f"{one['facet']}.{one['code']}")]
    spoken = form.typed.get("language", "")
    said = {"preferences": [*others, *told["preferences"]]}
    return told | said | ({"language": spoken} if spoken in SPOKEN else {})


def _as_form(known: Found) -> Form:
    form = Form()
    fields = {strength: field for field, strength in STRENGTHS.items()}
    for one in known.get("preferences") or ():
        form.typed.add(fields[one["strength"]], f"{one['facet']}.{one['code']}")
    for way in known.get("modalities") or ():
        form.typed.add("modality", way)
    most = known.get("most_important") or {}
    form.typed["most"] = f"{most['facet']}.{most['code']}" if most else ""
    form.typed["language"] = known.get("language") or language()
    return form


def _page(form: Form, trouble: str | None = None) -> str:
    headings = asked(wished(form.typed))
    return page("wishes.html", form=form, trouble=trouble, wishes=headings, avoidable=avoidable(headings))
