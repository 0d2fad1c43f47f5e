"""When a coach is off, as scheduling told it: what is written to them then is for others to read."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from services.notifications.store.flow_tables import time_off
from services.notifications.store.tables import seats, sessions
from shared.kernel.ids import new_id


def keep(tx, coach_id, spans: Iterable[tuple[datetime, datetime]], *, version) -> None:
    """All of it anew; what was said before this is no news."""
    if tx.row(time_off, time_off.c.coach_id == coach_id, time_off.c.version > version):
        return
    tx.delete(time_off, time_off.c.coach_id == coach_id)
    told = {"coach_id": coach_id, "version": version}
    tx.insert_many(time_off, [{"id": new_id(), "starts_at": at, "ends_at": until} | told for at, until in spans])


def is_off(rx, coach_id) -> bool:
    return rx.row(time_off, time_off.c.coach_id == coach_id, *_now(rx)) is not None


def coaches_off(rx):
    """As a question to be put into another."""
    ours = time_off.c.organisation == rx.actor.organisation
    return sa.select(time_off.c.coach_id).where(ours, *_now(rx))


def stood_in_for(rx, coach_id):
    """Members whom this coach meets next, whoever walks with them otherwise: as a question to be put into another."""
    return _ahead(rx).where(sessions.c.coach_id == coach_id)


def has_cover(rx, person_id, coach_id):
    """Does anybody else, who is here, meet them next? Asked of a row of another question."""
    of_them = (seats.c.person_id == person_id, sessions.c.coach_id != coach_id)
    return _ahead(rx).where(*of_them, sessions.c.coach_id.not_in(coaches_off(rx))).exists()


def forget(tx, coach_id) -> None:
    tx.delete(time_off, time_off.c.coach_id == coach_id)


def _ahead(rx):
    joined = sa.join(seats, sessions, seats.c.session_id == sessions.c.id)
    ours = (seats.c.organisation == rx.actor.organisation, sessions.c.organisation == rx.actor.organisation)
    still = sessions.c.state.in_(("pending", "booked", "confirmed"))
    of_two = (seats.c.audience == "member", sessions.c.match_id.is_not(None))
    return sa.select(seats.c.person_id).select_from(joined).where(*ours, *of_two, still, sessions.c.ends_at > rx.now)


def _now(rx):
    return time_off.c.starts_at <= rx.now, time_off.c.ends_at > rx.now
