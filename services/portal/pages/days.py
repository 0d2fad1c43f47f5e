"""Days on which somebody would like a word from us: theirs to choose, and theirs to leave alone."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import notifications
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here

days = Blueprint("days", __name__, url_prefix="/me/days")
MOST = 24  # as notifications has it


@days.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    return _page(Form(), notifications().chosen_days(g.actor.person))


@days.post("")
@page_for("member")
def choose() -> ResponseReturnValue:
    """Those that stay ticked, and one more. What a day stands for is not asked. One whose word has come meanwhile holds
    up nothing.
    """
    form = Form(request.form)
    shown, kept, fresh = _days(form, "shown"), _days(form, "keep"), form.text("day", most=10)
    if fresh and midnight(fresh, zone_here()) is None:
        form.wrong("day", "error.day_to_come")
        return _page(form, shown, kept), 422
    try:
        still = {*kept} & {*notifications().chosen_days(g.actor.person)}
        notifications().choose_days(g.actor.person, [*still, *([fresh] if fresh else [])])
    except Away:
        return _page(form, shown, kept, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        form.wrong("day", "error.day_to_come" if len(kept) < MOST else "error.days_most")
        return _page(form, shown, kept), 422
    return lead_to("/me/days", "days_kept")


def _days(form: Form, name: str) -> list[str]:
    return [day for day in form.typed.getlist(name) if midnight(day, zone_here())]


def _page(form: Form, shown: list[str], kept: list[str] | None = None, trouble: str | None = None) -> str:
    """Those `kept` are ticked; all that are shown, where nobody has taken a tick away."""
    chosen = {day: midnight(day, zone_here()) for day in shown}
    return page("days.html", form=form, chosen=chosen, kept=shown if kept is None else kept, trouble=trouble)
