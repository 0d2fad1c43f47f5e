"""An organisation with reminders to send, on a SQLite file of its own."""

import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.notifications.domain.session import Session
from services.notifications.store import contact_points, messages, people, sessions
from shared.db.common import person_keys
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.db.migrate import migrate
from shared.db.transaction import Transaction, transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer, make_keys

TOGETHER = 1000


class World:
    def __init__(self, smtp_url: str) -> None:
        home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
        settings = Settings(home=home, smtp_url=smtp_url, calls_a_minute=0)
        make_keys(settings)
        engine = open_engine(f"sqlite:///{home}/notifications.db")
        sealer = load_sealer(settings, "notifications")
        self.desk: Desk = make_desk("notifications", engine, SystemClock(), sealer, settings)
        migrate(self.desk)
        self.office = Actor(new_id(), "service", new_id())

    def plan(self, count: int, *, due_at: datetime | None = None, kind: str = "reminder") -> None:
        """So many members, each with an address, a session tomorrow and one reminder of it."""
        due_at = due_at or datetime.now(UTC) - timedelta(seconds=1)
        for start in range(0, count, TOGETHER):
            with transaction(self.desk, self.office) as tx:
                together = Together(tx.desk, tx.connection, tx.actor)
                for _ in range(min(TOGETHER, count - start)):
                    _plan_one(together, due_at, kind)
                together.write()


class Together(Transaction):
    """What the product's own functions say of people who are all new, written many rows at a time: planning one by one
    took longer than sending.
    """

    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self._new: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)

    def insert(self, table: sa.Table, **values: Any) -> None:
        self._new[table].append(values)

    def insert_if_absent(self, table: sa.Table, **values: Any) -> bool:
        self.insert(table, **values)
        return True

    def update(self, table: sa.Table, *where: Any, **values: Any) -> int:
        return 0

    def delete(self, table: sa.Table, *where: Any) -> int:
        return 0

    def key_for(self, person_id: str) -> bytes:
        if person_id not in self._person_keys:
            wrapped = self.desk.sealer.new_person_key(person_id)
            self.insert(person_keys, person_id=person_id, wrapped=wrapped)
            self.know_key(person_id, wrapped)
        return self._person_keys[person_id] or b""

    def write(self) -> None:
        for table, rows in self._new.items():
            self.insert_many(table, rows)


def _plan_one(tx, due_at: datetime, kind: str) -> None:
    person, coach, starts_at = new_id(), new_id(), due_at + timedelta(days=1)
    people.meet(tx, person)
    people.keep_preferences(tx, person, channels=["email"], language="en", reminders=None, discreet=True,
                            quiet_start=None, quiet_end=None)  # fmt: skip
    address = f"{person}@example.org"
    secret = {"address": address, "say_we_are": None, "best_times": None}
    point = {"kind": "email", "mark": contact_points.mark(tx, "email", address), "shared": "no", "message_ok": True}
    contact_points.replace(tx, person, [point | {"consent": None, "secret": secret}])
    told = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45), "time_zone": "America/New_York"}
    told |= {"state": "booked", "sequence": 0, "version": 1, "ics_uid": new_id(), "modality": "phone"}
    session = Session(id=new_id(), coach_id=coach, member_ids=(person,), match_id=new_id(), **told)
    sessions.keep(tx, session)
    messages.plan(
        tx, key=new_id().replace("-", ""), person_id=person, audience="member", kind=kind, channel="email",
        session_id=session.id, sequence=0, minutes_before=1440 if kind == "reminder" else None,
        due_at=due_at, useless_after=starts_at - timedelta(hours=6),
    )  # fmt: skip
