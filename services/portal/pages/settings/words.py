"""Our pages: the organisation's word for a coach, when somebody is there, and its own lines for a hard time."""

import re
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.portal.accounts.customs import COACH_WORDS, MOST_LINES, Customs, customs_of, keep_customs
from services.portal.forms.form import Form
from services.portal.pages.customs import customs_here
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.settings.home import WHO
from services.portal.pages.visit import page_for
from shared.kernel.errors import PreconditionFailed
from shared.web.context import open_transaction

words = Blueprint("our_words", __name__, url_prefix="/settings/pages")
NUMBER = re.compile(r"[+(]?[0-9][0-9 ().-]{1,22}\Z")


@words.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    return _page(Form(_typed(customs_here())))


@words.post("")
@page_for(*WHO)
def keep() -> ResponseReturnValue:
    form = Form(request.form)
    said = _read(form)
    if form.errors:
        return _page(form), 422
    with open_transaction() as tx:
        if not _is_kept(customs_of(tx), said):
            try:
                keep_customs(tx, said, read_version=form.number("version", otherwise=0))
            except PreconditionFailed:
                return _page(form, trouble="settings.meanwhile"), 412
    return lead_to("/settings", "settings")


def _read(form: Form) -> dict[str, Any]:
    word = form.one_of("coach_word", COACH_WORDS, "error.setting")
    said: dict[str, Any] = {
        "coach_word": word,
        "lines": [line for at in range(MOST_LINES) if (line := _line(form, at))],
    }
    return said | {name: form.text(name, most=120) or "" for name in ("open_en", "open_es")}


def _line(form: Form, at: int) -> dict[str, str] | None:
    name, number = form.text(f"line-{at}", most=60), form.text(f"number-{at}", most=24)
    if not name and not number:
        return None
    if not name or not number or not NUMBER.match(number):
        form.wrong(f"line-{at}", "error.line")
    return {"name": name or "", "number": number or ""}


def _typed(customs: Customs) -> MultiDict[str, str]:
    typed = {name: getattr(customs, name) for name in ("coach_word", "open_en", "open_es")}
    for at, line in enumerate(customs.lines):
        typed |= {f"line-{at}": line.name, f"number-{at}": line.number}
    return MultiDict(typed | {"version": str(customs.version)})


def _is_kept(customs: Customs, said: dict[str, Any]) -> bool:
    """Sent twice: it stands already."""
    return {**vars(customs), "lines": [vars(line) for line in customs.lines]} == said | {"version": customs.version}


def _page(form: Form, trouble: str | None = None) -> str:
    return page("settings_pages.html", form=form, trouble=trouble, coach_words=COACH_WORDS, lines=range(MOST_LINES))
