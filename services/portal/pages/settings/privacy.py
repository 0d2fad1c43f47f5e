"""What we say about privacy: our own words in both languages, published as the next version."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.clients.transport import Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
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
    words = {tag: newest[0][tag] if newest else say(tag, "privacy.suggested") for tag in LANGUAGES}
    return _page(Form(MultiDict(words)), newest)


@privacy.post("")
@page_for(*WHO)
@takes("application/x-www-form-urlencoded", most_bytes=MOST_SENT)
def publish() -> ResponseReturnValue:
    form = Form(request.form)
    said = {tag: form.lines(tag, most=MOST, otherwise="error.words_needed") for tag in LANGUAGES}
    if form.errors:
        return _page(form, privacy_door().newest()), 422
    privacy_door().publish(said, key=key_for(form.key, "publish", said))
    return lead_to("/settings/privacy", "privacy_published")


def _page(form: Form, newest: list[Found]) -> str:
    known = next((with_instants(one, "published_at") for one in newest), None)
    return page("settings_privacy.html", form=form, known=known, spoken=LANGUAGES, most=MOST)
