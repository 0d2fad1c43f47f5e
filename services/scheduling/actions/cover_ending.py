"""What colleagues hear of a session that needs somebody else, and when that is not needed any more."""

from typing import Any

from services.scheduling.domain.cover import Cover
from services.scheduling.store import covers as store
from shared.db.transaction import Transaction

SHARED = ("session_id", "coach_id", "starts_at", "ends_at", "state", "claimed_by")
BATCH = 100


def not_needed(tx: Transaction, session_id: str) -> None:
    """It was called off or moved."""
    if cover := store.open_of_session(tx, session_id):
        withdraw(tx, cover)


def withdraw(tx: Transaction, cover: Cover) -> Cover:
    withdrawn = cover.withdraw()
    store.keep(tx, withdrawn)
    tell_cover(tx, "cover.withdrawn", withdrawn)
    return withdrawn


def withdraw_begun(tx: Transaction) -> int:
    """Nobody claimed it, and its time has come: its coach hears of that."""
    begun = store.open_begun(tx, limit=BATCH)
    for cover in begun:
        withdraw(tx, cover)
    return len(begun)


def tell_cover(tx: Transaction, type: str, cover: Cover) -> None:
    asked = store.asked(tx, [cover.id])[cover.id]
    data: dict[str, Any] = {name: getattr(cover, name) for name in SHARED} | {"cover_id": cover.id}
    data |= {"told": [id for id, why in asked.items() if why is None]}
    data |= {"not_told": [id for id, why in asked.items() if why]}
    tx.emit(type, subject=cover.id, key=cover.session_id, version=cover.version, data=data)


def say_again(tx: Transaction) -> int:
    everything = store.everything(tx)
    for cover in everything:
        tell_cover(tx, "cover.offered", cover)
    return len(everything)
