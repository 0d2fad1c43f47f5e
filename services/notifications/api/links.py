from flask import g

from services.notifications.actions.links import look, redeem
from services.notifications.api import schemas
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import door

links = Blueprint("links", __name__, url_prefix="/links", description="The links in messages, for the portal alone")


@links.post("/look")
@open_to("service")
@links.arguments(schemas.LookSchema)
@links.response(200, schemas.LinkSchema)
def look_at(given):
    """What a link is for, before the button is pressed. Changes nothing."""
    return look(door().desk, g.actor, **given)


@links.post("/redemption")
@open_to("service")
@links.arguments(schemas.RedemptionSchema)
@links.response(201, schemas.RedeemedSchema)
def redeem_it(given):
    """The button was pressed: for whom, about which session, to do what."""
    return redeem(door().desk, g.actor, **given)
