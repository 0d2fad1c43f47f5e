"""An organisation's own weights: every version is kept, for a list says by which one it was made."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from services.matching.store.tables import weights
from shared.db.reading import prepared
from shared.kernel.errors import PreconditionFailed

NEWEST = prepared(sa.select(weights.c.version, weights.c.points).order_by(weights.c.version.desc()).limit(1))


def newest(rx) -> tuple[int, Mapping[str, Any] | None]:
    """Version 1 is what we ship: nothing is written down for it."""
    return next(iter(rx.ask(NEWEST)), (1, None))


def keep(tx, *, points: Mapping[str, Any], version: int) -> None:
    """Of two who change them at once, one does."""
    if not tx.insert_if_absent(weights, version=version, points=dict(points), set_at=tx.now, set_by=tx.actor.person):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
