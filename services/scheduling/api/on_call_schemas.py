from marshmallow import Schema, fields, validate

from services.scheduling.api.fields import Clock
from shared.web.fields import Id, Instant, Zone


class StretchOfDaySchema(Schema):
    start = Clock(required=True)
    end = Clock(required=True)


class WeeklyCallSchema(StretchOfDaySchema):
    coach_id = Id(required=True)
    days = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 7)), required=True, validate=validate.Length(1, 7)
    )


class CallOnDateSchema(Schema):
    """Replaces that coach's day; without windows they are not on call then."""

    coach_id = Id(required=True)
    date = fields.String(required=True, validate=validate.Regexp(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"))
    windows = fields.List(fields.Nested(StretchOfDaySchema), load_default=list, validate=validate.Length(max=20))


class OnCallSchema(Schema):
    time_zone = Zone(required=True)
    weekly = fields.List(fields.Nested(WeeklyCallSchema), load_default=list, validate=validate.Length(max=300))
    exceptions = fields.List(fields.Nested(CallOnDateSchema), load_default=list, validate=validate.Length(max=500))


class StretchSchema(Schema):
    starts_at = Instant()
    ends_at = Instant()


class WhoSchema(Schema):
    coach_id = Id()
    now = fields.Boolean()
    first_opening = Instant(allow_none=True)
    stretches = fields.List(fields.Nested(StretchSchema))


class OnCallShownSchema(OnCallSchema):
    version = fields.Integer()
    items = fields.List(fields.Nested(WhoSchema))
