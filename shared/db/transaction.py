from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.contracts.envelope import Event
from shared.db.changes import Change, bound, new_row, new_row_if_absent, no_rows, other_values
from shared.db.common import audit, idempotency, inbox, organisations, outbox, person_keys
from shared.db.desk import Desk
from shared.db.engine import look_everywhere, narrow, reader
from shared.db.fence import EVERYWHERE
from shared.db.reading import Reading
from shared.db.sealing import seal
from shared.db.shapes import OWN, told_apart
from shared.db.turns import BUSY
from shared.kernel.actor import Actor
from shared.kernel.errors import Busy, Conflict, Forbidden
from shared.kernel.ids import new_id

ERASED_SINCE = 410  # instead of an answer that spoke of somebody


class Transaction(Reading):
    """One unit of work: the rows written and the events emitted stand or fall together."""

    correlation: str | None = None

    def insert(self, table: sa.Table, **values: Any) -> None:
        self.make(new_row(table, tuple(values)), **bound(values))

    def insert_many(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            own = [bound(row) | {OWN: self.actor.organisation} for row in rows]
            new_row(table, tuple(rows[0])).made_many_on(self.connection, own)

    def insert_if_absent(self, table: sa.Table, **values: Any) -> bool:
        """Whether it was us who wrote it: of two who try at once, one."""
        return bool(self.make(new_row_if_absent(table, tuple(values), self._on_sqlite), **bound(values)))

    def update(self, table: sa.Table, *where: Any, **values: Any) -> int:
        said = told_apart(table, where, many=False)
        if said and not any(isinstance(value, sa.ClauseElement) for value in values.values()):
            return self.make(other_values(table, said[0], tuple(values)), **said[1], **bound(values))
        change = table.update().where(self._own(table), *where).values(**values)
        return self.connection.execute(change).rowcount

    def make(self, change: Change, **values: Any) -> int:
        """How many rows it touched."""
        return change.made_on(self.connection, values | {OWN: self.actor.organisation})

    def delete(self, table: sa.Table, *where: Any) -> int:
        if said := told_apart(table, where, many=False):
            return self.make(no_rows(table, said[0]), **said[1])
        return self.connection.execute(table.delete().where(self._own(table), *where)).rowcount

    @property
    def queues(self) -> bool:
        """Could others have come in between, before `queue_for` let us on? Not where there is one writer."""
        return self._is_postgresql

    def queue_for(self, name: str) -> None:
        """One at a time per name until the end. SQLite needs none of this: it has one writer."""
        if self._is_postgresql:
            number = sa.func.hashtextextended(name, 0)
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))

    def emit(self, type: str, *, subject: str, key: str, version: int, data: dict[str, Any]) -> None:
        """Say it once this is committed. `version` counts the changes of `subject`; order is kept per `key`."""
        event = Event(
            id=new_id(),
            source=self.desk.name,
            type=type,
            subject=subject,
            partitionkey=key,
            time=self.now,
            organisation=self.actor.organisation,
            aggregateversion=version,
            correlationid=self.correlation or new_id(),
            actor=self.actor.person,
            data=data,
        )
        told = {"id": event.id, "type": type, "partitionkey": key, "time": self.now}
        self.insert(outbox, **told, envelope=event.to_json())

    def first_sight_of(self, event_id: str, *, consumer: str) -> bool:
        return self.insert_if_absent(inbox, consumer=consumer, event_id=event_id, at=self.now)

    def seal(self, person_id: str, thing: Any, *, place: str, row: str) -> str:
        """Sealed text of `thing` (anything JSON can carry), readable only here, in this row, while the key lives."""
        return seal(self.key_for(person_id), thing, place=place, row=row)

    def key_for(self, person_id: str) -> bytes:
        """For what is sealed later, when nobody wants to ask again; made, if there was none."""
        return self._key_of(person_id) or self._new_key_of(person_id)

    def shred(self, person_id: str) -> None:
        """What was sealed for this person can never be read again; the empty row keeps it so.

        What was done about them stays in the audit, about nobody who can be named: the chain holds.
        """
        self.insert_if_absent(person_keys, person_id=person_id, wrapped=None)
        self.update(person_keys, person_keys.c.person_id == person_id, wrapped=None)
        self._person_keys[person_id] = None
        self._forget_answers(person_id)
        self.hide_in_audit(person_id)

    def _forget_answers(self, person_id: str) -> None:
        """Answers kept for repeated requests may hold a name: those that speak of this person say so no more.

        The rows stay: the same request made again must not be granted a second time.
        """
        for row in self.rows(idempotency):
            place = f"idempotency:{row['scope']}"
            if person_id in self.desk.sealer.open(row["answer"], place=place):
                told = {"answer": self.desk.sealer.close("", place=place), "status": ERASED_SINCE, "headers": {}}
                self.update(idempotency, idempotency.c.scope == row["scope"], **told)

    def audit(self, deed: str, *, person_id: str | None = None, purpose: str | None = None) -> None:
        """Who did or read what, about whom. Inserted as it is; the chain is closed later by one sealer."""
        self.insert(audit, **self._noted(deed, person_id, purpose))

    def audit_each(self, deed: str, person_ids: Sequence[str], *, purpose: str | None = None) -> None:
        """The same of many at once, a row each."""
        self.insert_many(audit, [self._noted(deed, person_id, purpose) for person_id in person_ids])

    def hide_in_audit(self, person_id: str) -> None:
        from shared.db.chain import hide

        hide(self, person_id)

    def see_organisation(self) -> None:
        self.insert_if_absent(organisations, first_seen_at=self.now, settings={}, version=1)

    def _noted(self, deed: str, person_id: str | None, purpose: str | None) -> dict[str, Any]:
        who = {"actor": self.actor.person, "role": self.actor.role, "credential": self.actor.credential}
        return {"at": self.now, **who, "deed": deed, "person_id": person_id, "purpose": purpose}

    def _new_key_of(self, person_id: str) -> bytes:
        fresh = self.desk.sealer.new_person_key(person_id)
        self.insert_if_absent(person_keys, person_id=person_id, wrapped=fresh)
        self._person_keys.pop(person_id, None)
        if key := self._key_of(person_id):
            return key
        raise Conflict("This person's record was erased.", code="erased")

    @property
    def _is_postgresql(self) -> bool:
        return self.connection.dialect.name == "postgresql"


