"""What happened, booked or not: written once, counted once."""

from datetime import datetime
from typing import Any

from services.scheduling.actions.access import own_coach, own_session
from services.scheduling.actions.attendance import say_attendance
from services.scheduling.actions.openings import require_span
from services.scheduling.actions.places import require_listed
from services.scheduling.actions.reaching_out import asked_not_to_call, reach_out, was_in_touch
from services.scheduling.actions.sessions import book_session
from services.scheduling.domain.contact import REACHED, Contact, refuse_note_about_nobody, write_down
from services.scheduling.domain.session import Session
from services.scheduling.store import contacts, heard, sessions
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.ids import new_id

Shown = dict[str, Any]
SHARED = ("person_id", "coach_id", "session_id", "count", "kind", "at", "minutes", "outcome", "started_by")
SETTLED = "What became of this session is written down already."
TWICE = "Some of this time is written down twice: {}. Both are kept; please look which one is right."


def record_contact(
    tx: Transaction,
    *,
    session_id: str | None = None,
    side: str | None = None,
    hard_time: bool = False,
    note: str | None = None,
    next_starts_at: datetime | None = None,
    next_minutes: int | None = None,
    **said: Any,
) -> Shown:
    """With `session_id` it also says whether the two met, and with `next_starts_at` when they meet next: written once.

    If that time cannot be, nothing of the form is kept, and the nearest openings are named.
    """
    require_listed(tx, {"place_id": said.get("place_id")}, agreed=[said.get("place_id")])
    said["coach_id"] = _whoever_was_there(tx, said.pop("coach_id", None))
    if session_id:
        said |= _of_session(tx, own_session(tx, session_id), said)
    refuse_note_about_nobody(said.get("person_id"), note)
    if hard_time and not said.get("person_id"):
        raise _invalid("hard_time", "This needs the person it is about.")
    contact = write_down(new_id(), now=tx.now, recorded_by=tx.actor.person, session_id=session_id, **said)
    following = _book_next(tx, contact, next_starts_at, next_minutes) if next_starts_at else {}
    warnings = _overlaps(tx, contact)
    contacts.add(tx, contact, note=note)
    tell_contact(tx, contact)
    if session_id:
        _settle(tx, session_id, contact, side)
    follow(tx, contact, hard_time)
    return show(contact, note) | {"warnings": warnings} | following


def written(tx: Transaction, contact: Contact) -> None:
    """As it stands, without a note."""
    contacts.add(tx, contact, note=None)
    tell_contact(tx, contact)
    follow(tx, contact, hard_time=False)


def contacts_seen(
    tx: Transaction,
    *,
    person_id: str | None,
    coach_id: str | None,
    first: datetime | None,
    last: datetime | None,
    cursor: str | None,
    limit: int,
    **asked: Any,
) -> tuple[list[Shown], str | None]:
    """For the own coach and staff. That somebody's contacts were read is kept."""
    if first and last:
        require_span(first, last)
    if coach_id or not (person_id or _sees_all(tx)):
        coach_id = coach_id or tx.actor.person
        own_coach(tx, coach_id)
    if person_id:
        _own_person(tx, person_id)
        tx.audit("read_contacts", person_id=person_id)
    about = {"person_id": person_id, "coach_id": coach_id, **asked}
    found, following = contacts.page(tx, first=first, last=last, after=cursor, limit=limit, **about)
    return [show(contact, note) for contact, note in found], following


def tell_contact(tx: Transaction, contact: Contact, *, type: str = "contact.recorded") -> None:
    data = {name: getattr(contact, name) for name in SHARED} | {"contact_id": contact.id}
    data["session_id"] = contact.session_id or contact.group_session_id
    tx.emit(type, subject=contact.id, key=contact.person_id or contact.id, version=contact.version, data=data)


def say_again(tx: Transaction) -> int:
    everything = contacts.everything(tx)
    for contact in everything:
        tell_contact(tx, contact)
    return len(everything)


