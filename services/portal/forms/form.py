"""A form as it was sent: what was typed, and which fields need another look, by the key of the words to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from werkzeug.datastructures import MultiDict

Typed = MultiDict[str, str]


@dataclass
class Form:
    typed: Typed = field(default_factory=MultiDict)
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, *, most: int) -> str | None:
        """What stands in a box, without the blanks around it; None when nothing does."""
        words = " ".join(self.typed.get(name, "").split())
        if len(words) > most:
            self.wrong(name, "error.too_long")
        return words or None

    def lines(self, name: str, *, most: int, otherwise: str | None = None) -> str | None:
        """Line by line, as it was typed; where nothing was, `otherwise` is what to say."""
        words = self.typed.get(name, "").replace("\r\n", "\n").strip()
        if len(words) > most:
            self.wrong(name, "error.too_long")
        if not words and otherwise:
            self.wrong(name, otherwise)
        return words or None

    def one_of(self, name: str, allowed: Mapping[str, object] | tuple[str, ...], otherwise: str) -> str:
        """The chosen one; else `otherwise` is what to say, and the first allowed stands in."""
        chosen = self.typed.get(name, "")
        if chosen not in allowed:
            self.wrong(name, otherwise)
        return chosen

    def number(self, name: str, *, otherwise: int) -> int:
        typed = self.typed.get(name, "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else otherwise

    def id(self, name: str) -> str | None:
        """An id that an earlier page wrote here; None when nothing that looks like one stands there."""
        try:
            return str(UUID(self.typed.get(name, "")))
        except ValueError:
            return None

    def wrong(self, name: str, words: str) -> None:
        self.errors.setdefault(name, words)

    @property
    def key(self) -> str:
        """Made when the form was shown: sent twice, it is one wish."""
        return self.typed.get("key", "")
