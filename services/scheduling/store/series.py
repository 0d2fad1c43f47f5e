from dataclasses import asdict, fields

from services.scheduling.domain.series import Series
from services.scheduling.store.tables import series
from shared.db.reading import Reading
from shared.db.transaction import Transaction


def add(tx: Transaction, new: Series) -> None:
    tx.insert(series, **asdict(new))


def find(rx: Reading, series_id: str) -> Series | None:
    row = rx.row(series, series.c.id == series_id)
    return Series(**{field.name: row[field.name] for field in fields(Series)}) if row else None
