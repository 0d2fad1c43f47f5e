from marshmallow import Schema, fields, validate


class PageQuerySchema(Schema):
    """What every list takes. `cursor` is the `next` of the page before."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))
