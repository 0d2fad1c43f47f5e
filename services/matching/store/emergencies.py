from collections.abc import Collection
from dataclasses import asdict, fields

from services.matching.domain.emergency import Emergency
from services.matching.store.tables_access import emergencies

PLACE = "emergencies.why"
FIELDS = [field.name for field in fields(Emergency) if field.name != "why"]


def add(tx, emergency: Emergency) -> None:
    said = asdict(emergency)
    why = tx.seal(emergency.person_id, said.pop("why"), place=PLACE, row=emergency.id)
    tx.insert(emergencies, **said, why=why)


def find(rx, id) -> Emergency | None:
    row = rx.row(emergencies, emergencies.c.id == id)
    return row and _emergency(rx, row)


def reviewed(tx, emergency: Emergency) -> bool:
    """Whether it was us who wrote it down first."""
    unread = (emergencies.c.id == emergency.id, emergencies.c.reviewed_at.is_(None))
    told = {name: getattr(emergency, name) for name in ("reviewed_at", "reviewed_by", "version")}
    return bool(tx.update(emergencies, *unread, **told))


def open_to(rx, coach_id, person_ids: Collection[str]) -> set[str]:
    """Of these, whose record this coach may look at for the moment."""
    mine = (emergencies.c.coach_id == coach_id, emergencies.c.expires_at > rx.now)
    return {row["person_id"] for row in rx.rows(emergencies, *mine, emergencies.c.person_id.in_(person_ids))}


def page(rx, *, is_reviewed: bool, cursor, limit):
    read = emergencies.c.reviewed_at
    where = read.is_not(None) if is_reviewed else read.is_(None)
    by = [emergencies.c.opened_at, emergencies.c.id]
    rows, following = rx.page(emergencies, where, by=by, after=cursor, limit=limit)
    return [_emergency(rx, row) for row in rows], following


def everyone(rx) -> list[Emergency]:
    """Those that still open something."""
    return [_emergency(rx, row) for row in rx.rows(emergencies, emergencies.c.expires_at > rx.now)]


def _emergency(rx, row) -> Emergency:
    why = rx.unseal(row["person_id"], row["why"], place=PLACE, row=row["id"])
    return Emergency(**{name: row[name] for name in FIELDS}, why=why)
