"""A coach is away, leaves, or has died: who is affected, and what comes next. For those who oversee."""

from datetime import datetime

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.days import midnight
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.covers import could_stand_in, whom_we_asked
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import matching, names_of, part, scheduling
from services.portal.pages.shown import sessions_ahead, with_instants
from services.portal.pages.standing import bring_back, put_away
from services.portal.pages.visit import page_for
from services.portal.pages.words import zone_here
from services.portal.wording.times import starts_of
from shared.kernel.actor import OVERSEE
from shared.kernel.times import rfc3339

coach_away = Blueprint("coach_away", __name__, url_prefix="/supervisor/coaches/<uuid:coach_id>")


@coach_away.get("")
@page_for(*OVERSEE)
def see(coach_id: object) -> ResponseReturnValue:
    return _page(str(coach_id), Form())


@coach_away.post("/away")
@page_for(*OVERSEE)
def is_away(coach_id: object) -> ResponseReturnValue:
    """No reason is asked. Nobody new is asked of them; what is booked stays until somebody moves it."""
    form = Form(request.form)
    _coach(str(coach_id))
    try:
        if not put_away(str(coach_id), form, "away"):
            return _page(str(coach_id), form), 422
    except Away:
        return _page(str(coach_id), form, trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/supervisor/coaches/{coach_id}", "coach_away")


@coach_away.post("/back")
@page_for(*OVERSEE)
def is_back(coach_id: object) -> ResponseReturnValue:
    form = Form(request.form)
    _coach(str(coach_id))
    try:
        bring_back(str(coach_id), form)
    except Away:
        return _page(str(coach_id), form, trouble="away.form"), 503, A_MOMENT
    return lead_to(f"/supervisor/coaches/{coach_id}", "standing_back")


@coach_away.post("/covers")
@page_for(*OVERSEE)
def ask_colleagues(coach_id: object) -> ResponseReturnValue:
    """All that is booked with them on one day."""
    form = Form(request.form)
    day = form.text("day", most=10)
    start = midnight(day, zone_here()) if day else None
    try:
        asked = _asked_of(str(coach_id), form, start) if start else None
    except Away:
        return _page(str(coach_id), form, trouble="away.form"), 503, A_MOMENT
    if asked is None:
        form.wrong("day", "error.cover_day")
        return _page(str(coach_id), form), 422
    return lead_to(f"/supervisor/coaches/{coach_id}", asked)


def _asked_of(coach_id: str, form: Form, start: datetime) -> str | None:
    """What is to be said of it; None where nothing is booked that day."""
    first, last = starts_of(1, now=start, zone=zone_here())
    span = {"from": rfc3339(first), "to": rfc3339(last)}
    try:
        answer = scheduling().ask_colleagues_for(coach_id, span, key=key_for(form.key, "covers", span))
    except Declined as no:
        if no.code != "nobody":
            raise
        return "cover_nobody" if no.more.get("not_offered") else None
    return "cover_asked_some" if answer["not_offered"] else "cover_asked"


def _page(coach_id: str, form: Form, trouble: str | None = None) -> str:
    coach = _coach(coach_id)
    walking = [part(matching().matches, coach_id=coach_id, state=state) for state in ("active", "paused")]
    ahead = sessions_ahead(scheduling(), coach_id=coach_id)
    covers = could_stand_in().shown(lambda found: [one for one in found if one["coach_id"] == coach_id])
    matches = [one for each in walking for one in each.found]
    names = names_of([coach_id, *(one["member_id"] for one in matches), *whom_we_asked(covers.found)])
    soonest: dict[str, Found] = {}
    for session in ahead.found:
        soonest.setdefault(session.get("match_id") or "", session)
    told = {"matches": matches, "ahead": ahead, "soonest": soonest, "covers": covers, "form": form, "trouble": trouble}
    return page("coach_away.html", coach=coach, names=names, is_away=any(each.is_away for each in walking), **told)


def _coach(coach_id: str) -> Found:
    """Of nobody else is anything said or done here. A form that was sent stands although matching is away."""
    try:
        return with_instants({"until": None} | matching().coach(coach_id), "until")
    except Away:
        if request.method == "GET":
            raise
        return {"id": coach_id, "state": "active", "until": None}
