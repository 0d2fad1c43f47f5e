from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
import structlog

from shared.bus.port import Bus, Message, Refusal
from shared.db.common import ANSWERS_KEPT, idempotency, outbox
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.questions import Question, Row
from shared.db.transaction import writing

log = structlog.get_logger()

BATCH = 500
KEPT = timedelta(days=7)
UNSENT = Question(
    sa.select(outbox.c.position, outbox.c.partitionkey, outbox.c.envelope)
    .where(outbox.c.sent_at.is_(None))
    .order_by(outbox.c.position)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


def topic_of(desk: Desk, speaker: str) -> str:
    return f"{desk.settings.kafka_prefix}.{speaker}"


def group_of(desk: Desk) -> str:
    """Two installations may share a broker: each has groups of its own, as it has topics."""
    return f"{desk.settings.kafka_prefix}.{desk.name}"


def relay(desk: Desk, bus: Bus, *, limit: int = BATCH) -> int:
    """Read, publish, mark: no transaction is open while the bus is spoken to, or bookings would wait for it.

    Rows are found by being unsent, never by `id > last`: commit order is not id order, and that loses a fifth of them.
    Run one relay per service. A crash before the mark sends again; consumers drop what they have seen.
    """
    waiting = _unsent(desk, limit)
    if waiting:
        messages = [Message(row["partitionkey"], row["envelope"].encode()) for row in waiting]
        _mark(desk, waiting, bus.publish(topic_of(desk, desk.name), messages))
    return len(waiting)


def prune_outbox(desk: Desk) -> int:
    with writing(desk) as connection:
        old = outbox.c.sent_at < desk.clock.now() - KEPT
        return connection.execute(outbox.delete().where(old, outbox.c.refused.is_(None))).rowcount


def prune_answers(desk: Desk) -> int:
    """What was kept for repeated requests: see shared.web.idempotency."""
    with writing(desk) as connection:
        old = idempotency.c.at < desk.clock.now() - ANSWERS_KEPT
        return connection.execute(idempotency.delete().where(old)).rowcount


def _unsent(desk: Desk, limit: int) -> Sequence[Row]:
    with for_reading(desk.engine) as connection:
        return UNSENT.rows_on(connection, {"most": limit})


def _mark(desk: Desk, rows: Sequence[Row], refused: list[Refusal]) -> None:
    """A refused message is marked too, with why: trying it again would hold up everything behind it.

    It stays there, is logged, and the doctor counts it: an event was committed that nobody will hear.
    """
    at = outbox.c.position
    with writing(desk) as connection:
        sent = at.in_([row["position"] for row in rows])
        connection.execute(outbox.update().where(sent).values(sent_at=desk.clock.now()))
        for refusal in refused:
            its = at == rows[refusal.index]["position"]
            log.error("event.refused", position=rows[refusal.index]["position"], why=refusal.reason[:80])
            connection.execute(outbox.update().where(its).values(refused=refusal.reason[:200]))
