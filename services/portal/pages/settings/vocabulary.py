"""The words for what people have lived through: ours, and those that this organisation adds or no longer asks for."""

import re

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import own_words
from services.portal.pages.settings.home import WHO
from services.portal.pages.visit import page_for

vocabulary = Blueprint("vocabulary", __name__, url_prefix="/settings/vocabulary")
CLOSED = ("modality", "race_ethnicity", "age_band", "languages")
HERE = "/settings/vocabulary"
MOST = 80
FIELDS = {"code": "en", "label": "en", "label.en": "en", "label.es": "es", "facet": "facet"}


@vocabulary.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    return _page(Form())


@vocabulary.post("")
@page_for(*WHO)
def add() -> ResponseReturnValue:
    form = Form(request.form)
    label = {tag: form.text(tag, most=MOST) or form.wrong(tag, "error.two_labels") for tag in ("en", "es")}
    code = re.sub(r"[^a-z0-9]+", "_", (label["en"] or "").lower()).strip("_")[:30]
    private = form.typed.get("private") == "yes"
    said: Found = {"facet": form.typed.get("facet", ""), "label": label, "private": private, "offered": not private}
    if not code:
        form.wrong("en", "error.two_labels")
    if form.errors:
        return _page(form), 422
    try:
        own_words().add_code({**said, "code": f"own_{code}"}, key=key_for(form.key, "code", said))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status not in (409, 422):
            raise
        for field in no.errors or ("code",):
            form.wrong(FIELDS.get(field, "en"), "error.own_code")
        return _page(form), 422
    return lead_to(HERE, "own_code")


@vocabulary.post("/retirement")
@page_for(*WHO)
def retire() -> ResponseReturnValue:
    """Nobody is asked for it any more. Whoever said it of themselves, said it."""
    form = Form(request.form)
    told = {"facet": form.typed.get("facet", ""), "code": form.typed.get("code", "")}
    own_words().retire_code(**told, key=key_for(form.key, "retire", told))
    return lead_to(HERE, "retired")


def _page(form: Form, trouble: str | None = None) -> str:
    facets = own_words().vocabulary()["facets"]
    is_open = [facet for facet in facets if facet["facet"] not in CLOSED]
    return page("settings_vocabulary.html", facets=facets, open_facets=is_open, form=form, trouble=trouble, most=MOST)
