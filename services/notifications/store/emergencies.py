"""Whom a coach may reach for an hour, because it could not wait."""

import sqlalchemy as sa

from services.notifications.store.flow_tables import emergencies
from services.notifications.store.people import is_erased


def keep(tx, id, *, person_id, coach_id, expires_at) -> bool:
    """Whether it was news. Of who was erased nothing is kept anew."""
    told = {"person_id": person_id, "coach_id": coach_id, "expires_at": expires_at}
    return not is_erased(tx, person_id) and tx.insert_if_absent(emergencies, id=id, **told)


def is_open(rx, *, person_id, coach_id) -> bool:
    pair = (emergencies.c.person_id == person_id, emergencies.c.coach_id == coach_id)
    return rx.row(emergencies, *pair, emergencies.c.expires_at > rx.now) is not None


def forget(tx, person_id) -> None:
    theirs = sa.or_(emergencies.c.person_id == person_id, emergencies.c.coach_id == person_id)
    tx.delete(emergencies, theirs)
