from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.matching.actions.ranking import order_for
from services.matching.domain.exposure import ONE_LOOK
from services.matching.domain.referral import Referral
from services.matching.domain.tiers import changed, points_of
from services.matching.domain.weights import DEFAULT, VERSION, Weights
from services.matching.index.ranking import Standing
from services.matching.store import referrals, shortlists
from services.matching.store import weights as store
from shared.kernel.errors import PreconditionFailed

RECENT = 10


@dataclass(frozen=True)
class Moved:
    """One coach on one list: places and points by the weights in use, and by those that are tried."""

    coach_id: str
    before: int | None
    after: int | None
    points_before: float | None
    points_after: float | None


@dataclass(frozen=True)
class Tried:
    """What other weights would do to one recent list."""

    referral_id: str
    items: list[Moved]
    same_first: bool


def weights_in_use(rx) -> Weights:
    version, points = store.newest(rx)
    return changed(DEFAULT, points, version=_named(version)) if points else DEFAULT


def read_weights(rx) -> tuple[Weights, int]:
    return weights_in_use(rx), store.newest(rx)[0]


def change_weights(tx, *, said: Mapping[str, Any], read_version: int) -> tuple[Weights, int]:
    """Within the tiers; the older version is kept, for lists were made by it."""
    version, _ = store.newest(tx)
    if version != read_version:
        raise PreconditionFailed("Somebody else changed this meanwhile. Please read it again.")
    now = changed(weights_in_use(tx), said, version=_named(version + 1))
    store.keep(tx, points=points_of(now), version=version + 1)
    tx.audit("change weights")
    return now, version + 1


def try_weights(rx, *, said: Mapping[str, Any]) -> list[Tried]:
    """What they would do to the ten lists looked at last, as they would be made now."""
    now = weights_in_use(rx)
    tried = changed(now, said, version="tried")
    recent = referrals.those(rx, ids := shortlists.recent_requests(rx, most=RECENT))
    return [_tried(rx, recent[id], now, tried) for id in ids]


def _tried(rx, referral: Referral, now: Weights, tried: Weights) -> Tried:
    before, after = (order_for(rx, referral, weights=each, limit=ONE_LOOK) for each in (now, tried))
    places = [{one.coach_id: (place, one) for place, one in enumerate(each, start=1)} for each in (before, after)]
    ids = dict.fromkeys(one.coach_id for one in (*after, *before))
    same_first = [one.coach_id for one in before[:1]] == [one.coach_id for one in after[:1]]
    return Tried(referral.id, [_moved(id, *(each.get(id) for each in places)) for id in ids], same_first)


def _moved(coach_id, before: tuple[int, Standing] | None, after: tuple[int, Standing] | None) -> Moved:
    was, then = before or (None, None), after or (None, None)
    return Moved(coach_id, was[0], then[0], was[1] and was[1].points, then[1] and then[1].points)


def _named(version: int) -> str:
    """What a list says it was made by: what we shipped, and how often it was changed since."""
    return VERSION if version == 1 else f"{VERSION}+{version - 1}"
