"""How long what is kept: a service lists its rules in `store/retention.py`, docs/security/retention.md says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from shared.db.reading import Reading
from shared.db.transaction import Transaction

TOGETHER = 500


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Rows whose `at` is more than `days` ago go, with those `below` them; or, where `blank` is given, only those
    columns do. `of`: the class of what goes, as docs/security/columns.toml has it.
    """

    name: str
    of: str
    days: int
    table: sa.Table
    at: str
    where: tuple[sa.ColumnElement[bool], ...] = ()
    blank: Mapping[str, Any] | None = None
    below: tuple[sa.Column[Any], ...] = field(default=())

    @property
    def id(self) -> sa.Column[Any]:
        return next(iter(self.table.primary_key))


def due(rx: Reading, rule: Rule) -> int:
    """How many are to go now."""
    counted = sa.select(sa.func.count().label("due")).select_from(rule.table).where(*_over(rx, rule))
    return int(rx.query(counted)[0]["due"])


def let_go(tx: Transaction, rule: Rule) -> int:
    """One bounded piece of it, the oldest first. Interrupted, it is begun again where it was left."""
    rows = tx.rows(rule.table, *_over(tx, rule), order_by=[rule.table.c[rule.at]], limit=TOGETHER)
    ids = [row[rule.id.name] for row in rows]
    if ids and rule.blank is not None:
        tx.update(rule.table, rule.id.in_(ids), **rule.blank)
    elif ids:
        for column in rule.below:
            tx.delete(column.table, column.in_(ids))
        tx.delete(rule.table, rule.id.in_(ids))
    return len(ids)


def _over(rx: Reading, rule: Rule) -> tuple[Any, ...]:
    over = [rule.table.c[rule.at] < rx.now - timedelta(days=rule.days), *rule.where]
    full = [rule.table.c[name].is_not(value) for name, value in (rule.blank or {}).items()]
    return (*over, sa.or_(*full)) if full else tuple(over)
