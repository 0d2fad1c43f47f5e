from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from services.matching.store.tables import metadata
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.kernel.errors import PreconditionFailed

organisations = metadata.tables["organisations"]


def settings_of(rx) -> tuple[dict, int]:
    """What was set, and its version; nothing yet for an organisation at first sight."""
    row = rx.row(organisations)
    return (dict(row["settings"]), row["version"]) if row else ({}, 1)


def everybodys_settings(desk: Desk) -> Mapping[str, dict[str, Any]]:
    """Of each organisation of the installation, for whoever looks after it."""
    with for_reading(desk.engine) as connection:
        found = connection.execute(sa.select(organisations.c.organisation, organisations.c.settings))
        return {organisation: dict(settings) for organisation, settings in found}


def keep_settings(tx, settings, *, read_version) -> None:
    tx.see_organisation()
    unchanged = organisations.c.version == read_version
    if not tx.update(organisations, unchanged, settings=settings, version=read_version + 1):
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
