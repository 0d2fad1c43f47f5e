"""An address as it is written down: checked for its form. Whether it works, only a message can tell."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from marshmallow import ValidationError

from services.notifications.domain.ways import SPOKEN

NO_MAIL = "Please give an email address, as in sam@example.org."
REGION = "US"  # for numbers written without a country
NO_TEXTS = frozenset(
    {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOICEMAIL,
    }
)
LANDLINE = "This number cannot get texts, as far as its numbering plan says. Please give it as voice, to be rung."
NO_PHONE = "Please give a phone number, as in 555-555-0134 or +1 555 555 0134."


def normal(kind: str, address: str) -> str:
    """One way to write each: so that the same number is known again."""
    if kind == "email":
        return _mail(address)
    return _phone(address, kind) if kind in SPOKEN else address


def _mail(address: str) -> str:
    """As mail servers write it: a domain of other letters in its ASCII form, which every server can be told."""
    try:
        written = validate_email(address, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        written = None
    if written is None:
        raise ValidationError(NO_MAIL, "address")
    return written


def _phone(address: str, kind: str) -> str:
    try:
        number = phonenumbers.parse(address, REGION)
    except phonenumbers.NumberParseException:
        raise ValidationError(NO_PHONE, "address") from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(NO_PHONE, "address")
    if number.extension and kind == "sms":
        raise ValidationError("A number with an extension cannot get texts.", "address")
    if kind == "sms" and phonenumbers.number_type(number) in NO_TEXTS:
        raise ValidationError(LANDLINE, "address")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written
