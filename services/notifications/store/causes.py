"""Why something is said: a word that is due, a time that is free, a match. Once it is gone, nothing is said."""

from collections.abc import Collection, Sequence
from datetime import datetime

from services.notifications.store.flow_tables import causes
from services.notifications.store.people import is_erased

SUPPORT, LOOK_AGAIN, REACHED = "support", "look_again", "reached"


def keep(tx, id, *, version, **told) -> bool:
    """Whether it was news. Of who was erased nothing is kept anew."""
    if is_erased(tx, told["person_id"]):
        return False
    if tx.update(causes, causes.c.id == id, causes.c.version < version, version=version, **told):
        return True
    return tx.insert_if_absent(causes, id=id, version=version, **told)


def found(rx, ids: Collection[str]) -> dict[str, dict]:
    return {row["id"]: dict(row) for row in rx.rows(causes, causes.c.id.in_(ids))} if ids else {}


def open_ones(
    rx, kind: str, *, held_by: str | None = None, since: datetime | None = None, before: datetime | None = None
) -> Sequence:
    wanted = [causes.c.kind == kind, causes.c.state == "open"]
    wanted += [causes.c.held_by == held_by] if held_by else []
    wanted += [causes.c.at >= since] if since else []
    wanted += [causes.c.at <= before] if before else []
    return rx.rows(causes, *wanted)


def without_support(rx, person_ids: Collection[str]) -> set[str]:
    """Who took back that we support and contact them, and has not given it anew."""
    rows = rx.rows(causes, causes.c.person_id.in_(person_ids), causes.c.kind == SUPPORT)
    given = {row["person_id"] for row in rows if row["state"] == "open"}
    return {row["person_id"] for row in rows} - given


def reached_since(rx, person_id, since: datetime) -> Sequence:
    theirs = (causes.c.person_id == person_id, causes.c.kind == REACHED, causes.c.at >= since)
    return rx.rows(causes, *theirs, order_by=(causes.c.at, causes.c.id))


def let_go(tx, id) -> None:
    tx.delete(causes, causes.c.id == id)


def forget(tx, person_id) -> None:
    tx.delete(causes, causes.c.person_id == person_id)
