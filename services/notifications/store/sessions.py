"""Our own small copy of what scheduling and matching said: sessions, who sits in them, matches, offers."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.notifications.domain.session import Session
from services.notifications.store.tables import matches, offers, seats, sessions

PARTS = tuple(Session.__dataclass_fields__)
OVER = ("ended", "not_started")


def find(rx, session_id) -> Session | None:
    return found(rx, [session_id]).get(session_id)


def found(rx, session_ids: Collection[str]) -> dict[str, Session]:
    rows = rx.rows(sessions, sessions.c.id.in_(session_ids))
    return {row["id"]: _session(row) for row in rows}


def keep(tx, session: Session) -> bool:
    """Whether it was news."""
    told = {name: getattr(session, name) for name in PARTS} | {"member_ids": list(session.member_ids)}
    older = (sessions.c.id == session.id, sessions.c.version < session.version)
    if not tx.update(sessions, *older, **told) and not tx.insert_if_absent(sessions, **told):
        return False
    tx.delete(seats, seats.c.session_id == session.id, seats.c.person_id.not_in(session.people))
    for person_id in session.people:
        tx.insert_if_absent(seats, session_id=session.id, person_id=person_id, audience=session.audience_of(person_id))
    return True


def ahead_of(rx, person_id) -> Sequence[Session]:
    """Sessions of this person that are not over yet."""
    joined = sa.select(sessions).join(seats, seats.c.session_id == sessions.c.id)
    return [
        _session(row) for row in rx.query(joined.where(seats.c.person_id == person_id, sessions.c.ends_at > rx.now))
    ]


def of_coach(rx, coach_id, since, until) -> Sequence[Session]:
    """Those that stand, in the order of the day."""
    theirs = (sessions.c.coach_id == coach_id, sessions.c.starts_at >= since, sessions.c.starts_at < until)
    live = sessions.c.state.in_(("pending", "booked", "confirmed"))
    return [_session(row) for row in rx.rows(sessions, *theirs, live, order_by=(sessions.c.starts_at,))]


def coaches_between(rx, since, until) -> Sequence[str]:
    """Who meets somebody in this time."""
    soon = (sessions.c.starts_at >= since, sessions.c.starts_at < until)
    live = sessions.c.state.in_(("pending", "booked", "confirmed"))
    return sorted({row["coach_id"] for row in rx.rows(sessions, *soon, live)})


def usual_zone(rx) -> str | None:
    row = next(iter(rx.rows(sessions, order_by=(sessions.c.starts_at.desc(),), limit=1)), None)
    return row and row["time_zone"]


def members_seen(rx, person_ids: Collection[str]) -> set[str]:
    """Those of them who have met somebody, or have a time to."""
    seated = (seats.c.person_id.in_(person_ids), seats.c.audience == "member")
    joined = sa.select(seats.c.person_id).join(sessions, seats.c.session_id == sessions.c.id)
    stands = sessions.c.state.in_(("pending", "booked", "confirmed", "attended"))
    return {row["person_id"] for row in rx.query(joined.where(*seated, stands))} if person_ids else set()


def count_open_offers(rx) -> int:
    return len(rx.rows(offers, offers.c.state == "open", offers.c.expires_at > rx.now))


def next_of(rx, person_id) -> Session | None:
    """The next one that stands."""
    ahead = [session for session in ahead_of(rx, person_id) if session.is_live]
    return min(ahead, key=lambda session: session.starts_at, default=None)


def coach_of(rx, person_id) -> str | None:
    """Whoever walks with this member."""
    return next((row["coach_id"] for row in matches_of(rx, person_id)), None)


def matches_of(rx, person_id) -> Sequence:
    """Those of this member that are not over, the newest first."""
    theirs = (matches.c.member_id == person_id, matches.c.state.not_in(OVER))
    return rx.rows(matches, *theirs, order_by=(matches.c.id.desc(),))


def match_between(rx, *, coach_id, member_id) -> str | None:
    """The one that goes on, of these two."""
    pair = (matches.c.coach_id == coach_id, matches.c.member_id == member_id, matches.c.state == "active")
    return next((row["id"] for row in rx.rows(matches, *pair, order_by=(matches.c.id.desc(),), limit=1)), None)


def next_in(rx, match_id) -> Session | None:
    """The next one that stands between these two."""
    ahead = [session for session in ahead_in(rx, match_id) if session.is_live]
    return min(ahead, key=lambda session: session.starts_at, default=None)


def ahead_in(rx, match_id) -> Sequence[Session]:
    return [_session(row) for row in rx.rows(sessions, sessions.c.match_id == match_id, sessions.c.ends_at > rx.now)]


def share_a_session(rx, *, coach_id, member_id) -> bool:
    """The coach of a session, a welcome conversation too, has reason to reach whoever comes."""
    together = (seats.c.person_id == member_id, seats.c.audience == "member", sessions.c.coach_id == coach_id)
    joined = sa.select(sessions.c.id).join(seats, seats.c.session_id == sessions.c.id)
    still = sessions.c.state.in_(("pending", "booked", "confirmed"))
    return bool(rx.query(joined.where(*together, still).limit(1)))


def keep_match(tx, match_id, *, version, **told) -> bool:
    if tx.update(matches, matches.c.id == match_id, matches.c.version < version, version=version, **told):
        return True
    return tx.insert_if_absent(matches, id=match_id, version=version, **told)


def over_among(rx, match_ids: Collection[str]) -> set[str]:
    """Those of these matches that have come to an end."""
    return {row["id"] for row in rx.rows(matches, matches.c.id.in_(match_ids), matches.c.state.in_(OVER))}


def active_among(rx, match_ids: Collection[str]) -> set[str]:
    return {row["id"] for row in rx.rows(matches, matches.c.id.in_(match_ids), matches.c.state == "active")}


def paused_among(rx, match_ids: Collection[str]) -> set[str]:
    return {row["id"] for row in rx.rows(matches, matches.c.id.in_(match_ids), matches.c.state == "paused")}


def are_matched(rx, *, coach_id, member_id) -> bool:
    pair = (matches.c.coach_id == coach_id, matches.c.member_id == member_id)
    return rx.row(matches, *pair, matches.c.state.not_in(OVER)) is not None


def forget(tx, person_id) -> None:
    """That somebody sat in a session, or walked with somebody."""
    tx.delete(seats, seats.c.person_id == person_id)
    tx.delete(matches, sa.or_(matches.c.member_id == person_id, matches.c.coach_id == person_id))


def keep_offer(tx, offer_id, *, version, **told) -> bool:
    if tx.update(offers, offers.c.id == offer_id, offers.c.version < version, version=version, **told):
        return True
    return tx.insert_if_absent(offers, id=offer_id, version=version, **told)


def open_among(rx, offer_ids: Collection[str]) -> set[str]:
    return {row["id"] for row in rx.rows(offers, offers.c.id.in_(offer_ids), offers.c.state == "open")}


def _session(row) -> Session:
    told = {name: row[name] for name in PARTS}
    return Session(**(told | {"member_ids": tuple(row["member_ids"])}))
