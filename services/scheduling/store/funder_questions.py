"""Whose questions a funder asks for, and which are settled."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from services.scheduling.domain.funder_questions import Support
from services.scheduling.store.care_tables import contacts, funder_questions
from services.scheduling.store.tables import parties, people
from shared.db.reading import Reading
from shared.db.transaction import Transaction

NOT_ASKED = ("died", "erased")


def supported(rx: Reading, funding: Sequence[str]) -> list[Support]:
    """Since the first contact that one of these sources paid for; of those who live and were not forgotten."""
    own = contacts.c
    began = sa.select(own.person_id, sa.func.min(own.at).label("at")).group_by(own.person_id)
    found = rx.query(began.where(own.person_id.is_not(None), own.funding.in_(funding)))
    gone = {row["person_id"] for row in rx.rows(people, people.c.state.in_(NOT_ASKED))}
    ended = _ended(rx) if found else {}
    here = [row for row in found if row["person_id"] not in gone]
    return [Support(row["person_id"], row["at"], ended.get(row["person_id"])) for row in here]


def settled(rx: Reading) -> dict[tuple[str, str], datetime]:
    return {(row["person_id"], row["kind"]): row["settled_at"] for row in rx.rows(funder_questions)}


def settle(tx: Transaction, person_id: str, kind: str) -> None:
    ask_again(tx, person_id, kind)
    tx.insert(funder_questions, person_id=person_id, kind=kind, settled_at=tx.now)


def ask_again(tx: Transaction, person_id: str, kind: str) -> None:
    tx.delete(funder_questions, funder_questions.c.person_id == person_id, funder_questions.c.kind == kind)


def _ended(rx: Reading) -> dict[str, datetime]:
    """Of those with whom somebody walked, and nobody walks now: when the last of them stopped."""
    own = parties.c
    found: dict[str, list[datetime | None]] = {}
    for row in rx.query(sa.select(own.member_id, own.state, own.ended_at).where(own.state != "not_started")):
        found.setdefault(row["member_id"], []).append(row["ended_at"] if row["state"] == "ended" else None)
    return {person: max(at for at in each if at) for person, each in found.items() if all(each)}
