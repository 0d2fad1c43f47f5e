"""What is left of somebody who asked to be forgotten: a row that says so, ids, times. Nothing opens again."""

import sqlalchemy as sa

from services.matching.store import names
from services.matching.store.tables import apart, availability, choices, matches, offers, pairs, positions, referrals
from services.matching.store.tables import shortlists as lists
from services.matching.store.tables_access import emergencies
from services.matching.store.tables_beside import handovers, heard_contacts, heard_sessions, progress, tidings
from services.matching.store.tables_consent import consents, disclosures, legal_requests, restrictions


def forget(tx, person_id) -> None:
    requests = [row["id"] for row in tx.rows(referrals, referrals.c.member_id == person_id)]
    names.forget(tx, person_id)
    _forget_lists(tx, person_id, requests)
    _forget_what_was_heard(tx, person_id, requests)
    _forget_pairs(tx, person_id)
    _forget_words(tx, person_id)
    _forget_reasons(tx, person_id, requests)


def _forget_lists(tx, person_id, requests) -> None:
    """What was shown to them, and where they were shown."""
    made = [row["id"] for row in tx.rows(lists, lists.c.referral_id.in_(requests))]
    tx.delete(choices, sa.or_(choices.c.referral_id.in_(requests), choices.c.coach_id == person_id))
    tx.delete(positions, sa.or_(positions.c.shortlist_id.in_(made), positions.c.coach_id == person_id))
    tx.delete(lists, lists.c.id.in_(made))
    tx.delete(pairs, pairs.c.referral_id.in_(requests))
    for name in ("coach_id", "first_come_id"):
        tx.update(pairs, pairs.c[name] == person_id, **{name: None})


def _forget_what_was_heard(tx, person_id, requests) -> None:
    tx.delete(progress, progress.c.referral_id.in_(requests))
    tx.delete(availability, availability.c.coach_id == person_id)
    for table in (heard_sessions, heard_contacts, handovers):
        tx.delete(table, table.c.member_id == person_id)


def _forget_pairs(tx, person_id) -> None:
    tx.delete(apart, sa.or_(apart.c.one == person_id, apart.c.other == person_id))
    tx.delete(tidings, sa.or_(tidings.c.about_id == person_id, tidings.c.tell_id == person_id))


def _forget_words(tx, person_id) -> None:
    """That something was agreed to, and that something was told, stays as ids, codes and times."""
    for table in (consents, disclosures):
        tx.update(table, table.c.person_id == person_id, sealed="")
    tx.update(restrictions, restrictions.c.person_id == person_id, words=None)
    tx.update(emergencies, emergencies.c.person_id == person_id, why=None)
    tx.update(legal_requests, legal_requests.c.person_id == person_id, note=None)


def _forget_reasons(tx, person_id, requests) -> None:
    """A code can tell a story too: into treatment, in custody, sent by a court."""
    plain = {"source": "other", "now_at": None, "next_steps": [], "coach_hears": None, "outcome": None}
    tx.update(referrals, referrals.c.member_id == person_id, **plain)
    tx.update(offers, sa.or_(offers.c.referral_id.in_(requests), offers.c.coach_id == person_id), reason=None)
    silent = {"reason": None, "ends_reason": None, "coach_hears": None}
    tx.update(matches, sa.or_(matches.c.member_id == person_id, matches.c.coach_id == person_id), **silent)