@contextmanager
def transaction(desk: Desk, actor: Actor, *, correlation: str | None = None) -> Iterator[Transaction]:
    """Everything inside is kept at the end, or nothing is. A database that is away or too busy is Busy."""
    with writer(desk) as connection:
        narrowed(connection, actor)
        tx = Transaction(desk, connection, actor)
        tx.correlation = correlation
        if is_new := actor.organisation not in desk.seen:
            tx.see_organisation()
        yield tx
    if is_new:
        desk.seen.add(actor.organisation)


@contextmanager
def reading(desk: Desk, actor: Actor) -> Iterator[Reading]:
    with as_busy(), reader(desk.engine) as connection:
        connection.begin()
        narrowed(connection, actor)
        yield Reading(desk, connection, actor)


@contextmanager
def writing(desk: Desk) -> Iterator[sa.Connection]:
    """For what belongs to the installation and to no organisation alone: the outbox's marks, heartbeats."""
    with writer(desk) as connection:
        yield look_everywhere(connection)


@contextmanager
def writer(desk: Desk) -> Iterator[sa.Connection]:
    """On PostgreSQL nothing is there yet for whoever writes: first it is said for which organisation."""
    is_sqlite = desk.engine.dialect.name == "sqlite"
    with desk.turns.one() if is_sqlite else nullcontext(), as_busy(), desk.engine.connect() as connection:
        connection.begin()
        yield connection
        connection.commit()


def narrowed(connection: sa.Connection, actor: Actor) -> sa.Connection:
    narrow(connection, of_one(actor))
    return connection


def of_one(actor: Actor) -> str:
    """Whose organisation it is; nobody is of all of them."""
    if actor.organisation == EVERYWHERE:
        raise Forbidden("This is not open to you.")
    return actor.organisation


@contextmanager
def as_busy() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        if _is_our_mistake(error):
            raise
        raise Busy(BUSY) from error


def _is_our_mistake(error: Exception) -> bool:
    """A missing table is not a busy database: hiding it behind 'try again' would hide a bug."""
    words = str(error.orig) if isinstance(error, DBAPIError) else ""
    return "no such" in words or "syntax error" in words
