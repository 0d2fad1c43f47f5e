from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from shared.bus.choose import open_bus
from shared.bus.port import BusUnavailable
from shared.db.common import audit, outbox, parked
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.fence import role_trouble
from shared.db.heartbeat import beats
from shared.db.migrate import head_trouble
from shared.events.relay import group_of, topic_of


def look(desk: Desk) -> dict[str, Any]:
    """What is configured, whether it can be reached, and how far behind we are."""
    settings = desk.settings
    told: dict[str, Any] = {"service": desk.name, "database": desk.engine.dialect.name}
    told |= {"bus": "kafka" if settings.kafka else "local log", "smtp": bool(settings.smtp_url)}
    try:
        told |= {
            "database_trouble": head_trouble(desk),
            **_behind(desk),
            "worker": beats(desk),
            **_guards(desk),
        }
    except sa.exc.SQLAlchemyError as error:
        told |= {"database_trouble": f"cannot be reached ({type(error).__name__})"}
    return told | _bus(desk)


def _guards(desk: Desk) -> dict[str, Any]:
    """What keeps organisations apart and the audit honest."""
    with for_reading(desk.engine) as connection:
        trouble = role_trouble(connection)
    return {"wall_trouble": trouble, "unsealed": _unsealed(desk)}


def _unsealed(desk: Desk) -> int:
    """Rows of the audit that should have been chained a minute ago."""
    late = sa.and_(audit.c.number.is_(None), audit.c.at < desk.clock.now() - timedelta(minutes=1))
    with for_reading(desk.engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(audit).where(late)).scalar() or 0)


def _behind(desk: Desk) -> dict[str, Any]:
    unsent = sa.select(sa.func.count(), sa.func.min(outbox.c.time)).where(outbox.c.sent_at.is_(None))
    waiting = sa.select(parked.c.state, sa.func.count()).group_by(parked.c.state)
    refused = sa.select(sa.func.count()).where(outbox.c.refused.is_not(None))
    with for_reading(desk.engine) as connection:
        count, oldest = connection.execute(unsent).one()
        states = {row[0]: row[1] for row in connection.execute(waiting)}
        never = connection.execute(refused).scalar()
    told = {"unsent": count, "oldest_unsent_seconds": _age(desk, oldest), "parked": states}
    return told | {"refused": never}


def _age(desk: Desk, oldest: datetime | None) -> float | None:
    return None if oldest is None else (desk.clock.now() - oldest).total_seconds()


def _bus(desk: Desk) -> dict[str, Any]:
    """`behind`: how many events this service has not heard yet."""
    topics = [topic_of(desk, speaker) for speaker in import_module(f"services.{desk.name}.worker").WORK.topics]
    try:
        bus = open_bus(desk.settings)
        behind = bus.lag(group_of(desk), topics)
        bus.close()
    except BusUnavailable:
        return {"bus_trouble": "cannot be reached"}
    return {"bus_trouble": None, "behind": behind}
