from datetime import time
from typing import Any

from services.notifications.domain.customs import Customs
from services.notifications.store.tables import metadata
from shared.kernel.errors import PreconditionFailed

organisations = metadata.tables["organisations"]
CLOCKS = ("agenda_at", "digest_at", "read_from", "read_until")


def settings_of(rx) -> tuple[dict[str, Any], int]:
    """What was set, and its version; nothing yet for an organisation at first sight."""
    row = rx.row(organisations)
    return (dict(row["settings"]), row["version"]) if row else ({}, 1)


def customs(rx) -> Customs:
    settings, _ = settings_of(rx)
    known = {name: settings[name] for name in Customs.__dataclass_fields__ if name in settings}
    for name in CLOCKS:
        if known.get(name):
            known[name] = time.fromisoformat(known[name])
    return Customs(**known)


def keep_settings(tx, changes, *, read_version) -> None:
    tx.see_organisation()
    known, _ = settings_of(tx)
    unchanged = organisations.c.version == read_version
    if not tx.update(organisations, unchanged, settings=known | changes, version=read_version + 1):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
