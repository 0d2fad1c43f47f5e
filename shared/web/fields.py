"""What may come in at a door, beyond what may travel in an event."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.fields import Code, Id, Instant, Language, Minutes, Zone

__all__ = ["Code", "Id", "Instant", "Language", "Minutes", "Text", "Zone"]


class Text(fields.String):
    """Words from a person: at least one character that is not a blank, no control characters, at most `most`."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        rules = [
            validate.Length(max=most),
            validate.Regexp(r"^[^\x00-\x08\x0b-\x1f\x7f]*\S[^\x00-\x08\x0b-\x1f\x7f]*\Z"),
        ]
        super().__init__(validate=rules, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).strip()
