"""The audit, chained: each row's link is made of the row and of the link before it, under a key kept elsewhere.

A row that is changed, taken out, moved or added in between breaks the chain there. That the last ones are missing only
shows beside a head kept outside the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from shared.db.common import audit
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.times import rfc3339

FIRST = ""
TOGETHER = 500
HIDDEN = "#"


@dataclass(frozen=True)
class Head:
    """How far a chain reached: the number and the link of its last row."""

    number: int = 0
    link: str = FIRST


def seal_rows(tx: Transaction) -> Head | None:
    """Chain what was written since; the new head, or None where there was nothing. One sealer at a time."""
    waiting = tx.rows(audit, audit.c.number.is_(None), order_by=[audit.c.position], limit=TOGETHER)
    if not waiting:
        return None
    head = last_of(tx)
    for row in waiting:
        head = Head(head.number + 1, link_of(tx, row, head.number + 1, head.link))
        tx.update(audit, audit.c.position == row["position"], number=head.number, link=head.link)
    return head


def last_of(rx: Reading) -> Head:
    newest = rx.rows(audit, audit.c.number.is_not(None), order_by=[audit.c.number.desc()], limit=1)
    return Head(newest[0]["number"], newest[0]["link"]) if newest else Head()


def reaches(rx: Reading, head: Head) -> bool:
    """Whether the chain went through it."""
    return bool(rx.rows(audit, audit.c.number == head.number, audit.c.link == head.link, limit=1))


def link_of(rx: Reading, row: Row, number: int, before: str) -> str:
    people = (_who(rx, row["actor"]), _who(rx, row["person_id"]))
    parts = (before, str(number), row["organisation"], rfc3339(row["at"]), *people)
    told = [row["role"], row["deed"], row["purpose"] or ""]
    told += [row["credential"]] if row["credential"] else []  # rows of before it was kept have the link they had
    return rx.desk.sealer.link("\n".join((*parts, *told)))


def hide(tx: Transaction, person_id: str) -> None:
    """After an erasure the rows stay and the chain holds: links are made of the mark that now stands for the id."""
    mark = _who(tx, person_id)
    for column in (audit.c.person_id, audit.c.actor):
        tx.update(audit, column == person_id, **{column.name: mark})


def _who(rx: Reading, person_id: str | None) -> str:
    if not person_id or person_id.startswith(HIDDEN):
        return person_id or ""
    return HIDDEN + rx.desk.sealer.link(f"{rx.actor.organisation}:{person_id}")[:35]


def broken_places(rx: Reading, *, outside: Head | None) -> Iterator[str]:
    """Where the chain does not hold, in words; nothing where it does. `outside`: the head kept elsewhere."""
    before, last = FIRST, 0
    for row in _in_order(rx):
        if row["number"] != last + 1:
            yield f"{row['number'] - last - 1} rows are missing after number {last}"
        if row["link"] != link_of(rx, row, row["number"], before):
            yield f"number {row['number']} was changed or moved, or the one before it was taken out"
        if outside and row["number"] == outside.number and row["link"] != outside.link:
            yield f"number {row['number']} is not what was kept outside"
        before, last = row["link"], row["number"]
    if outside and outside.number > last:
        yield f"it ends at number {last}; {outside.number} was reached: the last rows are missing"


def _in_order(rx: Reading) -> Iterator[Row]:
    """All sealed rows, a few hundred at a time."""
    after = 0
    while rows := rx.rows(audit, audit.c.number > after, order_by=[audit.c.number], limit=TOGETHER):
        yield from rows
        after = rows[-1]["number"]


def touched(rx: Reading, *where: Any) -> Sequence[dict[str, Any]]:
    """Whose records were read or changed: each person once, how often, from when to when, by which deeds and visits."""
    counts = (sa.func.count(), sa.func.min(audit.c.at), sa.func.max(audit.c.at))
    asked = sa.select(audit.c.person_id, *counts).where(audit.c.person_id.is_not(None), *where)
    rows = rx.query(asked.group_by(audit.c.person_id).order_by(audit.c.person_id))
    by = {"deeds": _each(rx, audit.c.deed, *where), "credentials": _each(rx, audit.c.credential, *where)}
    return [_person(tuple(row.values()), by) for row in rows]


def _person(told: tuple[Any, ...], by: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    person_id, times, first, last = told
    seen = {"person_id": person_id, "times": times, "first_at": first, "last_at": last}
    return seen | {name: each.get(person_id, []) for name, each in by.items()}


def _each(rx: Reading, column: sa.Column[Any], *where: Any) -> dict[str, list[str]]:
    """What stands in this column, person by person."""
    about = (audit.c.person_id.is_not(None), column.is_not(None), *where)
    found: dict[str, list[str]] = {}
    for row in rx.query(sa.select(audit.c.person_id, column).where(*about).distinct().order_by(column)):
        found.setdefault(row["person_id"], []).append(row[column.name])
    return found


def first_few(broken: Iterator[str], most: int = 20) -> list[str]:
    return list(islice(broken, most))
