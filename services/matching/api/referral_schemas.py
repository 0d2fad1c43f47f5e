from marshmallow import Schema, fields, validate

from shared.contracts.vocabulary import codes_of
from shared.web.fields import Code, Instant

# What a person or staff may close a request with; the others come about by themselves.
BY_THEMSELVES = ("matched", "not_found_yet", "died")
CLOSINGS = tuple(code for code in codes_of("referral_outcome") if code not in BY_THEMSELVES)


class WithdrawalSchema(Schema):
    outcome = Code(*CLOSINGS, load_default="not_now")


class SearchSchema(Schema):
    next_steps = fields.List(Code(*codes_of("next_step")), required=True, validate=validate.Length(1, 6))
    look_again_at = Instant(allow_none=True)
