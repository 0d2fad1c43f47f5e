import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from shared.db.columns import Instant
from shared.db.common import person_keys
from shared.db.desk import Desk
from shared.db.questions import Among, Question
from shared.db.questions import Row as Row
from shared.db.sealing import unseal
from shared.db.shapes import MOST, OWN, in_order, is_of, question, told_apart
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid
from shared.kernel.times import rfc3339

MOST_WHOLE, MOST_LONG = 1 << 31, 1 << 63  # beyond what a column of whole numbers holds
Statement = sa.Select[Any] | sa.CompoundSelect[Any]


class Prepared:
    """A question built once, for what is asked all the time: building it anew took longer than answering it."""

    def __init__(self, *statements: sa.Select[Any]) -> None:
        self._statements = {on_sqlite: _together(statements, on_sqlite=on_sqlite) for on_sqlite in (True, False)}
        self._questions = {on_sqlite: Question(said) for on_sqlite, said in self._statements.items()}

    def statement(self, *, on_sqlite: bool) -> Statement:
        return self._statements[on_sqlite]

    def question(self, *, on_sqlite: bool) -> Question:
        return self._questions[on_sqlite]


def prepared(*statements: sa.Select[Any]) -> Prepared:
    """Each table in them is narrowed to the organisation of whoever will ask; several are put together.

    What may be one of many is said with `Among`.
    """
    return Prepared(*statements)


class Reading:
    """What one actor may see: the rows of their own organisation, as of one moment."""

    def __init__(self, desk: Desk, connection: sa.Connection, actor: Actor) -> None:
        self.desk, self.connection, self.actor = desk, connection, actor
        self._person_keys: dict[str, bytes | None] = {}

    @cached_property
    def now(self) -> datetime:
        return self.desk.clock.now()

    def rows(
        self, table: sa.Table, *where: Any, order_by: Sequence[Any] = (), limit: int | None = None
    ) -> Sequence[Row]:
        order = in_order(order_by) if type(table) is sa.Table else None
        if order is not None and (said := told_apart(table, where, many=True)):
            shape = question(table, said[0], order, limit is not None, self._on_sqlite)
            values = said[1] | {OWN: self.actor.organisation} | ({} if limit is None else {MOST: limit})
            return shape.rows_on(self.connection, values)
        wanted = sa.select(table).where(self._own(table), *where).order_by(*order_by).limit(limit)
        return _by_name(self.connection.execute(wanted))

    def row(self, table: sa.Table, *where: Any) -> Row | None:
        return next(iter(self.rows(table, *where, limit=1)), None)

    def query(self, statement: sa.Select[Any]) -> Sequence[Row]:
        """For joins and counts: each table in it is narrowed to the actor's organisation.

        Finding its tables costs about as much as compiling it (SQLAlchemy caches the second only): `rows` is for the
        many small questions.
        """
        for table in _tables(statement):
            statement = statement.where(self._own(table))
        return _by_name(self.connection.execute(statement))

    def ask(self, question: Prepared, **values: Any) -> Sequence[tuple[Any, ...]]:
        """`values` are for the parameters it was built with."""
        return question.question(on_sqlite=self._on_sqlite).tuples_on(self.connection, self._ours(values))

    def ask_rows(self, question: Prepared, **values: Any) -> Sequence[Row]:
        """The same by name."""
        return question.question(on_sqlite=self._on_sqlite).rows_on(self.connection, self._ours(values))

    def ask_in_parts(self, question: Prepared, *, size: int, **values: Any) -> Iterator[Sequence[sa.Row[Any]]]:
        """The same for many rows: never more than `size` of them are in memory at once."""
        statement = question.statement(on_sqlite=self._on_sqlite)
        how = {"yield_per": size}
        return self.connection.execute(statement, self._ours(values), execution_options=how).partitions()

    def page(
        self, table: sa.Table, *where: Any, by: Sequence[sa.Column[Any]], after: str | None, limit: int
    ) -> tuple[Sequence[Row], str | None]:
        """A keyset page, in the order of `by` (which ends in a unique column): stable under inserts."""
        beyond = [sa.tuple_(*by) > sa.tuple_(*_literals(by, after))] if after else []
        found = self.rows(table, *where, *beyond, order_by=by, limit=limit + 1)
        more = len(found) > limit
        return found[:limit], _cursor([found[limit - 1][c.name] for c in by]) if more else None

    def unseal(self, person_id: str, text: str | None, *, place: str, row: str) -> Any:
        """What was sealed, or None when that person's key is gone."""
        key = self._key_of(person_id) if text else None
        return unseal(key, text, place=place, row=row) if key and text else None

    def blind(self, text: str, *, purpose: str) -> str:
        return self.desk.sealer.blind(f"{self.actor.organisation}:{text}", purpose=purpose)

    def keys_for(self, person_ids: Sequence[str]) -> None:
        """Fetch many people's keys at once, before unsealing many rows."""
        for person_id, wrapped in self.ask(KEYS, person_ids=person_ids):
            self.know_key(person_id, wrapped)

    def know_key(self, person_id: str, wrapped: str | None) -> None:
        """Of a person whose key was read together with what it opens."""
        self._person_keys[person_id] = self.desk.sealer.person_key(person_id, wrapped) if wrapped else None

    def _key_of(self, person_id: str) -> bytes | None:
        if person_id not in self._person_keys:
            row = self.row(person_keys, person_keys.c.person_id == person_id)
            if row is None:
                return None
            self.know_key(person_id, row["wrapped"])
        return self._person_keys[person_id]

    def _ours(self, values: dict[str, Any]) -> dict[str, Any]:
        return values | {OWN: self.actor.organisation}

    def _own(self, table: Any) -> sa.ColumnElement[bool]:
        return is_of(table, self.actor.organisation, self._on_sqlite)

    @property
    def _on_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"


