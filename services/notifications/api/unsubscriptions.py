from flask import g
from marshmallow import Schema, fields, validate

from services.notifications.actions.stop_links import stop_mail
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import door

unsubscriptions = Blueprint("unsubscriptions", __name__, url_prefix="/unsubscriptions", description="No more mail")


class StopSchema(Schema):
    token = fields.String(required=True, validate=validate.Length(max=64))


@unsubscriptions.post("")
@open_to("service")
@unsubscriptions.arguments(StopSchema)
@unsubscriptions.response(204)
def stop(given):
    """No more mail to the address whose link this is."""
    stop_mail(door().desk, g.actor, **given)
