from dataclasses import asdict, fields

import sqlalchemy as sa

from services.matching.domain.person import GONE
from services.matching.domain.privacy import Acknowledgement, ListRequest, Notice
from services.matching.store.people import people
from services.matching.store.tables_privacy import acknowledgements, list_requests, privacy_notices

TURN = "privacy_notices"
NEWEST_FIRST = [privacy_notices.c.number.desc()]


def notices(rx, *, limit) -> list[Notice]:
    """The newest first."""
    return [_read(Notice, row) for row in rx.rows(privacy_notices, order_by=NEWEST_FIRST, limit=limit)]


def next_number(tx) -> int:
    """Of two who publish at once, one comes after the other."""
    tx.queue_for(f"{TURN}:{tx.actor.organisation}")
    newest = sa.func.max(privacy_notices.c.number).label("newest")
    return (tx.query(sa.select(newest).select_from(privacy_notices))[0]["newest"] or 0) + 1


def publish(tx, notice: Notice) -> None:
    tx.insert(privacy_notices, **asdict(notice))


def acknowledged_by(rx, person_id) -> list[Acknowledgement]:
    """The newest notice first."""
    of_them, by = acknowledgements.c.person_id == person_id, [acknowledgements.c.number.desc()]
    return [_read(Acknowledgement, row) for row in rx.rows(acknowledgements, of_them, order_by=by)]


def acknowledge(tx, acknowledgement: Acknowledgement) -> bool:
    """Whether it was not written down already."""
    return tx.insert_if_absent(acknowledgements, **asdict(acknowledgement))


def not_had(rx, number, *, cursor, limit) -> tuple[int, list[str], str | None]:
    """How many, and some of them: members who are still with us and have not had the notice of this number."""
    own = acknowledgements.c
    here = own.organisation == people.c.organisation
    had = sa.exists().where(here, own.person_id == people.c.id, own.number == number)
    where = (people.c.is_member, people.c.state.not_in(GONE), ~had)
    counted = rx.query(sa.select(sa.func.count().label("count")).select_from(people).where(*where))
    rows, following = rx.page(people, *where, by=[people.c.id], after=cursor, limit=limit)
    return counted[0]["count"], [row["id"] for row in rows], following


def ask_for_list(tx, request: ListRequest) -> None:
    tx.insert(list_requests, **asdict(request))


def find_request(rx, id) -> ListRequest | None:
    row = rx.row(list_requests, list_requests.c.id == id)
    return row and _read(ListRequest, row)


def open_request_of(rx, person_id) -> ListRequest | None:
    row = rx.row(list_requests, list_requests.c.person_id == person_id, list_requests.c.given_at.is_(None))
    return row and _read(ListRequest, row)


def list_given(tx, request: ListRequest) -> bool:
    """Whether nobody had given it yet."""
    still_open = (list_requests.c.id == request.id, list_requests.c.given_at.is_(None))
    return bool(tx.update(list_requests, *still_open, given_at=request.given_at, given_by=request.given_by))


def requests(rx, *, person_id, state, cursor, limit):
    """What is due first comes first."""
    given, where = list_requests.c.given_at, []
    if person_id:
        where.append(list_requests.c.person_id == person_id)
    if state:
        where.append(given.is_(None) if state == "open" else given.is_not(None))
    by = [list_requests.c.due_at, list_requests.c.id]
    rows, following = rx.page(list_requests, *where, by=by, after=cursor, limit=limit)
    return [_read(ListRequest, row) for row in rows], following


def drop_open_requests(tx, person_id) -> None:
    tx.delete(list_requests, list_requests.c.person_id == person_id, list_requests.c.given_at.is_(None))


def _read(kind, row):
    return kind(**{field.name: row[field.name] for field in fields(kind)})
