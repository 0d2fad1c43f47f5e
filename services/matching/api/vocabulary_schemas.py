from marshmallow import Schema, fields, validate

from services.matching.actions.own_words import OPEN
from shared.web.fields import Code, Text

TARGET = validate.Regexp(r"^[A-Z][A-Z0-9]{1,9}( [A-Za-z0-9_.-]{1,20}){1,3}\Z")


class LabelsSchema(Schema):
    en = Text(most=80, required=True)
    es = Text(most=80, required=True)


class OwnCodeSchema(Schema):
    """`private`: pages add "nobody sees this unless you choose". `offered`: whether an offer may say it.

    `identity`: about who a person is; it may be asked for, never avoided. `maps`: codes of public sets, for exports.
    """

    facet = Code(*OPEN, required=True)
    code = Code(required=True)
    label = fields.Nested(LabelsSchema, required=True)
    private = fields.Boolean(load_default=False)
    offered = fields.Boolean(load_default=True)
    identity = fields.Boolean(load_default=False)
    maps = fields.List(fields.String(validate=TARGET), load_default=(), validate=validate.Length(max=10))


class RetirementSchema(Schema):
    facet = Code(required=True)
    code = Code(required=True)


class AliasSchema(Schema):
    alias = fields.String()
    facet = fields.String()
    code = fields.String()


class AliasesSchema(Schema):
    """`ask`: words that say nothing by themselves; the person is asked, nobody guesses."""

    version = fields.String()
    items = fields.List(fields.Nested(AliasSchema))
    ask = fields.List(fields.String())
    next = fields.String(allow_none=True, dump_default=None)


class MappingSchema(Schema):
    facet = fields.String()
    code = fields.String()
    set = fields.String()
    list = fields.String(allow_none=True)
    value = fields.String()


class MappingsSchema(Schema):
    items = fields.List(fields.Nested(MappingSchema))
    next = fields.String(allow_none=True, dump_default=None)


class MappingsQuerySchema(Schema):
    set = fields.String(validate=validate.OneOf(["TEDS", "MG", "HL7", "OMB"]))