def _by_name(found: sa.CursorResult[Any]) -> Sequence[Row]:
    names = tuple(found.keys())
    return [dict(zip(names, each, strict=True)) for each in found]


def _together(statements: Sequence[sa.Select[Any]], *, on_sqlite: bool) -> Statement:
    own = [_narrowed(statement, on_sqlite) for statement in statements]
    return own[0].union(*own[1:]) if len(own) > 1 else own[0]


def _narrowed(statement: sa.Select[Any], on_sqlite: bool) -> sa.Select[Any]:
    for table in _tables(statement):
        statement = statement.where(is_of(table, sa.bindparam(OWN), on_sqlite))
    return statement


def _tables(statement: sa.Select[Any]) -> list[Any]:
    """The tables a statement reads from, however joined; what is inside a subquery must narrow itself.

    So must what may be missing (an outer join): it says `organisation` where it is joined.
    """
    found: list[Any] = []
    waiting = list(statement.get_final_froms())
    while waiting:
        source = waiting.pop()
        if isinstance(source, sa.Join):
            waiting += [source.left] if _narrows_itself(source) else [source.left, source.right]
        elif "organisation" in source.c:
            found.append(source)
    return found


def _narrows_itself(join: sa.Join) -> bool:
    own = join.right.c.get("organisation")
    said = () if join.onclause is None else sa.sql.visitors.iterate(join.onclause)
    return join.isouter and own is not None and any(part is own for part in said)


def _cursor(values: Sequence[Any]) -> str:
    plain = [rfc3339(value) if isinstance(value, datetime) else value for value in values]
    return urlsafe_b64encode(json.dumps(plain).encode()).decode()


def _literals(columns: Sequence[sa.Column[Any]], cursor: str) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(cursor))
        plain = [_typed(column, value) for column, value in zip(columns, values, strict=True)]
    except (ValueError, TypeError, OverflowError):
        raise Invalid("This page is not known.", errors={"cursor": ["This page is not known."]}) from None
    return [sa.literal(value, column.type) for column, value in zip(columns, plain, strict=True)]


def _typed(column: sa.Column[Any], value: Any) -> Any:
    """As a page of ours may have ended: whoever bends a cursor gets no further than here, on any engine."""
    if isinstance(column.type, Instant):
        return _in_utc(datetime.fromisoformat(value))
    if type(value) is not column.type.python_type:
        raise TypeError
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError
    if isinstance(value, int) and abs(value) >= (MOST_LONG if isinstance(column.type, sa.BigInteger) else MOST_WHOLE):
        raise OverflowError
    return value


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)


KEYS = prepared(
    sa.select(person_keys.c.person_id, person_keys.c.wrapped).where(Among(person_keys.c.person_id, "person_ids"))
)
