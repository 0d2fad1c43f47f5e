from typing import Any

from services.scheduling.store.tables import metadata
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import PreconditionFailed

organisations = metadata.tables["organisations"]


def settings_of(rx: Reading) -> tuple[dict[str, Any], int]:
    """What was set, and its version; nothing yet for an organisation at first sight."""
    row = rx.row(organisations)
    return (dict(row["settings"]), row["version"]) if row else ({}, 1)


def keep_settings(tx: Transaction, settings: dict[str, Any], *, read_version: int) -> None:
    tx.see_organisation()
    unchanged = organisations.c.version == read_version
    if not tx.update(organisations, unchanged, settings=settings, version=read_version + 1):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