def show(contact: Contact, note: str | None) -> Shown:
    return vars(contact) | {"minutes": contact.minutes, "note": note}


def _whoever_was_there(rx: Reading, coach_id: str | None) -> str | None:
    """A coach writes down their own; staff may do it for somebody, or were there themselves."""
    if coach_id:
        own_coach(rx, coach_id)
    return coach_id or (None if rx.actor.role == "service" else rx.actor.person)


def _of_session(rx: Reading, session: Session, said: Shown) -> Shown:
    """What is known of the session need not be typed again."""
    if contacts.of_session(rx, session.id):
        raise Conflict(SETTLED, code="settled")
    if session.group_id:
        raise _invalid("session_id", "A group has a form of its own: how many came, and who.")
    if said.get("person_id") not in (None, session.member_id):
        raise _invalid("person_id", "This session was with somebody else.")
    if said["kind"] not in ("session", "group"):
        raise _invalid("kind", "A session is written down as a session.")
    met = said.get("outcome") in (None, *REACHED)
    known = {"at": session.starts_at, "minutes": session.minutes if met else 0, "modality": session.modality}
    known |= {"place_id": session.place_id} | {name: value for name, value in said.items() if value is not None}
    return known | {"person_id": session.member_id, "coach_id": session.coach_id}


def _book_next(tx: Transaction, contact: Contact, starts_at: datetime, minutes: int | None) -> Shown:
    pairs = heard.matches_of(tx, contact.person_id) if contact.person_id else []
    theirs = next((pair for pair in pairs if pair.coach_id == contact.coach_id), None)
    if theirs is None or theirs.match_id is None:
        raise _invalid("next_starts_at", "These two are not matched. Please leave the next time out.")
    booked = book_session(tx, match_id=theirs.match_id, starts_at=starts_at, minutes=minutes)
    return {"next_session": booked}


def _settle(tx: Transaction, session_id: str, contact: Contact, side: str | None) -> None:
    if contact.outcome in REACHED:
        say_attendance(tx, session_id, side or "member", state="attended")
    else:
        say_attendance(tx, session_id, side or "unknown", state="did_not_meet")


def follow(tx: Transaction, contact: Contact, hard_time: bool) -> None:
    if not contact.person_id:
        return
    if contact.is_in_touch:
        was_in_touch(tx, contact.person_id, at=contact.at, by_themselves=contact.started_by == "person")
    if contact.outcome == "asked_not_to_call":
        asked_not_to_call(tx, contact.person_id)
    if hard_time:
        walks = heard.match_between(tx, coach_id=contact.coach_id or "", member_id=contact.person_id)
        whose = {"coach_id": walks.coach_id, "match_id": walks.match_id} if walks else {}
        reach_out(tx, member_id=contact.person_id, why="hard_time", since=tx.now, **whose)


def _overlaps(rx: Reading, contact: Contact) -> list[Shown]:
    """In words, and never a refusal: people do two things at once, and clocks are read wrong."""
    if not (contact.coach_id and contact.minutes):
        return []
    during = contact.coach_id, contact.at, contact.ends_at
    noted = _once(contacts.overlapping(rx, *during))
    told = {each.session_id or each.group_session_id for each in noted}
    met = {each.id for each in sessions.attended(rx, *during)} - told
    what = [f"{each.minutes} minutes ({each.kind})" for each in noted] + ["a session"] * len(met - {contact.session_id})
    return [{"code": "overlap", "text": TWICE.format(", ".join(what))}] if what else []


def _once(found: list[Contact]) -> list[Contact]:
    """Of a group there are as many as people, and it took its time once."""
    return list({each.group_session_id or each.id: each for each in found}.values())


def _own_person(rx: Reading, person_id: str) -> None:
    if not (_sees_all(rx) or heard.match_between(rx, coach_id=rx.actor.person, member_id=person_id)):
        raise NotFound("We have no such person.")


def _sees_all(rx: Reading) -> bool:
    return rx.actor.is_staff or rx.actor.role == "service"


def _invalid(field: str, words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={field: [words]})
