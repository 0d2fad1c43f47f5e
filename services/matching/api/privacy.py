"""How an organisation keeps what it knows: said in versions, had by each person; and lists of 42 CFR 2.24."""

from marshmallow import Schema, fields, validate

from services.matching.actions import privacy as actions
from services.matching.api.disclosures import OFFICE
from services.matching.api.people import people
from shared.contracts.vocabulary import codes_of
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.fields import Code, Id, Instant, Text
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema

notices = Blueprint("privacy_notices", __name__, url_prefix="/privacy-notices", description="What we say about privacy")
list_requests = Blueprint("list_requests", __name__, url_prefix="/list-requests", description="Who asked who received")
MOST = 20_000
SHOWN = 20


class PrivacyNoticeSchema(Schema):
    """`number` counts the versions. A blank line parts paragraphs."""

    id = Id(dump_only=True)
    number = fields.Integer(dump_only=True)
    en = Text(most=MOST, required=True)
    es = Text(most=MOST, required=True)
    published_at = Instant(dump_only=True)


class NoticesQuerySchema(Schema):
    """`limit` 1 asks for the one that holds."""

    limit = fields.Integer(load_default=SHOWN, validate=validate.Range(1, SHOWN))


class PrivacyNoticesSchema(Schema):
    items = fields.List(fields.Nested(PrivacyNoticeSchema))
    next = fields.String(allow_none=True)


class AcknowledgementSchema(Schema):
    """`number`: of the notice that holds now. `how`: electronic, on a screen; paper, given to them; together, read
    with one of us. Absent: electronic where they say so themselves, paper where one of us does.
    """

    id = Id(dump_only=True)
    person_id = Id(dump_only=True)
    number = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))
    how = Code("electronic", "paper", "together", load_default=None)
    at = Instant(dump_only=True)
    by = Id(dump_only=True)


class AcknowledgementsSchema(Schema):
    items = fields.List(fields.Nested(AcknowledgementSchema))
    next = fields.String(allow_none=True)


class NotHadSchema(Schema):
    person_id = Id()


class NotHadListSchema(Schema):
    """`number`: of the notice that holds; null where none is published, and owed to nobody. `count`: of them all."""

    number = fields.Integer(allow_none=True)
    count = fields.Integer()
    items = fields.List(fields.Nested(NotHadSchema))
    next = fields.String(allow_none=True)


class AskForListSchema(Schema):
    how = Code(*codes_of("revoked_how"), allow_none=True)


class ListRequestSchema(Schema):
    """`due_at`: thirty days after it was asked for. `state`: open, given."""

    id = Id()
    person_id = Id()
    how = fields.String()
    state = fields.String()
    asked_at = Instant()
    recorded_by = Id()
    due_at = Instant()
    given_at = Instant(allow_none=True)
    given_by = Id(allow_none=True)


class ListRequestsSchema(Schema):
    items = fields.List(fields.Nested(ListRequestSchema))
    next = fields.String(allow_none=True)


class ListRequestsQuerySchema(PageQuerySchema):
    """`person_id` absent: everybody's for staff, one's own for anybody else."""

    person_id = Id(load_default=None)
    state = Code("open", "given", load_default=None)


@notices.get("")
@open_to("member", "coach", *OFFICE)
@notices.arguments(NoticesQuerySchema, location="query")
@notices.response(200, PrivacyNoticesSchema)
def list_notices(asked):
    """What we say about privacy, the newest first: that one holds."""
    with open_reading() as rx:
        return {"items": actions.notices(rx, **asked), "next": None}


@notices.post("")
@open_to("supervisor", "admin", "service")
@acts_once
@notices.arguments(PrivacyNoticeSchema)
@notices.response(201, PrivacyNoticeSchema)
def publish(said):
    """Say it anew, in both languages. Earlier ones stay; who had one of them is asked again."""
    with open_transaction() as tx:
        return actions.publish(tx, **said)


@notices.get("/not-had")
@open_to(*OFFICE)
@notices.arguments(PageQuerySchema, location="query")
@notices.response(200, NotHadListSchema)
def list_not_had(asked):
    """Who has not had the notice that holds: members who are still with us, by id."""
    with open_reading() as rx:
        number, count, found, following = actions.who_has_not_had_it(rx, **asked)
        return {"number": number, "count": count, "items": [{"person_id": id} for id in found], "next": following}


@people.get("/<uuid:person_id>/acknowledgements")
@open_to("member", *OFFICE)
@people.response(200, AcknowledgementsSchema)
def list_acknowledgements(person_id):
    """Which notices of privacy this person has had, the newest first."""
    with open_reading() as rx:
        return {"items": actions.acknowledgements_of(rx, str(person_id)), "next": None}


@people.post("/<uuid:person_id>/acknowledgements")
@open_to("member", *OFFICE)
@acts_once
@people.arguments(AcknowledgementSchema)
@people.response(201, AcknowledgementSchema)
def acknowledge(said, person_id):
    """They have had the notice that holds now."""
    with open_transaction() as tx:
        return actions.acknowledge(tx, str(person_id), **said)


@people.post("/<uuid:person_id>/list-requests")
@open_to("member", *OFFICE)
@acts_once
@people.arguments(AskForListSchema)
@people.response(201, ListRequestSchema)
def ask_for_list(said, person_id):
    """Who has received what of them through an exchange? To be given within thirty days."""
    with open_transaction() as tx:
        return actions.ask_for_list(tx, str(person_id), **said)


@list_requests.get("")
@open_to("member", *OFFICE)
@list_requests.arguments(ListRequestsQuerySchema, location="query")
@list_requests.response(200, ListRequestsSchema)
def list_them(asked):
    """Who asked for such a list, what is due first before the rest."""
    with open_reading() as rx:
        found, following = actions.list_requests(rx, **asked)
        return {"items": found, "next": following}


@list_requests.post("/<uuid:request_id>/giving")
@open_to("supervisor", "admin", "service")
@acts_once
@list_requests.response(201, ListRequestSchema)
def give(request_id):
    """They have been given it."""
    with open_transaction() as tx:
        return actions.give_list(tx, str(request_id))
