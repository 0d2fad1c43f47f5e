"""What an organisation says on its pages: its word for a coach, when its door is open, whom to ring in a hard time."""

from dataclasses import dataclass
from typing import Any

from services.portal.store.tables import metadata
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import PreconditionFailed

organisations = metadata.tables["organisations"]
COACH_WORDS = ("coach", "peer", "mentor")
MOST_LINES = 4


@dataclass(frozen=True)
class Line:
    """Somebody to ring in a hard time: the name of the line, and its number."""

    name: str
    number: str

    @property
    def dialled(self) -> str:
        return "".join(sign for sign in self.number if sign in "+0123456789")


@dataclass(frozen=True)
class Customs:
    """`open_en` and `open_es`: when somebody is there, in the organisation's own words. Empty: not said."""

    coach_word: str = COACH_WORDS[0]
    open_en: str = ""
    open_es: str = ""
    lines: tuple[Line, ...] = ()
    version: int = 1


def customs_of(rx: Reading) -> Customs:
    row = rx.row(organisations)
    if row is None:
        return Customs()
    said = dict(row["settings"])
    lines = tuple(Line(**one) for one in said.pop("lines", ()))
    return Customs(**said, lines=lines, version=row["version"])


def keep_customs(tx: Transaction, said: dict[str, Any], *, read_version: int) -> None:
    """All of it anew. What somebody else has changed since `read_version` is not overwritten."""
    tx.see_organisation()
    unchanged = organisations.c.version == read_version
    if not tx.update(organisations, unchanged, settings=said, version=read_version + 1):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
    tx.audit("change_organisation")
