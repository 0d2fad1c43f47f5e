"""Where events wait that could not be handled, and those of the same key behind them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from shared.bus.port import Delivery
from shared.contracts.envelope import peek
from shared.db.columns import Instant
from shared.db.common import parked
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.questions import Question, Row
from shared.db.transaction import writing
from shared.kernel.errors import Refused

ATTEMPTS = 5
FIRST_WAIT_SECONDS = 0.5
NOBODY = ""
OURS = (parked.c.consumer == sa.bindparam("consumer"), parked.c.state != "dead")
HEADS = sa.select(sa.func.min(parked.c.position)).where(*OURS).group_by(parked.c.topic, parked.c.key)
# Asked at every turn of every worker, mostly in vain.
HELD = Question(sa.select(parked.c.topic, parked.c.key).where(*OURS).distinct())
DUE_HEADS = Question(
    sa.select(parked)
    .where(
        parked.c.position.in_(HEADS),
        sa.or_(parked.c.state == "waiting", parked.c.state == "retry"),
        parked.c.again_at <= sa.bindparam("now", type_=Instant),
    )
    .order_by(parked.c.position)
)


def real_now() -> datetime:
    """Backoff is about machines, so it uses real time (decision: two clocks)."""
    return datetime.now(UTC)


def park(desk: Desk, delivery: Delivery, *, state: str, reason: str) -> None:
    """Keep the bytes as they came. `retry` will be tried again, `waiting` stands behind it, `dead` cannot be read."""
    known = peek(delivery.value)
    row: dict[str, Any] = {"consumer": desk.name, "topic": delivery.topic, "key": delivery.key, "value": delivery.value}
    row |= {"at_partition": delivery.partition, "at_offset": delivery.offset, "organisation": NOBODY}
    row |= {"event_id": known["id"], "event_type": known["type"], "state": state, "reason": reason}
    row |= {"attempts": 1 if state == "retry" else 0, "since": real_now(), "again_at": _again(1)}
    with writing(desk) as connection:
        if not _is_parked_already(connection, row):
            connection.execute(parked.insert().values(row))


def parked_keys(desk: Desk) -> set[tuple[str, str]]:
    with for_reading(desk.engine) as connection:
        return {(topic, key) for topic, key in HELD.tuples_on(connection, {"consumer": desk.name})}


def due_heads(desk: Desk) -> Sequence[Row]:
    """The first of each parked key, where it is time to try again."""
    with for_reading(desk.engine) as connection:
        return DUE_HEADS.rows_on(connection, {"consumer": desk.name, "now": real_now()})


def tried_in_vain(desk: Desk, row: Row, reason: str) -> None:
    attempts = row["attempts"] + 1
    state = "stuck" if attempts >= ATTEMPTS else "retry"
    change = {"attempts": attempts, "state": state, "reason": reason, "again_at": _again(attempts)}
    with writing(desk) as connection:
        connection.execute(parked.update().where(parked.c.position == row["position"]).values(change))


def let_lie(desk: Desk, row: Row) -> None:
    """Replayed, and still no event: dead again, holding up nobody."""
    with writing(desk) as connection:
        connection.execute(parked.update().where(parked.c.position == row["position"]).values(state="dead"))


def leave(desk: Desk, position: int) -> None:
    with writing(desk) as connection:
        connection.execute(parked.delete().where(parked.c.position == position))


def replay(desk: Desk, position: int | None = None) -> int:
    """Let dead letters, or one of them, be tried again by the worker: after a mend, say."""
    which = [parked.c.position == position] if position is not None else []
    again = {"state": "retry", "attempts": 0, "again_at": real_now()}
    with writing(desk) as connection:
        gone = parked.c.state.in_(("stuck", "dead"))
        return connection.execute(parked.update().where(_own(desk), gone, *which).values(again)).rowcount


def dead_letters(desk: Desk) -> Sequence[sa.RowMapping]:
    """What waits here and why: ids, types and error classes, never what it says."""
    shown = [c for c in parked.c if c.name not in ("value", "organisation")]
    with for_reading(desk.engine) as connection:
        listed = sa.select(*shown).where(_own(desk)).order_by(parked.c.position)
        return connection.execute(listed).mappings().all()


def reason_of(error: Exception) -> str:
    """The class, and our own code; never the words, which may quote somebody's data."""
    return f"{type(error).__name__}: {error.code}" if isinstance(error, Refused) else type(error).__name__


def _own(desk: Desk) -> sa.ColumnElement[bool]:
    return parked.c.consumer == desk.name


def _again(attempts: int) -> datetime:
    return real_now() + timedelta(seconds=FIRST_WAIT_SECONDS * 2 ** (attempts - 1))


def _is_parked_already(connection: sa.Connection, row: dict[str, Any]) -> bool:
    place = ("consumer", "topic", "at_partition", "at_offset")
    same = sa.select(parked.c.position).where(*[parked.c[name] == row[name] for name in place])
    return connection.execute(same).first() is not None
