from marshmallow import Schema, fields

from services.notifications.actions.exports import export
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.fields import Id

record = Blueprint("record", __name__, url_prefix="/people", description="Somebody's own record")


class ExportSchema(Schema):
    """`parts`: table by table, everything that is kept of the person."""

    person_id = Id()
    made_at = fields.String()
    parts = fields.Dict()


@record.get("/<uuid:person_id>/export")
@open_to("member", "coach", "supervisor", "admin", "service")
@record.response(200, ExportSchema)
def copy(person_id):
    """A copy of everything notifications keeps of a person: ways to reach them, wishes, what was said and came back."""
    with open_transaction() as tx:
        return export(tx, str(person_id))
