from typing import Any

from marshmallow import Schema, fields, validate

from services.scheduling.actions.organisation import change_customs, customs_seen
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.fields import Code, Id, Zone

organisation = Blueprint("organisation", __name__, url_prefix="/organisation", description="What was set here")
A_WEEK = 7 * 24 * 60


class WaySchema(Schema):
    """How long a coach needs from one place to the other, by bus or on foot: the same there and back."""

    place_ids = fields.List(Id(), required=True, validate=validate.Length(equal=2))
    minutes = fields.Integer(strict=True, required=True, validate=validate.Range(1, 240))


class CustomsSchema(Schema):
    """Null goes back to what is usual."""

    time_zone = Zone(allow_none=True)
    hide_below = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1, 100))
    short_notice_minutes = fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, A_WEEK))
    coaches_confirm = fields.Boolean(allow_none=True, truthy={True}, falsy={False})
    funding = fields.List(Code(), allow_none=True, validate=validate.Length(max=40))
    questions_for = fields.List(Code(), allow_none=True, validate=validate.Length(max=20))
    ways = fields.List(fields.Nested(WaySchema), allow_none=True, validate=validate.Length(max=1000))


class CustomsShownSchema(CustomsSchema):
    version = fields.Integer()


@organisation.get("")
@open_to("coach", "intake", "supervisor", "admin", "service")
@organisation.response(200, CustomsShownSchema)
def read() -> Any:
    """See what this organisation set for its calendar."""
    with open_reading() as rx:
        found = customs_seen(rx)
    return found, 200, etag(found["version"])


@organisation.patch("")
@open_to("supervisor", "admin", "service")
@organisation.arguments(CustomsSchema)
@organisation.response(200, CustomsShownSchema)
def change(said: dict[str, Any]) -> Any:
    """Change some of it (`If-Match`)."""
    read_version = if_match()
    with open_transaction() as tx:
        kept = change_customs(tx, change=said, read_version=read_version)
    return kept, 200, etag(kept["version"])
