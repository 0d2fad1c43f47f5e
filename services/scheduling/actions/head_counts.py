"""After a group: how many came, and who of them is known, in one form. Who did not come is written down nowhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import may_answer_for, own_or_walked_with
from services.scheduling.actions.attendance import say_attendance, take_back_attendance
from services.scheduling.actions.contacts import written
from services.scheduling.actions.groups import ONE, group_of, meeting_of
from services.scheduling.domain.contact import write_down
from services.scheduling.domain.group import Group
from services.scheduling.domain.session import Session
from services.scheduling.store import contacts, sessions
from services.scheduling.store import groups as store
from services.scheduling.store.engagements import alone_with
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import new_id

Shown = dict[str, Any]
BLANK_ROWS = 5
USUAL, LONGEST = timedelta(days=90), timedelta(days=366)
SETTLED = "Who came is written down already. It can be taken back, and written again."
FEWER = "These are more people than that."


def sheet(tx: Transaction, group_id: str, *, session_id: str | None = None) -> Shown:
    """For the table by the door: ids, a page puts first names beside them. Blank rows are for whoever comes by."""
    group, session = _own_meeting(tx, group_id, session_id)
    seats = store.seats_of(tx, [session.id])[session.id]
    left = max(group.seats - len(seats), BLANK_ROWS)
    rows = [{"member_id": seat.member_id, "taking_part": seat.taking_part} for seat in seats]
    when = {"starts_at": session.starts_at, "ends_at": session.ends_at, "time_zone": session.time_zone}
    return _which(session) | when | {"place_id": session.place_id, "rows": rows, "blank_rows": left}


def count_heads(
    tx: Transaction,
    group_id: str,
    *,
    session_id: str | None = None,
    count: int | None = None,
    people: Sequence[str] = (),
    **said: Any,
) -> Shown:
    """Each person known is a contact of theirs, whoever is not is a number; a seat is not needed."""
    group, session = _own_meeting(tx, group_id, session_id)
    known = list(dict.fromkeys(people))
    tx.queue_for(f"group {group.id}")
    alone_with(tx, [session.coach_id, *known])
    heads = len(known) if count is None else count
    if heads < len(known):
        raise Invalid("Some fields need another look.", errors={"count": [FEWER]})
    if contacts.of_meeting(tx, session.id):
        raise Conflict(SETTLED, code="settled")
    say_attendance(tx, session.id, "coach", state="attended" if heads else "did_not_meet")
    for who in [{"person_id": each} for each in known] + [{"count": heads - len(known)}] * (heads > len(known)):
        _write_down(tx, session, who, said)
    return _seen(tx, session, known, heads)


def take_back_heads(tx: Transaction, group_id: str, *, session_id: str | None = None) -> Shown:
    """A slip: as if it had not been written, and it can be written again."""
    group, session = _own_meeting(tx, group_id, session_id)
    tx.queue_for(f"group {group.id}")
    contacts.forget_meeting(tx, session.id)
    take_back_attendance(tx, session.id, "coach")
    return _seen(tx, session, [], 0)


def came_to(tx: Transaction, person_id: str, *, first: datetime | None, last: datetime | None) -> list[Shown]:
    """Sessions and groups that somebody came to, for a letter or a slip they ask for; never one they did not."""
    own_or_walked_with(tx, person_id)
    last = last or tx.now
    first = first or last - USUAL
    if not timedelta() < last - first <= LONGEST:
        raise Invalid("Some fields need another look.", errors={"to": ["Please ask for up to a year."]})
    tx.audit("read_attendance", person_id=person_id)
    met = [_came(each.starts_at, each.minutes, each.id, "session") for each in sessions.met(tx, person_id, first, last)]
    came = contacts.groups_of(tx, person_id, first, last)
    groups = [_came(each.at, each.minutes, each.group_session_id, "group") for each in came]
    return sorted([*met, *groups], key=lambda each: (each["starts_at"], each["session_id"]))


def _own_meeting(tx: Transaction, group_id: str, session_id: str | None) -> tuple[Group, Session]:
    group = group_of(tx, group_id)
    session = meeting_of(tx, group, session_id)
    may_answer_for(tx, (group.coach_id, session.coach_id), ONE)
    return group, session


def _write_down(tx: Transaction, session: Session, who: Shown, said: Shown) -> None:
    known = {"kind": "group", "at": session.starts_at, "minutes": session.minutes, "modality": session.modality}
    known |= {"place_id": session.place_id, "coach_id": session.coach_id, "group_session_id": session.id}
    known |= {name: value for name, value in said.items() if value is not None} | who
    known["support"] = tuple(known.pop("support", ()))
    written(tx, write_down(new_id(), now=tx.now, recorded_by=tx.actor.person, **known))


def _seen(tx: Transaction, session: Session, known: Sequence[str], heads: int) -> Shown:
    state = sessions.find(tx, session.id)
    told = {"state": state.state if state else session.state, "count": heads, "people": list(known)}
    return _which(session) | told | {"unnamed": heads - len(known)}


def _which(session: Session) -> Shown:
    return {"group_id": session.group_id, "session_id": session.id}


def _came(starts_at: datetime, minutes: int, session_id: str | None, kind: str) -> Shown:
    return {"session_id": session_id, "kind": kind, "starts_at": starts_at, "minutes": minutes}
