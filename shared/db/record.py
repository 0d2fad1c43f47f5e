"""A copy of what is kept of one person: a service lists its tables in `store/exports.py`, this reads and opens them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy as sa

from shared.db.reading import Reading, Row
from shared.kernel.times import rfc3339


class Sealed(NamedTuple):
    """Where sealed text stands, and whose key and row it is bound to."""

    place: str
    whose: str
    row: str = "id"


class Part(NamedTuple):
    """The rows of one table that are theirs, without the columns in `hidden`."""

    table: sa.Table
    where: sa.ColumnElement[bool]
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Copier:
    """`sealed` by table and column; `withheld` by table, of everybody's copy."""

    sealed: Mapping[tuple[str, str], Sealed]
    withheld: Mapping[str, set[str]] = field(default_factory=dict)

    def told(self, rx: Reading, parts: Iterable[Part]) -> dict[str, list[dict[str, Any]]]:
        """Row by row, in the order of their keys, by the name of their table."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table, where, hidden in parts:
            rows = rx.rows(table, where, order_by=list(table.primary_key))
            found.setdefault(table.name, []).extend(self._told(rx, table.name, row, hidden) for row in rows)
        return found

    def _told(self, rx: Reading, table: str, row: Row, hidden: frozenset[str]) -> dict[str, Any]:
        kept = set(row) - {"organisation"} - self.withheld.get(table, set()) - hidden
        return {name: self._opened(rx, table, name, row) for name in row if name in kept}

    def _opened(self, rx: Reading, table: str, column: str, row: Row) -> Any:
        if bound := self.sealed.get((table, column)):
            return rx.unseal(row[bound.whose], row[column], place=bound.place, row=row[bound.row])
        return row[column]


def plain(thing: Any) -> Any:
    """As JSON can carry it."""
    if isinstance(thing, dict):
        return {name: plain(value) for name, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [plain(value) for value in thing]
    if isinstance(thing, datetime):
        return rfc3339(thing)
    return thing.isoformat() if isinstance(thing, (date, time)) else thing
