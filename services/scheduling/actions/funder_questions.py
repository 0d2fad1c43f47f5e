"""Whom a funder's questions are due for: the dates, and that they are settled. What is asked is nowhere here."""

from datetime import datetime
from typing import Any

from services.scheduling.actions.organisation import customs_of
from services.scheduling.domain.funder_questions import Due, due_for
from services.scheduling.store import funder_questions as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import NotFound

Shown = dict[str, Any]
MOST = 200
NOT_DUE = "Nothing of that kind is due for this person."


def due_seen(tx: Transaction) -> Shown:
    """What is due first, first, and after it what is settled and may be taken back; the first two hundred, and how many
    there are. That it was read is written down, as of contacts.
    """
    found = sorted(_all(tx), key=_in_order)
    shown = found[:MOST]
    tx.audit_each("read_contacts", sorted({each["person_id"] for each in shown}))
    return {"items": shown, "count": len(found), "next": None}


def settle(tx: Transaction, person_id: str, kind: str) -> Shown:
    """Done, or the person would rather not: which of the two is not kept. Said twice, it was said once."""
    known = _alone_with(tx, person_id, kind)
    if known["settled_at"]:
        return known
    store.settle(tx, person_id, kind)
    tx.audit("settle_funder_questions", person_id=person_id)
    return _one(tx, person_id, kind)


def ask_again(tx: Transaction, person_id: str, kind: str) -> Shown:
    known = _alone_with(tx, person_id, kind)
    if not known["settled_at"]:
        return known
    store.ask_again(tx, person_id, kind)
    tx.audit("ask_funder_questions_again", person_id=person_id)
    return _one(tx, person_id, kind)


def _alone_with(tx: Transaction, person_id: str, kind: str) -> Shown:
    tx.queue_for(f"funder_questions {person_id}")
    return _one(tx, person_id, kind)


def _one(rx: Reading, person_id: str, kind: str) -> Shown:
    found = next((each for each in _all(rx, person_id) if each["kind"] == kind), None)
    if found is None:
        raise NotFound(NOT_DUE)
    return found


def _all(rx: Reading, person_id: str | None = None) -> list[Shown]:
    """Nothing where no source of funds asks for it."""
    funding = customs_of(rx).questions_for
    dues = [due for each in store.supported(rx, funding, person_id) for due in due_for(each)] if funding else []
    settled = store.settled(rx, person_id) if dues else {}
    return [_show(due, settled.get((due.person_id, due.kind)), rx.now) for due in dues if due.is_shown(rx.now)]


def _show(due: Due, settled_at: datetime | None, now: datetime) -> Shown:
    """Whoever comes back and ends once more is asked once more."""
    holds = settled_at is not None and (due.kind != "closeout" or settled_at >= due.opens_at)
    return vars(due) | {"settled_at": settled_at if holds else None, "late": not holds and due.due_at < now}


def _in_order(shown: Shown) -> tuple[Any, ...]:
    return shown["settled_at"] is not None, shown["due_at"], shown["person_id"], shown["kind"]
