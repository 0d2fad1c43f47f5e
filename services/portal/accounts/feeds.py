"""Which private calendar address somebody has: its id, to take it back. The address itself is kept nowhere."""

from services.portal.store.tables import calendar_feeds
from shared.db.reading import Reading
from shared.db.transaction import Transaction


def calendar_of(rx: Reading, person_id: str) -> str | None:
    row = rx.row(calendar_feeds, calendar_feeds.c.person_id == person_id)
    return row and str(row["calendar_id"])


def note_calendar(tx: Transaction, person_id: str, calendar_id: str) -> None:
    forget_calendar(tx, person_id)
    tx.insert(calendar_feeds, person_id=person_id, calendar_id=calendar_id)


def forget_calendar(tx: Transaction, person_id: str) -> None:
    tx.delete(calendar_feeds, calendar_feeds.c.person_id == person_id)
