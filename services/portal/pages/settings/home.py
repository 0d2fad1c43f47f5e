"""Settings: what to do first, what is done of it, and everything that can wait."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.portal.clients.organisation import Organisation
from services.portal.pages.customs import customs_here
from services.portal.pages.page import page
from services.portal.pages.services import matching, organisation_at, part, places
from services.portal.pages.visit import page_for

settings = Blueprint("settings", __name__, url_prefix="/settings")
WHO = ("admin", "supervisor")
NEVER_CHANGED = '"1"'


@settings.get("")
@page_for(*WHO)
def home() -> ResponseReturnValue:
    """Each first step says itself whether it is done; nothing has to be done in this order, or at all."""
    customs = customs_here()
    where = part(places().every).shown(lambda all: [one for one in all if one["open"]])
    zone, coaches = part(_version, organisation_at("matching")), part(matching().a_coach)
    done = {"words": customs.version > 1, "zone": zone.found not in ([], [NEVER_CHANGED])}
    done |= {"open": bool(customs.open_en or customs.open_es), "lines": bool(customs.lines)}
    done |= {"places": bool(where.found), "roster": bool(coaches.found)}
    asked = next((one for one in (where, zone, coaches) if one.is_away), where)
    return page("settings.html", done=done, asked=asked)


def _version(of: Organisation) -> list[str]:
    """Who keeps the page on which the zone stands has seen it."""
    return [of.customs()[1]]
