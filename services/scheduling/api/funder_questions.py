from typing import Any

from marshmallow import Schema, fields

from services.scheduling.actions import funder_questions as actions
from services.scheduling.domain.funder_questions import KINDS
from shared.kernel.errors import NotFound
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.fields import Code, Id, Instant

questions = Blueprint(
    "funder_questions", __name__, url_prefix="/funder-questions", description="What funders ask, when"
)
OPEN_TO = ("intake", "supervisor", "admin", "service")


class DueSchema(Schema):
    """The time for it is from `opens_at` up to `due_at`. `settled_at`: nobody has to ask any more."""

    person_id = Id()
    kind = Code(*KINDS)
    opens_at = Instant()
    due_at = Instant()
    late = fields.Boolean()
    settled_at = Instant(allow_none=True)


class DuesSchema(Schema):
    """The first of them; `count` is how many there are."""

    items = fields.List(fields.Nested(DueSchema))
    count = fields.Integer()
    next = fields.String(allow_none=True)


@questions.get("")
@open_to(*OPEN_TO)
@questions.response(200, DuesSchema)
def list_due() -> Any:
    """See for whom a funder's questions are due, or soon will be. What is asked and answered is not kept here."""
    with open_transaction() as tx:
        return actions.due_seen(tx)


@questions.put("/<uuid:person_id>/<string:kind>")
@open_to(*OPEN_TO)
@questions.response(200, DueSchema)
def settle(person_id: object, kind: str) -> Any:
    """Say that one is settled: done, or the person would rather not."""
    with open_transaction() as tx:
        return actions.settle(tx, str(person_id), _known(kind))


@questions.delete("/<uuid:person_id>/<string:kind>")
@open_to(*OPEN_TO)
@questions.response(200, DueSchema)
def ask_again(person_id: object, kind: str) -> Any:
    """Take that back."""
    with open_transaction() as tx:
        return actions.ask_again(tx, str(person_id), _known(kind))


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound(actions.NOT_DUE)
    return kind
