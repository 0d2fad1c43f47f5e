from marshmallow import Schema, fields, validate

from shared.web.fields import Id

MOST = validate.Range(0, 100)


def points() -> fields.Float:
    return fields.Float(validate=MOST, allow_nan=False)


def steps(count: int) -> fields.List:
    return fields.List(points(), validate=validate.Length(equal=count))


class PointsSchema(Schema):
    """`first_meeting`: within 24, 48, 72 hours and seven days. What is not said stays as it is."""

    most_important = points()
    most_important_partly = points()
    wishes = steps(3)
    first_meeting = steps(4)
    outlook = points()
    family_life = points()
    pathway = points()
    lived = steps(2)
    lived_substance = points()
    spirituality = points()
    age = steps(2)
    room = points()
    seldom_shown = points()
    reciprocity = fields.Float(validate=validate.Range(0, 1), allow_nan=False)


class WeightsSchema(PointsSchema):
    version = fields.String()


class MovedSchema(Schema):
    """Places and points by the weights in use, and by those that are tried; null: not among the first."""

    coach_id = Id()
    before = fields.Integer(allow_none=True)
    after = fields.Integer(allow_none=True)
    points_before = fields.Float(allow_none=True)
    points_after = fields.Float(allow_none=True)


class TriedSchema(Schema):
    referral_id = Id()
    same_first = fields.Boolean()
    items = fields.List(fields.Nested(MovedSchema))


class PreviewSchema(Schema):
    items = fields.List(fields.Nested(TriedSchema))
