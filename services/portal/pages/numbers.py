"""The week in numbers, on a page and as a sheet; and how long people wait, drawn, with the same in a table."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from services.portal.clients.happened import Happened
from services.portal.clients.transport import Away, Declined, Found
from services.portal.pages.language import language
from services.portal.pages.page import page
from services.portal.pages.services import happened, known, matching, names_of, part
from services.portal.pages.shown import now, with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import here
from services.portal.wording import CATALOGUES
from services.portal.wording.labels import label
from services.portal.wording.sheets import as_csv

numbers = Blueprint("numbers", __name__, url_prefix="/supervisor")
COLUMNS = ("week", "measure", "part", "group", "group_name", "value")
GROUPS = ("site", "funding")
CAME = "came"
LISTS = {"referrals": "urgency", CAME: "source"}
WEEKS = 8
HEADINGS = {
    "people": ("people", "people_unnamed", "walking", "told_us"),
    "new": ("referrals", CAME, "referral_states", "first_contact", "first_contact_median_hours", "first_session")
    + ("first_session_median_hours", "offers", "offers_median_hours"),
    "team": ("load", "load_median", "volunteer_contacts", "volunteer_hours"),
}
ALL_ELSE = "happened"
BUCKETS = {"day": 1, "two_days": 2, "three_days": 3, "week": 7}
TIMES = ("first_contact", "first_session")


@numbers.get("/numbers")
@page_for("supervisor", "admin")
def week() -> ResponseReturnValue:
    found = _asked()
    headed = _under_headings(found["items"])
    return page("numbers.html", found=found, headed=headed, by=_by(), around=_around(found["week"]), groups=GROUPS)


@numbers.get("/numbers.csv")
@page_for("supervisor", "admin")
def sheet() -> ResponseReturnValue:
    """The same as the page: a number too small to show is not in it either, and what is not there is said."""
    found = _asked()
    hidden = here("numbers.hidden")
    rows = [
        {**one, "week": found["week"], "value": hidden if one["hidden"] else one["value"]} for one in found["items"]
    ]
    if found["lacks"]:
        rows.append({"week": found["week"], "measure": CAME, "value": here("numbers.lacks")})
    name = f"numbers-{found['week']}.csv"
    return Response(
        as_csv(COLUMNS, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@numbers.get("/numbers/<measure>")
@page_for("supervisor", "admin")
def behind(measure: str) -> ResponseReturnValue:
    """Who and what a number counts; whichever service counts it writes down of whom it told."""
    asked = {name: request.args.get(name) for name in ("week", "part")}
    if measure == CAME:
        found = matching().behind_number(measure, **asked, time_zone=request.args.get("time_zone"))
        found["items"] = [{"coach_id": None, "count": None} | one for one in found["items"]]
    else:
        found = happened().behind_number(measure, **asked, group=request.args.get("group"), by=_by())
    lines = [with_instants(one, "at") for one in found["items"]]
    names = names_of(one.get(whose) for one in lines for whose in ("person_id", "coach_id"))
    words = _words_for(measure, found["part"])
    return page("numbers_list.html", found=found, lines=lines, names=names, measure=measure, words=words)


@numbers.get("/waits")
@page_for("supervisor", "admin")
def waits() -> ResponseReturnValue:
    lately = [_iso(now().date() - timedelta(weeks=back)) for back in reversed(range(WEEKS))]
    asked = [part(_of_week, happened(), week) for week in lately]
    waiting = part(matching().waiting, language=language(), limit=200)
    counted = Counter(_bucket(one["waiting_minutes"]) for one in _still(waiting.found))
    told = [{"name": name, "value": counted[name]} for name in (*BUCKETS, "longer")]
    weeks = known([one for each in asked for one in each.found], any(each.is_away for each in asked))
    return page("waits.html", now_waiting=told, waiting=waiting, weeks=weeks, times=TIMES)


def _still(found: list[Found]) -> list[Found]:
    """Without those whose wait has not begun."""
    return [one for told in found for one in told["items"] if not one["is_coming_up"]]


def _words_for(measure: str, code: str | None) -> Found:
    """What is counted, in words: one of ours, of the contacts', of the vocabulary, or the code itself."""
    words = CATALOGUES[language()]
    kinds = () if measure in LISTS else ("kind", "support")
    known = next((words[f"{kind}.{code}"] for kind in kinds if f"{kind}.{code}" in words), None)
    told = known or label(LISTS.get(measure, "modality"), code or "", language())
    return {"named": told, "is_ours": measure != CAME and f"part.{code}" in words}


def _asked() -> Found:
    """A week that is none, or a group that is none, is this week of everybody."""
    wanted = request.args.get("week") or None
    try:
        found = happened().numbers(week=wanted, by=_by())
    except Declined as no:
        if no.status != 422:
            raise
        found = happened().numbers()
    return _named(_with_how_people_came(found))


def _with_how_people_came(found: Found) -> Found:
    """Matching counts it: who sent somebody is told to no other service."""
    asked = {"week": found["week"], "time_zone": found["time_zone"], "hide_below": found["hidden_below"]}
    try:
        came = matching().numbers(**asked)
    except (Away, Declined):
        return found | {"lacks": True}
    everybody = {"group": None, "group_name": None}
    items = [*found["items"], *(one | everybody for one in came["items"])]
    return found | {"items": items, "definitions": found["definitions"] | came["definitions"], "lacks": False}


def _named(found: Found) -> Found:
    """Measure by measure, as what each means is told below."""
    order = {measure: place for place, measure in enumerate(found["definitions"])}
    items = sorted(found["items"], key=lambda one: order.get(one["measure"], len(order)))
    return found | {"items": [one | _words_for(one["measure"], one["part"]) for one in items]}


def _under_headings(items: list[Found]) -> dict[str, list[Found]]:
    """A long sheet in a few parts, each with a heading; what stands under none of them is what happened."""
    under = {measure: heading for heading, measures in HEADINGS.items() for measure in measures}
    parts: dict[str, list[Found]] = {heading: [] for heading in (*HEADINGS, ALL_ELSE)}
    for one in items:
        parts[under.get(one["measure"], ALL_ELSE)].append(one)
    return {heading: told for heading, told in parts.items() if told}


def _by() -> str | None:
    by = request.args.get("by", "")
    return by if by in GROUPS else None


def _around(week: str) -> dict[str, str]:
    """The weeks before and after this one: 2026-W47."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return {"before": _iso(monday - timedelta(weeks=1)), "after": _iso(monday + timedelta(weeks=1))}


def _iso(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def _bucket(minutes: int) -> str:
    return next((name for name, days in BUCKETS.items() if minutes < days * 24 * 60), "longer")


def _of_week(ask: Happened, week: str) -> dict[str, Any]:
    """The middle of the hours to the first contact and the first session; None where there is none to show."""
    try:
        items = ask.numbers(week=week)["items"]
    except Declined as no:
        raise Away("scheduling") from no
    medians = {one["measure"]: one["value"] for one in items if one["measure"].endswith("_median_hours")}
    hidden = [name for name in TIMES if medians.get(f"{name}_median_hours", 0) is None]
    return {"week": week, "hidden": hidden} | {name: medians.get(f"{name}_median_hours") for name in TIMES}
