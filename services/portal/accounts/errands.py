"""What takes a while: begun here, and looked at again from anywhere. How far it is, and nothing of what it carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.portal.store.tables import errands
from shared.db.desk import Desk
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

SILENT = timedelta(minutes=5)  # longer than the slowest step: one person's copy, asked for until we give up
SHOWN = 20
UNDER_WAY = "under_way"


@dataclass(frozen=True)
class Errand:
    """`state`: under_way, done, let_go, or stopped: whoever was at it is gone, and it may be begun anew."""

    id: str
    kind: str
    person_id: str
    state: str
    total: int
    done: int
    need_you: int
    begun_at: datetime

    @property
    def is_under_way(self) -> bool:
        return self.state == UNDER_WAY


class Progress:
    """Of one errand, told as whoever began it, in transactions of its own: what it carries may take minutes."""

    def __init__(self, desk: Desk, actor: Actor, *, kind: str, total: int) -> None:
        self.desk, self.actor, self.id = desk, actor, new_id()
        told = {"kind": kind, "person_id": actor.person, "state": UNDER_WAY, "total": total}
        with transaction(desk, actor) as tx:
            tx.audit(f"begin_{kind}")
            tx.insert(errands, id=self.id, **told, done=0, need_you=0, begun_at=tx.now, seen_at=_real_now())

    def went_on(self, done: int, **told: int) -> bool:
        """Whether to go on: somebody may have let go of it."""
        return self._tell(done=done, **told)

    def came_to_an_end(self, state: str, **told: int) -> None:
        self._tell(state=state, **told)

    def _tell(self, **told: object) -> bool:
        with transaction(self.desk, self.actor) as tx:
            return bool(
                tx.update(errands, errands.c.id == self.id, errands.c.state == UNDER_WAY, seen_at=_real_now(), **told)
            )


@contextmanager
def ends_well_or_stopped(progress: Progress) -> Iterator[None]:
    """Whoever fetches it may go away at any moment: then that is what is told."""
    state = "stopped"
    try:
        yield
        state = "done"
    finally:
        progress.came_to_an_end(state)


def errands_here(rx: Reading) -> list[Errand]:
    """The newest first."""
    return [_errand(row) for row in rx.rows(errands, order_by=[errands.c.id.desc()], limit=SHOWN)]


def let_go(tx: Transaction, errand_id: str) -> None:
    """At its next step it stops. What it has done stands."""
    tx.update(errands, errands.c.id == errand_id, errands.c.state == UNDER_WAY, state="let_go")


def _errand(row: Row) -> Errand:
    told = {name: row[name] for name in ("id", "kind", "person_id", "state", "total", "done", "need_you", "begun_at")}
    is_silent = row["state"] == UNDER_WAY and row["seen_at"] < _real_now() - SILENT
    return Errand(**told | {"state": "stopped"} if is_silent else told)


def _real_now() -> datetime:
    """Whether somebody is still at it has to do with real time, whatever a test says the time is."""
    return datetime.now(UTC)
