from typing import Any

from services.scheduling.domain.organisation import Customs, merged, read_customs
from services.scheduling.store import organisation as store
from shared.db.reading import Reading
from shared.db.transaction import Transaction

Shown = dict[str, Any]


def customs_of(rx: Reading) -> Customs:
    return read_customs(store.settings_of(rx)[0])


def customs_seen(rx: Reading) -> Shown:
    said, version = store.settings_of(rx)
    return vars(read_customs(said)) | {"version": version}


def change_customs(tx: Transaction, *, change: Shown, read_version: int) -> Shown:
    """Sessions already agreed stay as they are; what is booked from now on follows."""
    known, _ = store.settings_of(tx)
    store.keep_settings(tx, merged(known, change), read_version=read_version)
    tx.audit("change_organisation")
    return customs_seen(tx)
