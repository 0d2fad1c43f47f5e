"""My participation letter: what I came to, in a time I choose. For me, on paper; never for a court."""

from datetime import datetime, timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.pages.page import page
from services.portal.pages.services import matching, scheduling
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for
from shared.kernel.times import rfc3339
from shared.web.context import open_transaction

letter = Blueprint("letter", __name__, url_prefix="/me/letter")
MONTHS = ("1", "3", "6", "12")
AT_ONCE = timedelta(days=60)


@letter.get("")
@page_for("member")
def choose() -> ResponseReturnValue:
    return page("letter.html", months=MONTHS)


@letter.get("/page")
@page_for("member")
def show() -> ResponseReturnValue:
    """To look at before it is printed. That it was made is written down, for the person to see."""
    asked = request.args.get("months", "")
    months = int(asked) if asked in MONTHS else 3
    until, since = now(), now() - timedelta(days=months * 365 // 12)
    came = _came(since, until)
    name = matching().member(g.actor.person)["display_name"]
    with open_transaction() as tx:
        tx.audit("letter_shown", person_id=g.actor.person)
    return page("letter_page.html", came=came, name=name, since=since, until=until)


def _came(since: datetime, until: datetime) -> list[Found]:
    """scheduling answers two months at a time."""
    found: list[Found] = []
    while since < until:
        to = min(since + AT_ONCE, until)
        found += scheduling().came_to(g.actor.person, from_=rfc3339(since), to=rfc3339(to))
        since = to
    return sorted((with_instants(one, "starts_at") for one in found), key=lambda one: one["starts_at"])
