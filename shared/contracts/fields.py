"""What may travel: ids, times, states, codes. There is no field for a name, an address or free text, on purpose."""

import re
from datetime import UTC
from typing import Any
from zoneinfo import available_timezones

from marshmallow import ValidationError, fields, validate

from shared.kernel.times import rfc3339

OF_THIS_MACHINE = {"localtime", "Factory"}  # some systems list them among the zones
CANONICAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ZONES = frozenset(available_timezones()) - OF_THIS_MACHINE


class Id(fields.UUID):
    """A UUID on the wire, its canonical text inside."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        """Most are canonical already, and a question may name a thousand."""
        if type(value) is str and CANONICAL.fullmatch(value):
            return value
        return str(super()._deserialize(value, attr, data, **kwargs))


class Instant(fields.AwareDateTime):
    """RFC 3339 with an offset in, UTC with a Z out. Far years are refused: adding to them overflows."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        instant = super()._deserialize(value, attr, data, **kwargs)
        if not 1970 <= instant.year < 2200:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        return instant.astimezone(UTC)

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else rfc3339(value)


class Code(fields.String):
    """One word of a closed or published list: lower case, digits, underscores."""

    def __init__(self, *allowed: str, **kwargs: Any) -> None:
        rule = validate.OneOf(allowed) if allowed else validate.Regexp(r"^[a-z0-9_]{1,40}\Z")
        super().__init__(validate=rule, **kwargs)


class Language(fields.String):
    """A BCP 47 tag: en, es, ase, pt-BR. At most 35 characters: RFC 5646 (4.4.1) asks for room for as many."""

    def __init__(self, **kwargs: Any) -> None:
        rules = [validate.Regexp(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z"), validate.Length(max=35)]
        super().__init__(validate=rules, **kwargs)


def known_zone(name: str) -> None:
    if name not in ZONES:
        raise ValidationError("We do not know this time zone. One we know is America/New_York.")


class Zone(fields.String):
    """An IANA time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=known_zone, **kwargs)


class Minutes(fields.Integer):
    def __init__(self, *, most: int = 24 * 60, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(0, most), **kwargs)


class Bitmap(fields.String):
    """Base64 of a bitmap."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(r"^[A-Za-z0-9+/]*={0,2}\Z"), **kwargs)
