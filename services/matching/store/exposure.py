"""Who was shown or asked lately: at the places people really looked at, and by offers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.matching.domain.exposure import LATELY, Seen
from services.matching.store.tables import offers, positions, shortlists

OFFERED = 2


def seen_lately(rx, *, besides: str | None = None) -> dict[str, Seen]:
    """In how many other people's lists each coach was seen this week; being asked counts twice."""
    found: dict[str, Seen] = {}
    for row, times in [*((row, 1) for row in _shown(rx, besides)), *((row, OFFERED) for row in _asked(rx, besides))]:
        known = found.get(row["coach_id"], Seen())
        found[row["coach_id"]] = Seen(known.times + times * row["times"], _later(known.last, row["last"]))
    return found


def _shown(rx, besides) -> Iterable[Mapping[str, Any]]:
    joined = positions.join(shortlists, positions.c.shortlist_id == shortlists.c.id)
    times = sa.func.count(sa.distinct(shortlists.c.referral_id)).label("times")
    last = sa.func.max(shortlists.c.made_at).label("last")
    seen = sa.select(positions.c.coach_id, times, last).select_from(joined)
    looked_at = (shortlists.c.made_at > rx.now - LATELY, positions.c.position <= shortlists.c.shown)
    return rx.query(seen.where(*looked_at, *_not(shortlists, besides)).group_by(positions.c.coach_id))


def _asked(rx, besides) -> Iterable[Mapping[str, Any]]:
    times, last = sa.func.count().label("times"), sa.func.max(offers.c.made_at).label("last")
    asked = sa.select(offers.c.coach_id, times, last).where(offers.c.made_at > rx.now - LATELY)
    return rx.query(asked.where(*_not(offers, besides)).group_by(offers.c.coach_id))


def _not(table, besides) -> list[sa.ColumnElement[bool]]:
    return [table.c.referral_id != besides] if besides else []


def _later(one: datetime | None, other: datetime) -> datetime:
    return max(one, other) if one else other
