"""Everything of which somebody said: look again then."""

from typing import NamedTuple

from services.matching.store import matches, people, referrals


class Due(NamedTuple):
    kind: str
    id: str
    member_id: str
    coach_id: str | None
    reason: str | None
    look_again_at: object


def what_to_look_at(rx, *, before=None, limit: int = 200) -> list[Due]:
    """Matches that rest, people who are away, requests we promised to come back to; the earliest first."""
    before = before or rx.now
    resting = [
        Due("match", one.id, one.member_id, one.coach_id, one.reason, one.until)
        for one in matches.to_look_at(rx, before=before, limit=limit)
    ]
    away = [
        Due("person", one.id, one.id, None, one.reason, one.until)
        for one in people.away(rx, before=before, limit=limit)
    ]
    waiting = [
        Due("referral", one.id, one.member_id, None, one.outcome, one.look_again_at)
        for one in referrals.to_look_at(rx, before=before, limit=limit)
    ]
    return sorted((*resting, *away, *waiting), key=lambda due: (due.look_again_at, due.id))[:limit]
