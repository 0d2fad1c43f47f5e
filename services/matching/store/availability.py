from collections.abc import Sequence

from services.matching.domain.openings import Openings
from services.matching.store.tables import availability

CHUNK = 500


def keep(tx, *, coach_id, version, **told) -> bool:
    """Whether this was news."""
    row = {"version": version, **told}
    newer = tx.update(availability, availability.c.coach_id == coach_id, availability.c.version < version, **row)
    return bool(newer) or tx.insert_if_absent(availability, coach_id=coach_id, **row)


def openings_of(rx, coach_ids: Sequence[str]) -> dict[str, Openings]:
    found = {}
    for start in range(0, len(coach_ids), CHUNK):
        known = availability.c.coach_id.in_(coach_ids[start : start + CHUNK])
        found |= {row["coach_id"]: opening_of(row) for row in rx.rows(availability, known)}
    return found


def opening_of(row) -> Openings:
    return Openings.read(from_=row["from_at"], starts=row["starts"], min_notice_minutes=row["min_notice_minutes"])
