"""Places: each with the name we use among ourselves, and the discreet one that stands in messages and calendars."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Away, Declined, Found
from services.portal.forms.form import Form
from services.portal.forms.keys import key_for
from services.portal.pages.errors import A_MOMENT
from services.portal.pages.notice import lead_to
from services.portal.pages.page import page
from services.portal.pages.services import Part, known, names_of, organisation_at, part, places
from services.portal.pages.settings import home as settings
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for

where = Blueprint("places", __name__, url_prefix="/settings/places")
WHO = ("admin", "supervisor", "intake")
MOST, MOST_OF_THE_WAY, MOST_MINUTES = 80, 300, 240


@where.get("")
@page_for(*WHO)
def see() -> ResponseReturnValue:
    return _page(Form())


@where.post("")
@page_for(*WHO)
def add() -> ResponseReturnValue:
    form = Form(request.form)
    place = _said(form)
    if form.errors:
        return _page(form), 422
    try:
        places().add(place, key=key_for(form.key, "place", place))
    except Away:
        return _page(form, trouble="away.form"), 503, A_MOMENT
    return lead_to("/settings/places", "place")


@where.get("/<uuid:place_id>")
@page_for(*WHO)
def one(place_id: object) -> ResponseReturnValue:
    return _one(Form(), places().one(str(place_id)))


@where.post("/<uuid:place_id>")
@page_for(*WHO)
def change(place_id: object) -> ResponseReturnValue:
    form, place = Form(request.form), places().one(str(place_id))
    wanted: Found = {**_said(form), "open": form.typed.get("open") == "yes"}
    if form.errors:
        return _one(form, place), 422
    if wanted != {name: place[name] for name in wanted}:
        try:
            places().change(str(place_id), wanted, version=f'"{form.number("version", otherwise=0)}"')
        except Declined as no:
            if no.status != 412:
                raise
            return _one(form, place, trouble="settings.meanwhile"), 412
    if place["open"] and not wanted["open"]:
        return lead_to(f"/settings/places/{place_id}", "place_closed")
    return lead_to("/settings/places", "place")


@where.post("/<uuid:place_id>/replacement")
@page_for(*WHO)
def replace(place_id: object) -> ResponseReturnValue:
    form, place = Form(request.form), places().one(str(place_id))
    instead = form.text("instead", most=36)
    try:
        places().replace(place["id"], instead, key=key_for(form.key, "replace", {"instead": instead}))
    except Away:
        return _one(Form(), place, trouble="away.form", instead=form), 503, A_MOMENT
    except Declined as no:
        if no.status != 422:
            raise
        return _one(Form(), place, trouble="places.instead_which", instead=form), 422
    return lead_to(f"/settings/places/{place_id}", "place_replaced")


@where.post("/<uuid:place_id>/ways")
@page_for(*settings.WHO)
def keep_ways(place_id: object) -> ResponseReturnValue:
    """How long it takes from here to each of the others; a blank says nothing. Ways between others stay."""
    form, place = Form(request.form), places().one(str(place_id))
    here = {other["id"]: _minutes(form, f"minutes-{other['id']}") for other in _others(place)}
    if form.errors:
        return _one(Form(), place, between=form), 422
    kept, _ = organisation_at("scheduling").customs()
    known_here = _from_here(place, kept)
    if here == {other: known_here.get(other, 0) for other in here}:
        return lead_to(f"/settings/places/{place_id}", "ways")
    ways = [
        way for way in kept["ways"] if place["id"] not in way["place_ids"] or here.keys().isdisjoint(way["place_ids"])
    ]
    ways += [{"place_ids": [place["id"], other], "minutes": minutes} for other, minutes in here.items() if minutes]
    try:
        organisation_at("scheduling").change_customs({"ways": ways}, version=form.text("version", most=20) or "")
    except Away:
        return _one(Form(), place, trouble="away.form", between=form), 503, A_MOMENT
    except Declined as no:
        if no.status != 412:
            raise
        return _one(Form(), place, trouble="settings.meanwhile", between=form), 412
    return lead_to(f"/settings/places/{place_id}", "ways")


def _minutes(form: Form, name: str) -> int:
    if not form.text(name, most=4):
        return 0
    minutes = form.number(name, otherwise=0)
    if not 1 <= minutes <= MOST_MINUTES:
        form.wrong(name, "error.minutes_between")
    return minutes


def _others(place: Found) -> list[Found]:
    return [one for one in part(places().every).found if one["open"] and one["id"] != place["id"]]


def _ways(place: Found, typed: Form | None) -> Part[list[Found]]:
    door = organisation_at("scheduling")
    return part(door.customs).shown(lambda read: [_boxes(place, *read, typed)] if read else [])


def _boxes(place: Found, kept: Found, version: str, typed: Form | None) -> Found:
    """What stands in them: the minutes that are known, or what was typed."""
    if typed:
        return {"form": typed, "typed": typed.typed, "version": version}
    minutes = {f"minutes-{other}": minutes for other, minutes in _from_here(place, kept).items()}
    return {"form": Form(), "typed": minutes, "version": version}


def _from_here(place: Found, kept: Found) -> dict[str, int]:
    ways = [way for way in kept["ways"] if place["id"] in way["place_ids"]]
    return {other: way["minutes"] for way in ways for other in way["place_ids"] if other != place["id"]}


def _said(form: Form) -> Found:
    names = {name: form.text(name, most=MOST) for name in ("name", "discreet_name")}
    for name in names:
        if not names[name]:
            form.wrong(name, "error.two_names")
    return {**names, "way_there": form.text("way_there", most=MOST_OF_THE_WAY)}


def _page(form: Form, trouble: str | None = None) -> str:
    found = part(places().every)
    return page(
        "settings_places.html", places=found, form=form, trouble=trouble, most=MOST, most_of_the_way=MOST_OF_THE_WAY
    )


def _one(
    form: Form, place: Found, trouble: str | None = None, instead: Form | None = None, between: Form | None = None
) -> str:
    typed = form.typed if form.typed else {**place, "open": "yes" if place["open"] else ""}
    uses = part(places().uses, place["id"])
    told = {
        "place": place,
        "typed": typed,
        "form": form,
        "trouble": trouble,
        "most": MOST,
        "most_of_the_way": MOST_OF_THE_WAY,
        "uses": uses,
        "instead": instead or Form(),
    }
    told["others"] = _others(place)
    told["ways"] = _ways(place, between) if told["others"] and g.actor.role in settings.WHO else known([])
    for used in uses.found:
        people = [*used["coach_ids"], *(session["coach_id"] for session in used["sessions"])]
        told["names"] = names_of(people)
        used["sessions"] = [with_instants(one, "starts_at") for one in used["sessions"]]
    return page("settings_place.html", **told)
