from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from services.matching.domain.person import Person
from services.matching.domain.standing import LEAVING
from services.matching.store.changes import next_change
from services.matching.store.tables import people
from shared.kernel.errors import Conflict, PreconditionFailed

PLACE = "people.sealed"
PLAIN = ("is_member", "is_coach", "is_staff", "state", "language", "time_zone")
PLAIN += ("external_id", "accepting", "capacity", "version")
PLAIN += ("welcome_per_week", "do_not_contact", "reason", "until")
CHUNK = 500


def add(tx, person: Person) -> None:
    try:
        tx.insert(people, id=person.id, **_values(tx, person))
    except IntegrityError as error:
        raise _known_already(error) from error


def keep(tx, person: Person, *, read_version: int) -> None:
    """Only if nobody else changed this person since `read_version` was read."""
    unchanged = people.c.version == read_version
    try:
        kept = tx.update(people, people.c.id == person.id, unchanged, **_values(tx, person))
    except IntegrityError as error:
        raise _known_already(error) from error
    if not kept:
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")


def touch(tx, person_id) -> None:
    """Something beside the person changed that the index must hear of: their load, their hours."""
    tx.update(people, people.c.id == person_id, change=next_change(tx))


def forget(tx, person: Person) -> None:
    """A row that says: erased. Nothing sealed is left in it."""
    plain = {name: getattr(person, name) for name in PLAIN}
    tx.update(people, people.c.id == person.id, **plain, sealed="", change=next_change(tx))


def is_erased(rx, person_id) -> bool:
    return rx.row(people, people.c.id == person_id, people.c.state == "erased") is not None


def erased_among(rx, ids: Sequence[str]) -> set[str]:
    return {row["id"] for row in rx.rows(people, people.c.id.in_(ids), people.c.state == "erased")}


def find(rx, person_id) -> Person | None:
    row = rx.row(people, people.c.id == person_id)
    return row and _person(rx, row)


def those(rx, ids: Sequence[str]) -> list[Person]:
    return persons_of(rx, rx.rows(people, people.c.id.in_(ids)))


def coaches_page(rx, *, external_id=None, cursor, limit) -> tuple[list[Person], str | None]:
    wanted = [people.c.is_coach, people.c.state != "erased"] + (
        [people.c.external_id == external_id] if external_id else []
    )
    rows, following = rx.page(people, *wanted, by=[people.c.id], after=cursor, limit=limit)
    return persons_of(rx, rows), following


def coaches(rx) -> list[Person]:
    return persons_of(rx, rx.rows(people, people.c.is_coach, order_by=[people.c.id]))


def away(rx, *, before, limit) -> list[Person]:
    """Those who are away and whose day to look again comes before then."""
    due = (people.c.state == "paused", people.c.until < before)
    return persons_of(rx, rx.rows(people, *due, order_by=[people.c.until, people.c.id], limit=limit))


def leaving(rx, *, limit) -> list[Person]:
    """Those whose last day has come."""
    due = (people.c.state != "ended", people.c.reason == LEAVING, people.c.until <= rx.now)
    return persons_of(rx, rx.rows(people, *due, order_by=[people.c.id], limit=limit))


def changed_since(rx, change: int) -> list[Person]:
    return persons_of(rx, rx.rows(people, people.c.change > change))


def everyone(rx) -> list[Person]:
    return changed_since(rx, -1)


def persons_of(rx, rows) -> list[Person]:
    for start in range(0, len(rows), CHUNK):
        rx.keys_for([row["id"] for row in rows[start : start + CHUNK]])
    return [_person(rx, row) for row in rows]


def _person(rx, row) -> Person:
    document = rx.unseal(row["id"], row["sealed"], place=PLACE, row=row["id"]) or {}
    return Person(id=row["id"], document=document, **{name: row[name] for name in PLAIN})


def _values(tx, person):
    sealed = tx.seal(person.id, dict(person.document), place=PLACE, row=person.id)
    return {name: getattr(person, name) for name in PLAIN} | {"sealed": sealed, "change": next_change(tx)}


def _known_already(error):
    if "external_id" not in str(error.orig):
        raise error
    return Conflict(
        "Somebody with this number is registered already.",
        code="known",
        errors={"external_id": ["Registered already."]},
    )
