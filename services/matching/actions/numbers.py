"""How people came: what of the weekly numbers stands here alone, for it travels in no event."""

from collections import defaultdict
from typing import Any

from services.matching.actions.organisation import customs_of
from services.matching.domain.referral import Referral
from services.matching.store import people, referrals
from shared.contracts.vocabulary import codes_of
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.small_cells import Number, hide_small
from shared.kernel.weeks import Week, read_week, week_of

MOST = 200
CAME = "came"
SOURCES = codes_of("source")
NO_PART = "Nobody is counted under this."
DEFINITIONS = {CAME: "People who became ready in the week for a first coach, by how they came to us."}


def weekly_numbers(rx, *, week: str | None, time_zone: str | None, hide_below: int) -> dict[str, Any]:
    """Of one week, counted anew. Who sent whom is told only where it points at nobody."""
    asked = _week(rx, week, time_zone)
    counted = [Number(CAME, source, len(own)) for source, own in sorted(_by_source(rx, asked).items())]
    items = [
        {"measure": each.measure, "part": each.part, "value": each.value, "hidden": each.hidden, "has_list": True}
        for each in hide_small(counted, below=hide_below)
    ]
    span = {"week": str(asked), "from": asked.first, "to": asked.last, "time_zone": asked.zone}
    return span | {"hidden_below": hide_below, "items": items, "definitions": DEFINITIONS}


def list_behind(tx, measure: str, *, part: str | None, week: str | None, time_zone: str | None) -> dict[str, Any]:
    """Also behind one that is too small to show: to these people it points at nobody they could not see.

    Whoever was forgotten since is counted, and looked at no more.
    """
    if measure != CAME:
        raise NotFound("There is no list behind this number.")
    if part not in (None, *SOURCES):
        raise Invalid(NO_PART, errors={"part": [NO_PART]})
    asked = _week(tx, week, time_zone)
    came = [one for source, own in _by_source(tx, asked).items() if part in (None, source) for one in own.values()]
    gone = people.erased_among(tx, [one.member_id for one in came])
    shown = [one for one in came if one.member_id not in gone][:MOST]
    tx.audit_each("read_request", [one.member_id for one in shown])
    items = [{"kind": "referral", "id": one.id, "person_id": one.member_id, "at": one.ready_from} for one in shown]
    return {"week": str(asked), "measure": measure, "part": part, "items": items, "lines": len(came)}


def _week(rx, week: str | None, time_zone: str | None) -> Week:
    zone = time_zone or customs_of(rx).time_zone
    return read_week(week, zone) if week else week_of(rx.now, zone)


def _by_source(rx, week: Week) -> dict[str, dict[str, Referral]]:
    """Each person once, by their first request of the week."""
    found: dict[str, dict[str, Referral]] = defaultdict(dict)
    seen: set[str] = set()
    for referral in referrals.new_between(rx, week.first, week.last):
        if referral.member_id not in seen:
            found[referral.source][referral.member_id] = referral
            seen.add(referral.member_id)
    return found
