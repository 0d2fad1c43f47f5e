from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.matching.domain.match import Match
from services.matching.store.tables_beside import handovers

PLACE = "handovers.note"


@dataclass(frozen=True, kw_only=True)
class Handover:
    match_id: str
    note: str | None
    written_at: datetime
    agreed_at: datetime | None
    agreed_how: str | None


def write(tx, match: Match, *, note: str) -> None:
    """Sealed with the person's own key. What stood there before is gone, and so is what was agreed to."""
    sealed = tx.seal(match.member_id, note, place=PLACE, row=match.id)
    said = {"note": sealed, "written_at": tx.now, "written_by": tx.actor.person, "agreed_at": None, "agreed_how": None}
    if not tx.insert_if_absent(handovers, match_id=match.id, member_id=match.member_id, **said):
        tx.update(handovers, handovers.c.match_id == match.id, **said)


def agree(tx, match_id, *, at, how) -> None:
    tx.update(handovers, handovers.c.match_id == match_id, agreed_at=at, agreed_how=how if at else None)


def find(rx, match_id) -> Handover | None:
    row = rx.row(handovers, handovers.c.match_id == match_id)
    if row is None:
        return None
    note = rx.unseal(row["member_id"], row["note"], place=PLACE, row=match_id)
    parts = {name: row[name] for name in ("match_id", "written_at", "agreed_at", "agreed_how")}
    return Handover(**parts, note=note)


def agreed_among(rx, match_ids: Sequence[str]) -> set[str]:
    where = (handovers.c.match_id.in_(match_ids), handovers.c.agreed_at.is_not(None))
    return {row["match_id"] for row in rx.rows(handovers, *where)}
