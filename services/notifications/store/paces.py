"""How fast a provider may be spoken to, over all workers: kept in the database, in real time.

Belongs to the installation and to no organisation: its providers are shared.
"""

from datetime import datetime

import sqlalchemy as sa

from services.notifications.domain.pace import Limits, Pace
from services.notifications.store.reply_tables import paces
from shared.db.desk import Desk
from shared.db.heartbeat import NOBODY
from shared.db.transaction import writing


def take(desk: Desk, provider: str, *, limits: Limits, wanted: int, real: datetime) -> int:
    """How many of those wanted may go now; they count as used."""
    with writing(desk) as connection:
        known = paces.c.provider == provider
        row = connection.execute(sa.select(paces).where(known).with_for_update()).mappings().first()
        pace = Pace(row["left"], row["at"], row["day"], row["used"]) if row else Pace.fresh(limits, real)
        pace, granted = pace.take(limits, wanted=wanted, real=real)
        told = {"left": pace.left, "at": pace.at, "day": pace.day, "used": pace.used}
        if row:
            connection.execute(paces.update().where(known).values(told))
        else:
            connection.execute(paces.insert().values(provider=provider, organisation=NOBODY, **told))
    return granted


def give_back(desk: Desk, provider: str, *, unused: int) -> None:
    if unused:
        less = {"left": paces.c.left + unused, "used": paces.c.used - unused}
        with writing(desk) as connection:
            connection.execute(paces.update().where(paces.c.provider == provider).values(less))
