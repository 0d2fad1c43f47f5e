"""How we write to you: by which way, when not, how we remind, and from whom messages come."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.form import Form
from services.portal.forms.reminders import AS_NOW, REMINDERS, WAYS, WORDS, as_form, read_reminders
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.language import language
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import notifications, part
from services.portal.pages.visit import page_for

reminders = Blueprint("reminders", __name__, url_prefix="/me/reminders")


@reminders.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    return _page(as_form(notifications().preferences(g.actor.person)))


@reminders.post("")
@page_for("member")
def keep() -> ResponseReturnValue:
    form = Form(request.form)
    try:
        wanted = read_reminders(form, notifications().preferences(g.actor.person))
        if form.errors:
            return _page(form), 422
        notifications().set_preferences(g.actor.person, wanted)
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        form.wrong("quiet_from", "error.quiet_hours")
        return _page(form), 422
    return lead_to("/me/reminders", "reminders_kept")


def expected() -> str | None:
    """To be said wherever somebody agrees to messages; None when nobody can tell just now."""
    return next(iter(part(notifications().what_to_expect, language()).found), {}).get("words")


def _page(form: Form, trouble: str | None = None) -> str:
    told = {
        "reminders": _choices(form, "reminders", REMINDERS),
        "ways": _choices(form, "way", WAYS),
        "words": list(WORDS),
    }
    return page("reminders.html", form=form, trouble=trouble, expected=expected(), **told)


def _choices(form: Form, field: str, known: dict) -> list[str]:
    """What was settled in another way can stay."""
    return [*([AS_NOW] if form.typed.get(field) == AS_NOW else []), *known]
