from typing import Any

from marshmallow import Schema, fields, validate

from services.scheduling.api.fields import Clock, Length, Way
from shared.web.fields import Id, Zone


def _whole(least: int, most: int, **how: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(least, most), **how)


class WindowSchema(Schema):
    start = Clock(required=True)
    end = Clock(required=True)
    modalities = fields.List(Way(), validate=validate.Length(1, 5))
    place_id = Id(allow_none=True)


class WeeklySchema(WindowSchema):
    days = fields.List(_whole(1, 7), required=True, validate=validate.Length(1, 7))


class ExceptionSchema(Schema):
    date = fields.String(required=True, validate=validate.Regexp(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"))
    windows = fields.List(fields.Nested(WindowSchema), load_default=list, validate=validate.Length(max=20))


class TimeOffSchema(Schema):
    from_ = fields.String(required=True, data_key="from", attribute="from", validate=validate.Length(max=16))
    to = fields.String(required=True, validate=validate.Length(max=16))


class StaySchema(Schema):
    """In another zone from the first of these days up to the second, the day back home."""

    from_ = fields.String(required=True, data_key="from", attribute="from", validate=validate.Length(max=10))
    to = fields.String(required=True, validate=validate.Length(max=10))
    time_zone = Zone(required=True)


class RulesSchema(Schema):
    minutes = Length()
    step_minutes = _whole(5, 480)
    align = fields.String(validate=validate.OneOf(["clock-grid", "window-start"]))
    buffer_before_minutes = _whole(0, 240)
    buffer_after_minutes = _whole(0, 240)
    min_notice_minutes = _whole(0, 60 * 24 * 62)
    horizon_days = _whole(1, 365)
    max_per_day = _whole(1, 100, allow_none=True)
    max_per_week = _whole(1, 500, allow_none=True)
    welcome_per_week = _whole(0, 50)


class HoursSchema(Schema):
    """What a coach's week looks like. Left out is empty; rules left out are the usual ones."""

    time_zone = Zone(required=True)
    weekly = fields.List(fields.Nested(WeeklySchema), validate=validate.Length(max=100))
    exceptions = fields.List(fields.Nested(ExceptionSchema), validate=validate.Length(max=500))
    time_off = fields.List(fields.Nested(TimeOffSchema), validate=validate.Length(max=200))
    travel = fields.List(fields.Nested(StaySchema), validate=validate.Length(max=100))
    rules = fields.Nested(RulesSchema)


class HoursPutSchema(HoursSchema):
    """What was told may be put back as it was told. Hours put take the place of those before, whichever version."""

    coach_id = Id()
    version = fields.Integer()


class HoursShownSchema(HoursSchema):
    coach_id = Id()
    version = fields.Integer()
