from marshmallow import Schema, fields, validate

from services.scheduling.api.fields import Length, Way, first, last
from shared.contracts.scheduling import IN_THE_WAY, SESSION_STATES
from shared.web.fields import Code, Id, Instant, Zone
from shared.web.paging import PageQuerySchema

# Why staff book against the hours, the notice or the limits, this once. Never against somebody else's session.
ANYWAY = ("coach_agreed", "urgent", "first_session", "person_asked", "other")


class OpeningsQuerySchema(Schema):
    coach_id = Id()
    match_id = Id()
    referral_id = Id()
    from_ = first()
    to = last()
    minutes = Length(strict=False, load_default=None)
    limit = fields.Integer(load_default=None, validate=validate.Range(1, 1000))


class EarliestSchema(Schema):
    coach_ids = fields.List(Id(), required=True, validate=validate.Length(1, 1000))
    minutes = Length(load_default=None)
    from_ = first()
    to = last()


class OpeningSchema(Schema):
    coach_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    modalities = fields.List(Way())


class OpeningsSchema(Schema):
    items = fields.List(fields.Nested(OpeningSchema))
    next = fields.String(allow_none=True)


class HoldingSchema(Schema):
    match_id = Id(required=True)
    starts_at = Instant(required=True)
    minutes = Length()
    modality = Way()


class HoldSchema(Schema):
    id = Id()
    match_id = Id()
    coach_id = Id()
    starts_at = Instant()
    ends_at = Instant()
    expires_at = Instant()


class BookingSchema(HoldingSchema):
    """Of a match; or, for a first conversation, of a referral, with one of those on call or with any of them."""

    match_id = Id()
    referral_id = Id()
    coach_id = Id()
    hold_id = Id()
    anyway = Code(*ANYWAY)
    in_the_way = fields.List(Code(*IN_THE_WAY), validate=validate.Length(max=6))
    only_if_none_ahead = fields.Boolean()


class CancellationSchema(Schema):
    reason = Code("member", "coach", "us", "other")


class MoveSchema(Schema):
    starts_at = Instant(required=True)
    minutes = Length()
    anyway = Code(*ANYWAY)


class AttendanceSchema(Schema):
    state = Code("attended", "did_not_meet", required=True)


class SaidSchema(Schema):
    """`state` null: taken back."""

    side = Code()
    state = Code(allow_none=True)
    at = Instant()
    by = fields.String()


class AttendanceSaidSchema(Schema):
    items = fields.List(fields.Nested(SaidSchema))
    next = fields.String(allow_none=True)


class InTheWaySchema(Schema):
    """What could get in the way; empty takes it back."""

    answers = fields.List(Code(*IN_THE_WAY), required=True, validate=validate.Length(max=6))


class InTheWayShownSchema(InTheWaySchema):
    session_id = Id()


class SessionsQuerySchema(PageQuerySchema):
    coach_id = Id()
    member_id = Id()
    match_id = Id()
    referral_id = Id()
    group_id = Id()
    from_ = first()
    to = last()
    state = Code(*SESSION_STATES)


class SessionSchema(Schema):
    id = Id()
    match_id = Id(allow_none=True)
    series_id = Id(allow_none=True)
    referral_id = Id(allow_none=True)
    group_id = Id(allow_none=True)
    coach_id = Id()
    member_id = Id(allow_none=True)
    covers_for = Id(allow_none=True)
    starts_at = Instant()
    ends_at = Instant()
    minutes = fields.Integer()
    time_zone = fields.String()
    modality = Way()
    place_id = Id(allow_none=True)
    state = Code(*SESSION_STATES)
    attendance = fields.Dict(keys=fields.String(), values=fields.String())
    first = fields.Boolean()
    late = fields.Boolean()
    reason = fields.String(allow_none=True)
    sequence = fields.Integer()
    version = fields.Integer()


class SeriesWishSchema(Schema):
    """A repeat rule (RFC 5545) with COUNT or UNTIL, counted on the wall clock of a zone: the coach's, unless said."""

    match_id = Id(required=True)
    starts_at = Instant(required=True)
    rrule = fields.String(required=True, validate=validate.Length(1, 200))
    minutes = Length()
    modality = Way()
    time_zone = Zone()


class SeriesMoveSchema(Schema):
    """`starts_at` is where this session goes; those after it go as far."""

    session_id = Id(required=True)
    starts_at = Instant(required=True)
    minutes = Length()


class SeriesCancellationSchema(Schema):
    session_id = Id()
    reason = Code("member", "coach", "us", "other")


class SkippedSchema(Schema):
    starts_at = Instant()
    local = fields.String()
    reason = Code("gap", "past", "taken", "not_open", "on_the_way")


class SeriesSchema(Schema):
    id = Id()
    match_id = Id()
    rrule = fields.String()
    time_zone = fields.String()
    starts_at = Instant()
    minutes = fields.Integer()
    booked = fields.List(fields.Nested(SessionSchema))
    skipped = fields.List(fields.Nested(SkippedSchema))


class SessionsSchema(Schema):
    items = fields.List(fields.Nested(SessionSchema))
    next = fields.String(allow_none=True)
