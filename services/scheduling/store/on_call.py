from typing import Any

from services.scheduling.store.care_tables import on_call
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction


def find(rx: Reading) -> Row | None:
    return rx.row(on_call)


def keep(tx: Transaction, document: dict[str, Any]) -> None:
    known = find(tx)
    if known is None:
        tx.insert(on_call, document=document, version=1)
    else:
        tx.update(on_call, document=document, version=known["version"] + 1)


def on_call_ids(rx: Reading) -> set[str]:
    """Everybody on the list, whenever."""
    row = find(rx)
    document = row["document"] if row else {}
    return {each["coach_id"] for name in ("weekly", "exceptions") for each in document.get(name, ())}
