"""Whose questions a funder asks for, and which are settled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.contact import REACHED
from services.scheduling.domain.funder_questions import Support
from services.scheduling.store.care_tables import calling_wishes, contacts, funder_questions
from services.scheduling.store.tables import parties, people
from shared.db.reading import Reading
from shared.db.transaction import Transaction

NOT_ASKED = ("died", "erased")


def supported(rx: Reading, funding: Sequence[str], person_id: str | None = None) -> list[Support]:
    """Since one of these sources first paid for a talk; of those who live, were not forgotten, and may be rung."""
    own = contacts.c
    began = sa.select(own.person_id, sa.func.min(own.at).label("at")).group_by(own.person_id)
    paid_for = own.person_id.is_not(None), own.outcome.in_(REACHED), own.funding.in_(funding)
    found = rx.query(began.where(*paid_for, *_of(own.person_id, person_id)))
    if not found:
        return []
    gone, ended = _not_asked(rx), _ended(rx, person_id)
    return [
        Support(row["person_id"], row["at"], ended.get(row["person_id"]))
        for row in found
        if row["person_id"] not in gone
    ]


def settled(rx: Reading, person_id: str | None = None) -> dict[tuple[str, str], datetime]:
    rows = rx.rows(funder_questions, *_of(funder_questions.c.person_id, person_id))
    return {(row["person_id"], row["kind"]): row["settled_at"] for row in rows}


def settle(tx: Transaction, person_id: str, kind: str) -> None:
    ask_again(tx, person_id, kind)
    tx.insert(funder_questions, person_id=person_id, kind=kind, settled_at=tx.now)


def ask_again(tx: Transaction, person_id: str, kind: str) -> None:
    tx.delete(funder_questions, funder_questions.c.person_id == person_id, funder_questions.c.kind == kind)


def _not_asked(rx: Reading) -> set[str]:
    gone = rx.rows(people, people.c.state.in_(NOT_ASKED))
    left_in_peace = rx.rows(calling_wishes, calling_wishes.c.not_called_from.is_not(None))
    return {row["person_id"] for row in (*gone, *left_in_peace)}


def _ended(rx: Reading, person_id: str | None) -> dict[str, datetime]:
    """Of those with whom somebody walked, and nobody walks now: when the last stopped, as far as days are known."""
    own = parties.c
    asked = sa.select(own.member_id, own.state, own.ended_at).where(own.state != "not_started")
    walk, found = set(), dict[str, datetime]()
    for row in rx.query(asked.where(*_of(own.member_id, person_id))):
        if row["state"] != "ended":
            walk.add(row["member_id"])
        elif at := row["ended_at"]:
            found[row["member_id"]] = max(at, found.get(row["member_id"], at))
    return {person: at for person, at in found.items() if person not in walk}


def _of(column: sa.ColumnElement[Any], person_id: str | None) -> list[sa.ColumnElement[bool]]:
    return [] if person_id is None else [column == person_id]
