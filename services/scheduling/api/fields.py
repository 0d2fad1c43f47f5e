"""Fields that only this service's doors take."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.matching import MODALITIES
from shared.web.fields import Code, Instant


class Length(fields.Integer):
    """Of a session, in minutes. A query writes it as text, and says so: `strict=False`."""

    def __init__(self, *, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(strict=strict, validate=validate.Range(5, 480), **kwargs)


class Way(Code):
    """How two meet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(*MODALITIES, **kwargs)


class Clock(fields.String):
    """A time on the wall, 00:00 to 24:00. What it means, the domain says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=5), **kwargs)


def first() -> Instant:
    return Instant(data_key="from", attribute="first", load_default=None)


def last() -> Instant:
    return Instant(attribute="last", load_default=None)
