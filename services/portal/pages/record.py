"""What is known about me, who has seen it, and what was told outside."""

import json

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from services.portal.clients.transport import Found
from services.portal.pages.page import page
from services.portal.pages.services import matching, notifications, part, scheduling
from services.portal.pages.shown import with_instants
from services.portal.pages.visit import page_for
from services.portal.pages.words import day
from services.portal.wording.labels import EVERYTHING

record = Blueprint("record", __name__, url_prefix="/me/record")
LATELY = 30


@record.get("")
@page_for("member")
def see() -> ResponseReturnValue:
    me = g.actor.person
    known = part(matching().member, me)
    seen = part(matching().who_has_seen, me)
    told = part(matching().told_outside, me)
    looks = [with_instants(one, "at") for each in seen.found for one in each["items"]]
    shown = once_a_day(looks, is_all=not any(each.get("next") for each in seen.found))[:LATELY]
    said = known.found[0] if known.found else {}
    profile = [(name, codes) for name, codes in (said.get("profile") or {}).items() if name in EVERYTHING and codes]
    return page("record.html", known=known, said=said, profile=profile, seen=shown, seen_away=seen, told=told)


def once_a_day(looks: list[Found], *, is_all: bool) -> list[Found]:
    """Who looked for the same reason several times on one day stands there once, with how often; without, on the oldest
    day, of which we may not have read everything.
    """
    told: dict[tuple[object, ...], Found] = {}
    for one in looks:
        same = (one["who"], one["role"], one["deed"], day(one["at"]))
        told.setdefault(same, one | {"times": 0})["times"] += 1
    oldest = None if is_all or not looks else day(looks[-1]["at"])
    return [one | {"times": 1} if day(one["at"]) == oldest else one for one in told.values()]


@record.get("/copy")
@page_for("member")
def copy() -> ResponseReturnValue:
    """As one file. Half of it would look like all of it: where one service is away, there is none."""
    me = g.actor.person
    asked = {"matching": matching(), "scheduling": scheduling(), "notifications": notifications()}
    whole = {"person_id": me} | {service: door.copy_of(me) for service, door in asked.items()}
    headers = {"Content-Disposition": 'attachment; filename="record.json"'}
    return Response(json.dumps(whole, ensure_ascii=False, indent=1), mimetype="application/json", headers=headers)
