"""What may come in at a door, beyond what may travel in an event."""

from typing import Any
from unicodedata import category

from marshmallow import ValidationError, fields, validate

from shared.contracts.fields import Code, Id, Instant, Language, Minutes, Zone

__all__ = ["Code", "Id", "Instant", "Language", "Minutes", "Text", "Zone"]

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Text(fields.String):
    """Words from a person: not only blanks, nothing that a page or a database could not hold, at most `most`."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(validate=[validate.Length(min=1, max=most), _can_be_kept], **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).strip()


def _can_be_kept(words: str) -> None:
    """No control characters but tab and new line, no halves of characters (lone surrogates), and nothing that turns
    the words around it, so that a page would show another name than the one that is kept.
    """
    if any(_is_unfit(letter) for letter in words):
        raise ValidationError("There is a character in it that we cannot keep.")


def _is_unfit(letter: str) -> bool:
    return (category(letter) in ("Cc", "Cs") and letter not in "\t\n\r") or letter in TURNS
