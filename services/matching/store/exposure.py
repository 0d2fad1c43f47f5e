"""Who was shown or asked lately: at the places people really looked at, and by offers."""

import sqlalchemy as sa

from services.matching.domain.exposure import LATELY, Seen
from services.matching.store.tables import offers, positions, shortlists
from shared.db.columns import Instant
from shared.db.reading import prepared

OFFERED = 2


def seen_lately(rx, *, besides: str | None = None) -> dict[str, Seen]:
    """In how many other people's lists each coach was seen this week; being asked counts twice."""
    found: dict[str, Seen] = {}
    asked = {"since": rx.now - LATELY, "besides": besides or ""}
    for question, each in ((SHOWN, 1), (ASKED, OFFERED)):
        for coach_id, times, last in rx.ask(question, **asked):
            known = found.get(coach_id, Seen())
            found[coach_id] = Seen(known.times + each * times, max(last, known.last or last))
    return found


def _times(table: sa.Table, count: sa.ColumnElement[int], coach_id: sa.Column[str]) -> sa.Select:
    """For each coach how often since then, and when last."""
    others = table.c.referral_id != sa.bindparam("besides")
    seen = sa.select(coach_id, count, sa.func.max(table.c.made_at)).group_by(coach_id)
    return seen.where(table.c.made_at > sa.bindparam("since", type_=Instant), others)


_BOTH = positions.join(shortlists, positions.c.shortlist_id == shortlists.c.id)
_LISTS = _times(shortlists, sa.func.count(sa.distinct(shortlists.c.referral_id)), positions.c.coach_id)
SHOWN = prepared(_LISTS.select_from(_BOTH).where(positions.c.position <= shortlists.c.shown))
ASKED = prepared(_times(offers, sa.func.count(), offers.c.coach_id))
