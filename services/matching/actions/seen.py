"""Who has seen my record: role, first name, and what for, in plain words."""

from typing import Any

from services.matching.actions.standing import known_person
from services.matching.domain.seen_words import HIDDEN, ROLES, deed_in_words, first_name
from services.matching.store import people, seen
from shared.kernel.errors import NotFound

NO_PERSON = "We have no such person."


def who_has_seen(tx, person_id, *, cursor, limit) -> tuple[list[dict[str, Any]], str | None]:
    """The newest first. Somebody else's look at this list is on it too."""
    own_or_overseen(tx, person_id)
    rows, following = seen.about(tx, person_id, besides=HIDDEN, cursor=cursor, limit=limit)
    names = {person.id: first_name(person.name) for person in people.those(tx, [row["actor"] for row in rows])}
    if tx.actor.person != person_id:
        tx.audit("read_access", person_id=person_id)
    marks = {row["actor"]: _mark(tx, person_id, row["actor"]) for row in rows}
    return [_line(row, names.get(row["actor"])) | {"who": marks[row["actor"]]} for row in rows], following


def own_or_overseen(rx, person_id):
    """Their own record, or anybody's for who looks after all. To others there is no such person."""
    person = known_person(rx, person_id)
    if rx.actor.person != person_id and rx.actor.role not in ("supervisor", "admin", "service"):
        raise NotFound(NO_PERSON)
    return person


def _line(row, name: str | None) -> dict[str, Any]:
    text = deed_in_words(row["deed"])
    who = {"role": row["role"], "role_label": ROLES.get(row["role"], ROLES["service"]), "first_name": name}
    return {"at": row["at"], **who, "deed": row["deed"], "text": text}


def _mark(rx, person_id, actor) -> str:
    """Whether two looks are one person's, in this list: it says nothing else, and nothing in anybody else's."""
    return str(rx.blind(f"{person_id}:{actor}", purpose="seen"))[:16]
