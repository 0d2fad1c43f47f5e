"""What was shown to whom, at which position, by which weights: ids only."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from services.matching.store.tables import positions, shortlists
from shared.kernel.ids import new_id

LATELY = timedelta(days=7)


def snapshot(tx, *, referral_id, coach_ids: Sequence[str], weights_version, considered, shown) -> str:
    """The newest one again, as long as it still says the same."""
    newest = _newest(tx, referral_id)
    if newest and newest["weights_version"] == weights_version and coaches_in(tx, newest["id"]) == list(coach_ids):
        more = {"shown": max(shown, newest["shown"]), "considered": considered}
        tx.update(shortlists, shortlists.c.id == newest["id"], **more)
        return newest["id"]
    made = {"id": new_id(), "referral_id": referral_id, "made_at": tx.now}
    tx.insert(shortlists, **made, weights_version=weights_version, considered=considered, shown=shown)
    rows = [{"position": place, "coach_id": id} for place, id in enumerate(coach_ids, start=1)]
    tx.insert_many(positions, [row | {"shortlist_id": made["id"]} for row in rows])
    return made["id"]


def find(rx, shortlist_id):
    return rx.row(shortlists, shortlists.c.id == shortlist_id)


def coaches_in(rx, shortlist_id) -> list[str]:
    rows = rx.rows(positions, positions.c.shortlist_id == shortlist_id, order_by=[positions.c.position])
    return [row["coach_id"] for row in rows]


def coaches_shown_for(rx, referral_ids: Sequence[str]) -> set[str]:
    """Whom people of these requests have been able to look at."""
    joined = positions.join(shortlists, positions.c.shortlist_id == shortlists.c.id)
    shown = sa.select(positions.c.coach_id).select_from(joined)
    return {row["coach_id"] for row in rx.query(shown.where(shortlists.c.referral_id.in_(referral_ids)))}


def shown_lately(rx, *, besides) -> dict[str, int]:
    """In how many other people's shortlists each coach was seen this week."""
    joined = positions.join(shortlists, positions.c.shortlist_id == shortlists.c.id)
    times = sa.func.count(sa.distinct(shortlists.c.referral_id)).label("times")
    seen = sa.select(positions.c.coach_id, times).select_from(joined)
    lately = seen.where(
        shortlists.c.made_at > rx.now - LATELY,
        shortlists.c.referral_id != besides,
        positions.c.position <= shortlists.c.shown,
    )
    return {row["coach_id"]: row["times"] for row in rx.query(lately.group_by(positions.c.coach_id))}


def _newest(rx, referral_id):
    by = [shortlists.c.made_at.desc(), shortlists.c.id.desc()]
    return next(iter(rx.rows(shortlists, shortlists.c.referral_id == referral_id, order_by=by, limit=1)), None)
