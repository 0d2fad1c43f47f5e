"""When a coach is off, as scheduling told it: what is written to them then is for others to read."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from services.notifications.store.flow_tables import time_off
from services.notifications.store.people import AWAY
from services.notifications.store.tables import matches, people, seats, sessions
from shared.kernel.ids import new_id


def keep(tx, coach_id, spans: Iterable[tuple[datetime, datetime]], *, version) -> None:
    """All of it anew; what was said before this is no news. Of none, a span of no length keeps the version."""
    if tx.row(time_off, time_off.c.coach_id == coach_id, time_off.c.version > version):
        return
    tx.delete(time_off, time_off.c.coach_id == coach_id)
    told = {"coach_id": coach_id, "version": version}
    tx.insert_many(
        time_off,
        [{"id": new_id(), "starts_at": at, "ends_at": until} | told for at, until in list(spans) or [(tx.now, tx.now)]],
    )


def is_off(rx, coach_id) -> bool:
    return rx.row(time_off, time_off.c.coach_id == coach_id, *_now(rx)) is not None


def coaches_off(rx):
    """As a question to be put into another."""
    ours = time_off.c.organisation == rx.actor.organisation
    return sa.select(time_off.c.coach_id).where(ours, *_now(rx))


def stood_in_for(rx, coach_id, person_id, own_coach_id):
    """Does this coach meet them instead of their own, who is off now? Asked of a row of another question."""
    return _instead(rx, person_id, own_coach_id).where(sessions.c.coach_id == coach_id).exists()


def has_cover(rx, person_id, own_coach_id):
    """Does anybody who is here meet them instead of their own coach, who is off now? Asked of a row of another
    question.
    """
    away = sa.select(people.c.person_id).where(people.c.organisation == rx.actor.organisation, people.c.state.in_(AWAY))
    is_here = sessions.c.coach_id.not_in(coaches_off(rx)) & sessions.c.coach_id.not_in(away)
    return _instead(rx, person_id, own_coach_id).where(is_here).exists()


def forget(tx, coach_id) -> None:
    tx.delete(time_off, time_off.c.coach_id == coach_id)


def _instead(rx, person_id, own_coach_id):
    """Sessions in which a colleague stands in for that coach, and that begin before the coach is back."""
    joined = sa.join(seats, sessions, seats.c.session_id == sessions.c.id)
    joined = joined.join(matches, matches.c.id == sessions.c.match_id)
    joined = joined.join(time_off, time_off.c.coach_id == matches.c.coach_id)
    ours = [table.c.organisation == rx.actor.organisation for table in (seats, sessions, matches, time_off)]
    still = sessions.c.state.in_(("pending", "booked", "confirmed"))
    theirs = (seats.c.person_id == person_id, seats.c.audience == "member", matches.c.coach_id == own_coach_id)
    another = sessions.c.coach_id != matches.c.coach_id
    until_back = (*_now(rx), sessions.c.starts_at < time_off.c.ends_at, sessions.c.ends_at > rx.now)
    return sa.select(seats.c.person_id).select_from(joined).where(*ours, *theirs, another, still, *until_back)


def _now(rx):
    return time_off.c.starts_at <= rx.now, time_off.c.ends_at > rx.now
