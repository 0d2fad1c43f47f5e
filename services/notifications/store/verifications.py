"""Codes asked for. The code itself is nowhere: only a mark that it leaves under our key, and that for ten minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from services.notifications.store.tables import verifications
from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading

PLACE = "verifications.sealed"
OPEN = ("sending", "sent")
this = verifications.c


def keep(tx, id, *, address, **told) -> None:
    """The address lies sealed until it has been answered or has run out."""
    sealed = tx.desk.sealer.close(address, place=f"{PLACE}:{id}")
    tx.insert(verifications, id=id, sealed=sealed, state="asked", tries=0, **told)


def address_of(desk: Desk, row) -> str:
    return str(desk.sealer.open(row["sealed"], place=f"{PLACE}:{row['id']}"))


def asked_at(desk: Desk, address_mark: str, *, since: datetime) -> Sequence[datetime]:
    """By whomever: an address is asked at as often as it is, for whichever organisation."""
    asked = sa.select(this.asked_at).where(this.address_mark == address_mark, this.asked_at > since)
    with for_reading(desk.engine) as connection:
        return list(connection.execute(asked.order_by(this.asked_at)).scalars())


def find(rx, id):
    return rx.row(verifications, this.id == id)


def claim(tx, *, kinds: Sequence[str], real: datetime, lease: timedelta, limit: int) -> Sequence:
    """Asked for, or left in hand by a sender that is gone."""
    mine = (*_waiting(tx.now, real), this.kind.in_(kinds))
    waiting = sa.select(verifications).where(*mine).order_by(this.asked_at).limit(limit)
    rows = tx.query(waiting.with_for_update(skip_locked=True))
    tx.update(verifications, this.id.in_([row["id"] for row in rows]), state="sending", again_at=real + lease)
    return rows


def put(tx, id, **told) -> None:
    """Unless it was answered meanwhile."""
    tx.update(verifications, this.id == id, this.state == "sending", **told)


def try_once(tx, id, *, code_mark: str, most: int) -> bool:
    """A try is counted before it is looked at; the right one closes the code for good."""
    alive = (this.id == id, this.state.in_(OPEN), this.expires_at > tx.now)
    if not tx.update(verifications, *alive, this.tries < most, tries=this.tries + 1):
        return False
    return bool(tx.update(verifications, *alive, this.code_mark == code_mark, state="answered", code_mark=None))


def forget(tx, *, asked_before: datetime) -> int:
    """What ran out leaves no address; what is of no use for counting any more leaves nothing."""
    gone = tx.delete(verifications, this.asked_at < asked_before, this.expires_at <= tx.now)
    closed = sa.or_(this.expires_at <= tx.now, this.state == "answered")
    return gone + tx.update(verifications, closed, this.sealed.is_not(None), sealed=None, code_mark=None)


def organisation_of(desk: Desk, id: str) -> str | None:
    """Who has the code is not asked where they belong."""
    with for_reading(desk.engine) as connection:
        return connection.execute(sa.select(this.organisation).where(this.id == id)).scalar()


def organisations_waiting(desk: Desk, *, real: datetime) -> Sequence[str]:
    is_waiting = sa.exists().where(this.organisation == organisations.c.organisation, *_waiting(desk.clock.now(), real))
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation).where(is_waiting)).scalars())


def _waiting(now: datetime, real: datetime) -> tuple:
    return this.state.in_(("asked", "sending")), this.expires_at > now, this.again_at <= real
