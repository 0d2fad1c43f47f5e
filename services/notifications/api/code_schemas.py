from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.notifications.api.addresses import normal
from shared.web.fields import Code, Id, Instant, Language, Text

NEITHER = "Please give an email address or a phone number."


class AddressSchema(Schema):
    """An email address, or a number that can get texts."""

    address = Text(most=254, required=True)

    @post_load
    def written_one_way(self, told, **kwargs):
        kind = "email" if "@" in told["address"] else "sms"
        try:
            return told | {"kind": kind, "address": normal(kind, told["address"])}
        except ValidationError:
            raise ValidationError(NEITHER, "address") from None


class VerificationSchema(AddressSchema):
    locale = Language(load_default="en")


class AskedSchema(Schema):
    id = Id()


class TypedSchema(Schema):
    code = fields.String(required=True, validate=validate.Length(min=1, max=40))


class SomebodySchema(Schema):
    person_id = Id()
    organisation = fields.String()


class WhoSchema(Schema):
    people = fields.List(fields.Nested(SomebodySchema))


class NewCodesSchema(Schema):
    kind = Code("printed", "spoken", required=True)


class CodesSchema(NewCodesSchema):
    codes = fields.List(fields.String())
    expires_at = Instant()


class CodesLeftSchema(Schema):
    printed = fields.Integer()
    spoken = fields.Integer()
