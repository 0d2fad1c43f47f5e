"""The only place where addresses live: sealed, and found again by a mark that only our key can make."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.notifications.domain.person import CLOSED
from services.notifications.domain.ways import SPOKEN
from services.notifications.store.tables import contact_points, people
from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.kernel.ids import new_id

PLACE = "contact_points.sealed"
MARKED = "contact_point"
NOTHING = {"address": None, "say_we_are": None, "best_times": None, "members_may_ring": False}


def of(rx, person_id) -> list[dict[str, Any]]:
    """In the order they were given, opened."""
    mine = contact_points.c.person_id == person_id
    rows = rx.rows(contact_points, mine, order_by=(contact_points.c.position,))
    return [_opened(rx, row) for row in rows]


def points_of(rx, person_ids: Collection[str]) -> dict[str, list[Mapping[str, Any]]]:
    """All of them, still sealed, each person's in the order they were given."""
    found: dict[str, list[Mapping[str, Any]]] = {id: [] for id in person_ids}
    theirs = contact_points.c.person_id.in_(person_ids)
    for row in rx.rows(contact_points, theirs, order_by=(contact_points.c.position,)):
        found[row["person_id"]].append(row)
    return found


def of_several(rx, marks: Collection[str]) -> set[str]:
    """Those of these marks at which more than one person is reached."""
    whose: dict[str, set[str]] = {}
    for row in rx.rows(contact_points, contact_points.c.mark.in_(marks)) if marks else ():
        whose.setdefault(row["mark"], set()).add(row["person_id"])
    return {mark for mark, people in whose.items() if len(people) > 1}


def spoken_of(rx, person_id) -> Sequence[Mapping[str, Any]]:
    """The numbers at which they can be rung."""
    return [point for point in points_of(rx, [person_id])[person_id] if point["kind"] in SPOKEN]


def opened(rx, row: Mapping[str, Any]) -> dict[str, Any]:
    """What is no way of theirs has nothing sealed."""
    return _opened(rx, row) if "sealed" in row else dict(row)


def replace(tx, person_id, items: Sequence[Mapping[str, Any]]) -> None:
    """All of them anew, each with what it had before if it stays."""
    tx.delete(contact_points, contact_points.c.person_id == person_id)
    for position, item in enumerate(items):
        id = item.get("id") or new_id()
        sealed = tx.seal(person_id, item["secret"], place=PLACE, row=id)
        kept = {"given_at": tx.now} | {name: value for name, value in item.items() if name not in ("id", "secret")}
        tx.insert(contact_points, id=id, person_id=person_id, position=position, sealed=sealed, **kept)


def mark(rx, kind: str, address: str) -> str:
    return _mark(rx.desk, rx.actor.organisation, kind, address)


def give_up(tx, contact_point_id, *, contact_id=None) -> bool:
    """Nothing arrives there: not tried again until somebody confirms it, or it is taken out and given anew. Whether it
    was news. Said twice, it does not hang on the one contact (`contact_id`) any more.
    """
    this = contact_points.c.id == contact_point_id
    if tx.update(contact_points, this, contact_points.c.undeliverable_at.is_(None), **_given_up(tx.now, contact_id)):
        return True
    tx.update(contact_points, this, contact_points.c.given_up_for != contact_id, given_up_for=None)
    return False


def take_back(tx, contact_id) -> list[str]:
    """That a number is gone was a slip of the pen: whose it is, so that they are reached there again."""
    these = contact_points.c.given_up_for == contact_id
    theirs = [row["person_id"] for row in tx.rows(contact_points, these)]
    tx.update(contact_points, these, **_given_up(None, None))
    return theirs


def whose_is(desk: Desk, *, kind: str, address: str) -> Sequence[Mapping[str, Any]]:
    """Who can be reached there, in whatever organisation. The one question about addresses asked across them: a mark
    is made for each, since none can be compared with another's.
    """
    with for_reading(desk.engine) as connection:
        known = connection.execute(sa.select(organisations.c.organisation)).scalars().all()
        marks = [_mark(desk, organisation, kind, address.lower()) for organisation in known]
        return connection.execute(_reached_at(kind, marks)).mappings().all()


def organisation_of(desk: Desk, contact_point_id: str) -> str | None:
    """Who holds a link to stop is not asked where they belong."""
    with for_reading(desk.engine) as connection:
        whose = sa.select(contact_points.c.organisation).where(contact_points.c.id == contact_point_id)
        return connection.execute(whose).scalar()


def find(rx, contact_point_id):
    return rx.row(contact_points, contact_points.c.id == contact_point_id)


def confirm(tx, contact_point_id) -> None:
    """It works: what was given up by mistake, or works again, is tried again."""
    tx.update(contact_points, contact_points.c.id == contact_point_id, confirmed_at=tx.now, **_given_up(None, None))


def end(tx, person_id, contact_point_id) -> bool:
    """Whether it was still theirs."""
    this = contact_points.c.id == contact_point_id
    return bool(tx.delete(contact_points, this, contact_points.c.person_id == person_id))


def forget(tx, person_id) -> None:
    tx.delete(contact_points, contact_points.c.person_id == person_id)


def _given_up(at: datetime | None, contact_id: str | None) -> dict[str, Any]:
    return {"undeliverable_at": at, "given_up_for": contact_id}


def _opened(rx, row) -> dict[str, Any]:
    secret = rx.unseal(row["person_id"], row["sealed"], place=PLACE, row=row["id"]) or {}
    return dict(row) | NOTHING | secret


def _mark(desk: Desk, organisation: str, kind: str, address: str) -> str:
    return str(desk.sealer.blind(f"{organisation}:{kind}:{address}", purpose=MARKED))


def _reached_at(kind: str, marks: Sequence[str]) -> sa.Select[Any]:
    """Nobody gone, and no address that has stopped working: it may be a stranger's by now."""
    theirs = sa.and_(
        people.c.organisation == contact_points.c.organisation, people.c.person_id == contact_points.c.person_id
    )
    return (
        sa.select(*(contact_points.c[name] for name in ("id", "person_id", "organisation", "mark")))
        .join(people, theirs)
        .where(contact_points.c.kind == kind, contact_points.c.mark.in_(marks))
        .where(contact_points.c.undeliverable_at.is_(None), people.c.state.not_in(CLOSED))
        .order_by(contact_points.c.person_id)
    )
