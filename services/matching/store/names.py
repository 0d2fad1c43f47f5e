"""Blinded marks of names: to find who may be the same person, without a name anywhere in the clear."""

from collections.abc import Iterable, Mapping

from services.matching.domain.likeness import marks
from services.matching.domain.person import Person
from services.matching.store.people import persons_of
from services.matching.store.tables import people
from services.matching.store.tables_beside import name_marks

PURPOSE = "name"


def mark(tx, person: Person) -> None:
    forget(tx, person.id)
    blinded = _blinded(tx, person.name)
    tx.insert_many(name_marks, [{"person_id": person.id, "mark": one, "kind": kind} for one, kind in blinded.items()])


def forget(tx, person_id) -> None:
    tx.delete(name_marks, name_marks.c.person_id == person_id)


def alike(rx, name: str) -> dict[str, set[str]]:
    """Whose names have something in common with this one, and of which kind."""
    found: dict[str, set[str]] = {}
    for row in rx.rows(name_marks, name_marks.c.mark.in_(_blinded(rx, name))):
        found.setdefault(row["person_id"], set()).add(row["kind"])
    return found


def not_marked_yet(rx, *, limit) -> Iterable[Person]:
    marked = name_marks.select().with_only_columns(name_marks.c.person_id)
    rows = rx.rows(people, people.c.id.not_in(marked), people.c.state != "erased", order_by=[people.c.id], limit=limit)
    return persons_of(rx, rows)


def _blinded(rx, name: str) -> Mapping[str, str]:
    return {rx.blind(text, purpose=PURPOSE): kind for text, kind in marks(name).items()}
