"""An organisation's own weights: every version is kept, for a list says by which one it was made."""

from collections.abc import Mapping
from typing import Any

from services.matching.store.tables import weights
from shared.kernel.errors import PreconditionFailed


def newest(rx) -> tuple[int, Mapping[str, Any] | None]:
    """Version 1 is what we ship: nothing is written down for it."""
    row = next(iter(rx.rows(weights, order_by=[weights.c.version.desc()], limit=1)), None)
    return (row["version"], row["points"]) if row else (1, None)


def keep(tx, *, points: Mapping[str, Any], version: int) -> None:
    """Of two who change them at once, one does."""
    if not tx.insert_if_absent(weights, version=version, points=dict(points), set_at=tx.now, set_by=tx.actor.person):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
