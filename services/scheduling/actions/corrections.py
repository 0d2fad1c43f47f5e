"""What was written down wrongly: put right, where what stood before is kept, or taken back, where only that is."""

from typing import Any

from services.scheduling.actions.access import may_answer_for
from services.scheduling.actions.attendance import take_back_attendance
from services.scheduling.actions.contacts import follow, show, tell_contact
from services.scheduling.actions.places import require_listed
from services.scheduling.domain.contact import Contact, refuse_note_about_nobody
from services.scheduling.store import cadences, contacts, sessions
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Invalid, NotFound

Shown = dict[str, Any]
ONE = "We have no such contact."


def contact_seen(tx: Transaction, contact_id: str) -> Shown:
    return show(*_read(tx, contact_id))


def correct_contact(tx: Transaction, contact_id: str, **right: Any) -> Shown:
    """Only what is named changes; a note given as null goes."""
    contact, before = _alone_with(tx, contact_id)
    if not right:
        raise Invalid("Please say what is to be put right.")
    contact.may_be_changed()
    note = right.pop("note", before)
    refuse_note_about_nobody(contact.person_id, note)
    require_listed(tx, {"place_id": right.get("place_id")}, agreed=[right.get("place_id")])
    corrected = contact.corrected(tx.now, **right)
    contacts.correct(tx, contact, corrected, note=note, is_new=note != before)
    tell_contact(tx, corrected)
    if contact.led_on != corrected.led_on:
        if contact.is_in_touch and (not corrected.is_in_touch or corrected.at < contact.at):
            _was_not_in_touch(tx, contact)
        follow(tx, corrected, hard_time=False)
    return show(corrected, note)


def take_contact_back(tx: Transaction, contact_id: str) -> None:
    """A slip: as if it had not been written. Of a session, what was said of who came goes with it."""
    contact, _ = _alone_with(tx, contact_id)
    contact.may_be_taken_back()
    contacts.forget(tx, contact)
    if contact.person_id:
        tx.audit("took_contact_back", person_id=contact.person_id)
    tell_contact(tx, contact.corrected(tx.now), type="contact.taken_back")
    if contact.session_id:
        for side in sessions.sides(tx, [contact.session_id])[contact.session_id]:
            take_back_attendance(tx, contact.session_id, side)
    if contact.is_in_touch:
        _was_not_in_touch(tx, contact)


def corrections_of(tx: Transaction, contact_id: str) -> list[Shown]:
    """What stood before, the oldest first."""
    _read(tx, contact_id)
    return [dict(row) for row in contacts.history(tx, contact_id)]


def _was_not_in_touch(tx: Transaction, contact: Contact) -> None:
    if contact.person_id:
        last = contacts.last_in_touch(tx, contact.person_id)
        cadences.not_heard_from(tx, contact.person_id, slip=contact.at, last=last)


def _alone_with(tx: Transaction, contact_id: str) -> tuple[Contact, str | None]:
    contact, _ = _own(tx, contact_id)
    alone_with(tx, [person for person in (contact.person_id, contact.coach_id) if person])
    return _read(tx, contact_id)


def _read(tx: Transaction, contact_id: str) -> tuple[Contact, str | None]:
    """That somebody's contact was read is kept, whatever it was read for."""
    contact, note = _own(tx, contact_id)
    if contact.person_id:
        tx.audit("read_contacts", person_id=contact.person_id)
    return contact, note


def _own(rx: Reading, contact_id: str) -> tuple[Contact, str | None]:
    """Whoever was there or wrote it, and staff."""
    found = contacts.find(rx, contact_id)
    if found is None:
        raise NotFound(ONE)
    contact, note = found
    may_answer_for(rx, [person for person in (contact.coach_id, contact.recorded_by) if person], ONE)
    return contact, note
