"""What somebody is to hear from a person, not from a message."""

from collections.abc import Sequence

from services.matching.store.tables_beside import tidings
from shared.kernel.ids import new_id


def bring(tx, *, about_id, to: Sequence[str], kind) -> None:
    for tell_id in to:
        tx.insert_if_absent(tidings, id=new_id(), about_id=about_id, tell_id=tell_id, kind=kind, made_at=tx.now)


def take_back(tx, *, about_id) -> None:
    tx.delete(tidings, tidings.c.about_id == about_id, tidings.c.told_at.is_(None))


def page(rx, *, is_told: bool, cursor, limit):
    where = tidings.c.told_at.is_not(None) if is_told else tidings.c.told_at.is_(None)
    return rx.page(tidings, where, by=[tidings.c.made_at, tidings.c.id], after=cursor, limit=limit)


def find(rx, id):
    return rx.row(tidings, tidings.c.id == id)


def told(tx, id) -> bool:
    """Whether it was us who wrote it down first."""
    untold = tidings.c.told_at.is_(None)
    return bool(tx.update(tidings, tidings.c.id == id, untold, told_at=tx.now, told_by=tx.actor.person))
