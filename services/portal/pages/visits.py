"""Someone is here: a visit, written down in two taps. A name if there is one, or just a number of people."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.intake import FEW, who_waits
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, happened, known, matching, names_of, part, scheduling
from services.portal.pages.shown import now
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.times import rfc3339

visits = Blueprint("visits", __name__, url_prefix="/intake/visit")
MOST_AT_ONCE = 200


@visits.get("")
@page_for("intake", "supervisor", "admin")
def someone_is_here() -> ResponseReturnValue:
    return _page(Form())


@visits.post("")
@page_for("intake", "supervisor", "admin")
def write_down() -> ResponseReturnValue:
    """A button with a person on it is that person; a name we may know is asked about once, and then just counted."""
    form = Form(request.form)
    name, person = form.text("name", most=60), form.id("person")
    if form.errors:
        return _page(form), 422
    try:
        if name and not person and form.typed.get("counted") != "yes" and (likely := _likely(name)):
            return _page(form, likely)
        said = visit_of(person, count=form.number("count", otherwise=1))
        happened().record(said, key=key_for(form.key, "visit", said))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        form.wrong("count", "error.count")
        return _page(form), 422
    return lead_to("/intake", "visit")


def visit_of(person: str | None, *, count: int) -> dict[str, Any]:
    """They came to us, and somebody was there."""
    who: dict[str, Any] = {"person_id": person} if person else {"count": max(1, min(count, MOST_AT_ONCE))}
    return who | {"kind": "visit", "outcome": "met", "started_by": "person"}


def _likely(name: str) -> list[Found]:
    return [one for one in matching().look_up(name) if "member" in one["kinds"]][:8]


def _page(form: Form, likely: list[Found] | None = None, trouble: str | None = None) -> str:
    expected, waiting = _expected_today(), who_waits()
    ids = [*expected.found, *(one["member_id"] for one in waiting.found["items"])]
    people = list(dict.fromkeys(ids))[:FEW]
    names, away = names_of(people), expected.is_away or waiting.is_away
    told = {"form": form, "likely": likely or [], "trouble": trouble}
    return page("visit.html", people=known([person for person in people if person in names], away), names=names, **told)


def _expected_today() -> Part[list[str]]:
    """Who has something planned today comes first: they are the likeliest to stand there."""
    midnight, next_midnight = starts_of(1, now=now(), zone=zone_here())
    span = {"from_": rfc3339(midnight), "to": rfc3339(next_midnight)}
    return part(scheduling().sessions, **span, limit=MOST_AT_ONCE).shown(_planned)


def _planned(found: list[Found]) -> list[str]:
    return [one["member_id"] for one in found if one["state"] != "cancelled" and one.get("member_id")]
