"""What is asked and changed all the time differs in its values alone: each shape of it is built once.

Building a statement anew, and finding again what had been compiled for it, took several times as long as running it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import operators

from shared.db.questions import Among, Question

OWN = "own_organisation"
MOST = "at_most"
FEW_ORGANISATIONS: sa.ColumnElement[float] = sa.literal_column("0.3")
COMPARED = {operators.eq, operators.ne, operators.lt, operators.le, operators.gt, operators.ge}
IS_THERE = {operators.is_, operators.is_not}  # NULL, and nothing else
SHAPES = 4096

Part = tuple[sa.Column[Any], Any]
Parts = tuple[Part, ...]
Order = tuple[tuple[sa.Column[Any], bool], ...]


def told_apart(table: Any, where: Sequence[Any], *, many: bool) -> tuple[Parts, dict[str, Any]] | None:
    """Which columns are compared and how, and what with. None where a condition says anything else.

    `many`: may it be one of several values?
    """
    parts: list[Part] = []
    values: dict[str, Any] = {}
    for n, each in enumerate(where):
        if _is_truth(table, each):
            parts.append((each, operators.is_true))
            continue
        if type(each) is not sa.BinaryExpression:
            return None
        if _compares(table, each, many):
            values[f"is_{n}"] = each.right.value
        elif not _asks_whether_it_is_there(table, each):
            return None
        parts.append((each.left, each.operator))  # type: ignore[arg-type]
    return tuple(parts), values


def in_order(order_by: Sequence[Any]) -> Order | None:
    """Columns, and whether the last comes first. None where anything else is said."""
    found: list[tuple[sa.Column[Any], bool]] = []
    for each in order_by:
        is_last_first = type(each) is sa.UnaryExpression and each.modifier is operators.desc_op
        column = each.element if is_last_first else each
        if type(column) is not sa.Column:
            return None
        found.append((column, is_last_first))
    return tuple(found)


def _is_truth(table: Any, said: Any) -> bool:
    return type(said) is sa.Column and said.table is table and isinstance(said.type, sa.Boolean)


def _asks_whether_it_is_there(table: Any, said: sa.BinaryExpression[Any]) -> bool:
    column = said.left
    is_ours = type(column) is sa.Column and column.table is table
    return is_ours and said.operator in IS_THERE and type(said.right) is sa.Null


def _compares(table: Any, said: sa.BinaryExpression[Any], many: bool) -> bool:
    """One column of this very table with what was given for it: not with another column, an alias's, or a parameter."""
    column, value = said.left, said.right
    if not (type(column) is sa.Column and column.table is table and type(value) is sa.BindParameter):
        return False
    is_among = many and said.operator is operators.in_op and isinstance(column.type, sa.String)
    known = said.operator in COMPARED or is_among
    return known and value.type is column.type and not value.required and value.callable is None


@lru_cache(maxsize=SHAPES)
def question(table: sa.Table, parts: Parts, order: Order, limited: bool, on_sqlite: bool) -> Question:
    own = is_of(table, sa.bindparam(OWN), on_sqlite)
    by = [column.desc() if is_last_first else column for column, is_last_first in order]
    wanted = sa.select(table).where(own, *conditions(parts)).order_by(*by)
    return Question(wanted.limit(sa.bindparam(MOST, type_=sa.Integer)) if limited else wanted)


def conditions(parts: Parts) -> list[Any]:
    return [_condition(column, compare, f"is_{n}") for n, (column, compare) in enumerate(parts)]


def _condition(column: sa.Column[Any], compare: Any, name: str) -> Any:
    if compare is operators.is_true:
        return column
    if compare in IS_THERE:
        return compare(column, sa.null())
    if compare is operators.in_op:
        return Among(column, name)
    return compare(column, sa.bindparam(name, type_=column.type))


def is_of(table: Any, organisation: Any, on_sqlite: bool) -> sa.ColumnElement[bool]:
    """SQLite takes a column it has no statistics of for a rare one: three people asked for by their ids would be
    looked for among everybody of the organisation. It is told that organisations are few.

    The hint has a number's type: as a truth it would be written `… = 1`, and SQLite would not look inside.
    """
    own: sa.ColumnElement[bool] = table.c.organisation == organisation
    hinted: sa.ColumnElement[Any] = sa.func.likelihood(own, FEW_ORGANISATIONS, type_=sa.Integer)
    return hinted if on_sqlite else own
