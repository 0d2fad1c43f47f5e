"""What messages say: ours, or this organisation's own words, seen as they would read before they are kept."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import wordings
from services.portal.pages.settings.home import WHO
from services.portal.pages.visit import page_for
from services.portal.wording import CATALOGUES, LANGUAGES

messages = Blueprint("wordings", __name__, url_prefix="/settings/messages")
HERE = "/settings/messages"
SPOKEN_OF = frozenset(key.rpartition(".")[2] for key in CATALOGUES["en"] if key.startswith("wordings.kind."))
MOST = {"subject": 200, "text": 4000, "short": 480}


@messages.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    known = [one for one in wordings().every() if one["kind"] in SPOKEN_OF]
    kinds = list(dict.fromkeys(one["kind"] for one in known))
    own = {(one["kind"], one["language"]) for one in known if one["own"]}
    return page("settings_messages.html", kinds=kinds, own=own, spoken=LANGUAGES)


@messages.get("/<kind>/<tag>")
@page_for(*WHO)
def one(kind: str, tag: str) -> ResponseReturnValue:
    known = wordings().one(kind, tag)
    return _page(known, Form(MultiDict({name: known[name] or "" for name in MOST})))


@messages.post("/<kind>/<tag>")
@page_for(*WHO)
def try_or_keep(kind: str, tag: str) -> ResponseReturnValue:
    form, known = Form(request.form), wordings().one(kind, tag)
    needed = {name: None if name == "short" else "error.words_needed" for name in MOST}
    said = {name: form.lines(name, most=most, otherwise=needed[name]) for name, most in MOST.items()}
    if form.errors:
        return _page(known, form), 422
    try:
        read = wordings().preview(kind, tag, said)
        if read["errors"] or form.typed.get("deed") != "keep":
            return _page(known, form, read=read), 422 if read["errors"] else 200
        if not _is_kept(known, said):
            wordings().keep(kind, tag, said, version=f'"{form.number("version", otherwise=0)}"')
    except Away:
        return _page(known, form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 412:
            raise
        return _page(wordings().one(kind, tag), form, trouble="settings.meanwhile"), 412
    return lead_to(HERE, "wording")


@messages.post("/<kind>/<tag>/end")
@page_for(*WHO)
def drop(kind: str, tag: str) -> ResponseReturnValue:
    known = wordings().one(kind, tag)
    if known["own"]:
        wordings().drop(kind, tag, version=f'"{known["version"]}"')
    return lead_to(HERE, "wording_dropped")


def _is_kept(known: Found, said: Found) -> bool:
    """Sent twice: it stands already."""
    newest = max(known["versions"], key=lambda one: int(one["version"]), default=None)
    return newest is not None and known["own"] and all(newest[name] == words for name, words in said.items())


def _page(known: Found, form: Form, *, read: Found | None = None, trouble: str | None = None) -> str:
    """`read`: how it would read, and what stands against it, in the service's own words."""
    return page("settings_message.html", known=known, form=form, read=read, trouble=trouble, most=MOST)
