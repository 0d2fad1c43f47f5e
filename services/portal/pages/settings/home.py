"""Settings: what to do first, what is done of it, and everything that can wait."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.portal.pages.customs import customs_here
from services.portal.pages.page import page
from services.portal.pages.services import part, places
from services.portal.pages.visit import page_for

settings = Blueprint("settings", __name__, url_prefix="/settings")
WHO = ("admin", "supervisor")


@settings.get("")
@page_for(*WHO)
def home() -> ResponseReturnValue:
    """Each first step says itself whether it is done; nothing has to be done in this order, or at all."""
    customs = customs_here()
    where = part(places().every).shown(lambda all: [one for one in all if one["open"]])
    done = {"words": customs.version > 1, "places": bool(where.found)}
    done |= {"open": bool(customs.open_en or customs.open_es), "lines": bool(customs.lines)}
    return page("settings.html", done=done, places=where)
