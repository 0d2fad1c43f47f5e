"""`retention`: what has been kept long enough goes; with `--dry-run` it is only counted."""

import argparse
import importlib
import sys
from typing import Any

import sqlalchemy as sa

from shared.db.common import organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading, write_keys_anew
from shared.db.retention import Rule, due, let_go
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor

ANEW = "keys are written anew"
NOT_ANEW = "keys could not be written anew: somebody was reading them, or the owner's address is not set"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="retention: count what would go, and let nothing go")


def do(desk: Desk, given: argparse.Namespace) -> dict[str, Any]:
    """Each rule, organisation by organisation. Stopped in between, what is gone is gone, and all else is untouched."""
    with for_reading(desk.engine) as connection:
        known = list(connection.execute(sa.select(organisations.c.organisation).order_by("organisation")).scalars())
    rules = importlib.import_module(f"services.{desk.name}.store.retention").RULES
    work = [(rule, organisation) for rule in rules for organisation in known]
    found = {"items": [_one(desk, rule, organisation, given.dry_run) for rule, organisation in work]}
    owned = desk.settings.owned(desk.name)
    if owned.startswith("postgresql") and not given.dry_run:
        is_done = write_keys_anew(owned)
        sys.stderr.write(f"{desk.name}: {ANEW if is_done else NOT_ANEW}\n")
    return found


def _one(desk: Desk, rule: Rule, organisation: str, only_count: bool) -> dict[str, Any]:
    actor = Actor(person=desk.name, role="service", organisation=organisation)
    with reading(desk, actor) as rx:
        waiting = due(rx, rule)
    told = {"rule": rule.name, "of": rule.of, "days": rule.days, "organisation": organisation, "due": waiting}
    return told | {"gone": 0 if only_count or not waiting else _all_of(desk, rule, actor, waiting)}


def _all_of(desk: Desk, rule: Rule, actor: Actor, waiting: int) -> int:
    gone = 0
    while True:
        with transaction(desk, actor) as tx:
            if not (done := let_go(tx, rule)):
                return gone
            tx.audit("retention")
        gone += done
        sys.stderr.write(f"{desk.name}: {rule.name}: {gone} of {max(gone, waiting)}\n")
