"""What notifications says."""

from marshmallow import Schema, fields

from shared.contracts.fields import Code, Id

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


EVENTS: dict[str, dict[int, type[Schema]]] = {
    "reminder.answered": {1: ReminderAnsweredSchema},
    "address.undeliverable": {1: AddressSchema},
}
