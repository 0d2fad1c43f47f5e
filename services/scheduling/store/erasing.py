"""What goes when somebody asks to be forgotten. Their row among `people` stays: late news brings nobody back."""

from services.scheduling.store import busy_calendars, hours
from services.scheduling.store.care_tables import (
    cadences,
    calling_wishes,
    contacts,
    funder_questions,
    in_the_way,
    outreach,
    trips,
)
from services.scheduling.store.free_tables import earlier_wishes, time_offers
from services.scheduling.store.group_tables import seats
from services.scheduling.store.tables import calendars, engagements, people, referrals
from shared.db.reading import Reading
from shared.db.transaction import Transaction


def forget(tx: Transaction, person_id: str) -> None:
    """What happened stays a number: a contact without a person, a session of an id that leads to nobody."""
    tx.update(contacts, contacts.c.person_id == person_id, person_id=None, note=None)
    for table, whose in HELD:
        tx.delete(table, table.c[whose] == person_id)
    busy_calendars.forget_all(tx, person_id)
    if hours.find(tx, person_id):
        hours.keep(tx, person_id, {"time_zone": "UTC"})


HELD = (
    (cadences, "member_id"),
    (calling_wishes, "person_id"),
    (earlier_wishes, "person_id"),
    (time_offers, "member_id"),
    (seats, "member_id"),
    (in_the_way, "member_id"),
    (outreach, "member_id"),
    (calendars, "person_id"),
    (engagements, "person_id"),
    (referrals, "member_id"),
    (trips, "coach_id"),
    (funder_questions, "person_id"),
)


def forgotten(rx: Reading, *person_ids: str) -> bool:
    """Is one of them somebody we have forgotten?"""
    return rx.row(people, people.c.person_id.in_(person_ids), people.c.state == "erased") is not None
