"""What was shown to whom, where, by which weights, and where the points alone would have put them: ids only."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from services.matching.domain.exposure import Place
from services.matching.store.tables import positions, shortlists
from shared.db.reading import prepared
from shared.kernel.ids import new_id

NEWEST = prepared(
    sa.select(shortlists)
    .where(shortlists.c.referral_id == sa.bindparam("referral_id", type_=shortlists.c.referral_id.type))
    .order_by(shortlists.c.made_at.desc(), shortlists.c.id.desc())
    .limit(1)
)


def snapshot(tx, *, referral_id, places: Sequence[Place], weights_version, considered, shown) -> str:
    """The newest one again, as long as it still says the same."""
    if newest := _newest_like(tx, referral_id, places, weights_version):
        more = {"shown": max(shown, newest["shown"]), "considered": considered}
        tx.update(shortlists, shortlists.c.id == newest["id"], **more)
        return newest["id"]
    made = {"id": new_id(), "referral_id": referral_id, "made_at": tx.now}
    tx.insert(shortlists, **made, weights_version=weights_version, considered=considered, shown=shown)
    tx.insert_many(positions, [{"shortlist_id": made["id"], **asdict(place)} for place in places])
    return made["id"]


def kept_already(rx, *, referral_id, places: Sequence[Place], weights_version, considered, shown) -> str | None:
    """The newest one, where it says all of this: looked at again, nothing is to be written."""
    newest = _newest_like(rx, referral_id, places, weights_version)
    return newest["id"] if newest and newest["shown"] >= shown and newest["considered"] == considered else None


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


def recent_requests(rx, *, most) -> list[str]:
    """Whose lists were looked at last."""
    last = sa.func.max(shortlists.c.made_at).label("last")
    looked_at = sa.select(shortlists.c.referral_id, last).group_by(shortlists.c.referral_id)
    found = rx.query(looked_at.order_by(last.desc(), shortlists.c.referral_id).limit(most))
    return [row["referral_id"] for row in found]


def _newest_like(rx, referral_id, places: Sequence[Place], weights_version):
    newest = next(iter(rx.ask_rows(NEWEST, referral_id=referral_id)), None)
    if newest is None or newest["weights_version"] != weights_version:
        return None
    return newest if coaches_in(rx, newest["id"]) == [place.coach_id for place in places] else None
