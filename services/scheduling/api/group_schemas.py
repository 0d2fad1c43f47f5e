from marshmallow import Schema, fields, validate

from services.scheduling.api.fields import Length, Way, first, last
from shared.contracts.scheduling import SESSION_STATES, SUPPORT, TAKING_PART
from shared.web.fields import Code, Id, Instant, Minutes, Text, Zone
from shared.web.paging import PageQuerySchema


def _whole(least: int, most: int, **how: object) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(least, most), **how)


class GroupWishSchema(Schema):
    """Once, or by a repeat rule with COUNT or UNTIL. Without `listening_seats` who listens has a seat like anybody."""

    coach_id = Id(required=True)
    starts_at = Instant(required=True)
    minutes = Length(strict=True, load_default=60)
    rrule = fields.String(validate=validate.Length(1, 200))
    time_zone = Zone()
    seats = _whole(1, 1000, load_default=12)
    listening_seats = _whole(0, 1000)
    modality = Way(load_default="in_person")
    place_id = Id()
    at_once = _whole(1, 100)
    title = Text(most=80)


class GroupsQuerySchema(PageQuerySchema):
    coach_id = Id()


class WhichMeetingSchema(Schema):
    session_id = Id()


class SeatWishSchema(Schema):
    """In one meeting (`session_id`), for all of it or a part; or in all that lie ahead."""

    member_id = Id(required=True)
    taking_part = Code(*TAKING_PART, load_default="speaking")
    session_id = Id()
    from_ = first()
    to = last()


class GroupCancellationSchema(WhichMeetingSchema):
    reason = Code("coach", "us", "other")


class HeadsSchema(WhichMeetingSchema):
    """How many came, and who of them is known."""

    count = _whole(0, 1000)
    people = fields.List(Id(), validate=validate.Length(max=200), load_default=list)
    minutes = Minutes()
    support = fields.List(Code(*SUPPORT), validate=validate.Length(max=4))
    funding = Code()


class SeatSchema(Schema):
    member_id = Id()
    taking_part = Code()
    starts_at = Instant()
    ends_at = Instant()
    confirmed = fields.Boolean()


class MeetingSchema(Schema):
    session_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    state = Code(*SESSION_STATES)
    seats_left = fields.Dict(keys=fields.String(), values=fields.Integer())
    mine = Code(allow_none=True)
    people = fields.List(fields.Nested(SeatSchema))


class LeftOutSchema(Schema):
    session_id = Id()
    starts_at = Instant()
    local = fields.String()
    reason = Code()


class GroupSchema(Schema):
    id = Id()
    coach_id = Id()
    starts_at = Instant()
    minutes = fields.Integer()
    time_zone = fields.String()
    rrule = fields.String(allow_none=True)
    seats = fields.Integer()
    listening_seats = fields.Integer(allow_none=True)
    modality = Way()
    place_id = Id(allow_none=True)
    at_once = fields.Integer(allow_none=True)
    title = fields.String(allow_none=True)
    meetings = fields.List(fields.Nested(MeetingSchema))
    taken = fields.List(Id())
    skipped = fields.List(fields.Nested(LeftOutSchema))


class GroupsSchema(Schema):
    items = fields.List(fields.Nested(GroupSchema))
    next = fields.String(allow_none=True)


class SheetRowSchema(Schema):
    member_id = Id()
    taking_part = Code()


class SheetSchema(Schema):
    group_id = Id()
    session_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    time_zone = fields.String()
    place_id = Id(allow_none=True)
    rows = fields.List(fields.Nested(SheetRowSchema))
    blank_rows = fields.Integer()


class HeadsShownSchema(Schema):
    group_id = Id()
    session_id = Id()
    state = Code(*SESSION_STATES)
    count = fields.Integer()
    people = fields.List(Id())
    unnamed = fields.Integer()


class CameQuerySchema(Schema):
    from_ = first()
    to = last()


class CameSchema(Schema):
    session_id = Id()
    kind = Code()
    starts_at = Instant()
    minutes = fields.Integer()


class CameToSchema(Schema):
    items = fields.List(fields.Nested(CameSchema))
    next = fields.String(allow_none=True)
