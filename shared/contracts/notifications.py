"""What notifications says."""

from marshmallow import Schema, fields

from shared.contracts.fields import Code, Id, Instant
from shared.contracts.scheduling import TRY_OUTCOMES

ANSWERS = ("confirm", "change", "cannot_come", "running_late")


class ReminderAnsweredSchema(Schema):
    person_id = Id(required=True)
    session_id = Id(required=True)
    session_version = fields.Integer(required=True, strict=True)
    answer = Code(*ANSWERS, required=True)


class AddressSchema(Schema):
    """`channel` says which way to reach the person no longer works; the address itself stays home."""

    person_id = Id(required=True)
    channel = Code("email", "sms", "voice", required=True)


class StoppedSchema(Schema):
    """`topic`: everything, or the one thing they want no more texts about."""

    person_id = Id(required=True)
    topic = Code(required=True)


class CallSchema(Schema):
    """Somebody was rung because no message got there. What was said stays between the two."""

    call_id = Id(required=True)
    person_id = Id(required=True)
    coach_id = Id(allow_none=True)
    outcome = Code(*TRY_OUTCOMES, required=True)
    at = Instant(required=True)


EVENTS: dict[str, dict[int, type[Schema]]] = {
    "reminder.answered": {1: ReminderAnsweredSchema},
    "address.undeliverable": {1: AddressSchema},
    "texting.stopped": {1: StoppedSchema},
    "call.tried": {1: CallSchema},
}
