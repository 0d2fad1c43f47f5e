"""What we say about privacy: our own words in both languages, published as the next version."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.clients.transport import Away, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import privacy_door
from services.portal.pages.settings.home import WHO
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.wording import LANGUAGES, say
from shared.web.bodies import takes

privacy = Blueprint("own_privacy", __name__, url_prefix="/settings/privacy")
MOST = 20_000
MOST_SENT = 6 * 2 * MOST + 4_000  # both, were every letter an accented one


@privacy.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    """What holds now; else words to begin with, which hold nothing until somebody has read and published them."""
    newest = privacy_door().newest()
    words = _words(newest[0]) if newest else {tag: say(tag, "privacy.suggested") for tag in LANGUAGES}
    return _page(Form(MultiDict(words)), newest)


@privacy.post("")
@page_for(*WHO)
@takes("application/x-www-form-urlencoded", most_bytes=MOST_SENT)
def publish() -> ResponseReturnValue:
    form = Form(request.form)
    said = {tag: form.lines(tag, most=MOST, otherwise="error.words_needed") for tag in LANGUAGES}
    newest: list[Found] = []
    try:
        newest = privacy_door().newest()
        if form.errors:
            return _page(form, newest), 422
        if _is_newer(newest, form, said):
            return _page(form, newest, trouble="settings.meanwhile"), 409
        privacy_door().publish(said, key=key_for(form.key, "publish", said))
    except Away:
        return _page(form, newest, trouble="away.form"), 503, A_MOMENT
    return lead_to("/settings/privacy", "privacy_published")


def _is_newer(newest: list[Found], form: Form, said: Found) -> bool:
    """Than what was read before these words were sent; they may have been heard when the answer was lost."""
    return any(one["number"] != form.number("number", otherwise=0) and said != _words(one) for one in newest)


def _words(one: Found) -> Found:
    return {tag: one[tag] for tag in LANGUAGES}


def _page(form: Form, newest: list[Found], trouble: str | None = None) -> str:
    known = next((with_instants(one, "published_at") for one in newest), None)
    number = known["number"] if known else form.number("number", otherwise=0)
    told = {"known": known, "number": number, "trouble": trouble, "spoken": LANGUAGES, "most": MOST}
    return page("settings_privacy.html", form=form, **told)
