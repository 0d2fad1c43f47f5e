"""`events`: what this service said, what it could not handle, and saying or hearing it again."""

import argparse
import importlib
from typing import Any

import sqlalchemy as sa

from shared.db.common import organisations, outbox
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.transaction import transaction
from shared.events import parking
from shared.kernel.actor import Actor

WHAT = ("list", "dead-letters", "replay", "resend")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--position", type=int, help="events replay: this one only")
    parser.add_argument("--limit", type=int, default=50)


def do(desk: Desk, given: argparse.Namespace) -> dict[str, Any]:
    if given.what == "dead-letters":
        return {"items": [dict(row) for row in parking.dead_letters(desk)]}
    if given.what == "replay":
        return {"replayed": parking.replay(desk, given.position)}
    if given.what == "resend":
        return {"resent": resend(desk)}
    return {"items": said(desk, given.limit)}


def said(desk: Desk, limit: int) -> list[dict[str, Any]]:
    """The newest events of the outbox: ids, types, times and whether they went out."""
    parts = (outbox.c.position, outbox.c.id, outbox.c.type, outbox.c.partitionkey)
    newest = sa.select(*parts, outbox.c.time, outbox.c.sent_at, outbox.c.refused)
    with for_reading(desk.engine) as connection:
        rows = connection.execute(newest.order_by(outbox.c.position.desc()).limit(limit)).mappings().all()
    return [dict(row) for row in rows]


def resend(desk: Desk) -> int:
    """Say the current state of everything again: for a new consumer, or one that lost its own copy."""
    speak = importlib.import_module(f"services.{desk.name}.worker").RESEND
    with for_reading(desk.engine) as connection:
        known = list(connection.execute(sa.select(organisations.c.organisation)).scalars())
    return sum(_resend_one(desk, organisation, speak) for organisation in known)


def _resend_one(desk: Desk, organisation: str, speak: Any) -> int:
    with transaction(desk, Actor(person=desk.name, role="service", organisation=organisation)) as tx:
        return int(speak(tx))
