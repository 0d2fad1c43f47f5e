"""What we heard of meetings, and what it says of each request: when we were first in touch, when they first met."""

from collections.abc import Sequence

from services.matching.domain.waiting import Progress
from services.matching.store.tables import matches, referrals
from services.matching.store.tables_beside import heard_contacts, heard_sessions, progress

PARTS = ("first_contact_at", "first_session_at", "booked_for_at")
AHEAD = ("pending", "booked", "confirmed")
TALKED = ("talked", "met")


def hear_session(tx, *, session_id, version, **told) -> bool:
    """Whether this was news."""
    newer = (heard_sessions.c.session_id == session_id, heard_sessions.c.version < version)
    return bool(tx.update(heard_sessions, *newer, version=version, **told)) or tx.insert_if_absent(
        heard_sessions, session_id=session_id, version=version, **told
    )


def hear_contact(tx, *, contact_id, version, **told) -> bool:
    newer = (heard_contacts.c.contact_id == contact_id, heard_contacts.c.version < version)
    return bool(tx.update(heard_contacts, *newer, version=version, **told)) or tx.insert_if_absent(
        heard_contacts, contact_id=contact_id, version=version, **told
    )


def of(rx, referral_ids: Sequence[str]) -> dict[str, Progress]:
    found = {row["referral_id"]: row for row in rx.rows(progress, progress.c.referral_id.in_(referral_ids))}
    return {id: _progress(found[id]) if id in found else Progress() for id in referral_ids}


def keep(tx, referral_id, now: Progress) -> None:
    said = {name: getattr(now, name) for name in PARTS}
    if not tx.insert_if_absent(progress, referral_id=referral_id, **said):
        tx.update(progress, progress.c.referral_id == referral_id, **said)


def sessions_about(rx, referral) -> list:
    """Those of the request itself, and of the matches that came of it."""
    own = rx.rows(matches, matches.c.referral_id == referral.id)
    of_it = heard_sessions.c.referral_id == referral.id
    if own:
        of_it |= heard_sessions.c.match_id.in_([row["id"] for row in own])
    return list(rx.rows(heard_sessions, of_it, order_by=[heard_sessions.c.starts_at]))


def talks_since(rx, referral) -> list:
    """When somebody and this person talked, after they asked."""
    talked = (heard_contacts.c.outcome.in_(TALKED), heard_contacts.c.at >= referral.filed_at)
    of_them = heard_contacts.c.member_id == referral.member_id
    return list(rx.rows(heard_contacts, of_them, *talked, order_by=[heard_contacts.c.at], limit=1))


def not_met_yet():
    """Open requests, and those with a coach whom they have not met yet."""
    met = _ids(progress.c.referral_id, progress.c.first_session_at.is_not(None))
    going = _ids(matches.c.referral_id, matches.c.state.in_(("active", "paused")))
    waits = referrals.c.state.in_(("waiting", "offered"))
    has_coach = (referrals.c.state == "matched") & referrals.c.id.in_(going) & referrals.c.id.not_in(met)
    return waits | has_coach


def _progress(row) -> Progress:
    return Progress(**{name: row[name] for name in PARTS})


def _ids(column, where):
    return column.table.select().with_only_columns(column).where(where)
