from datetime import timedelta

from services.matching.actions.organisation import customs_of
from services.matching.domain.waiting import Targets, Waiting
from services.matching.store import offers, progress, referrals


def who_waits(rx, *, cursor, limit) -> tuple[list[Waiting], str | None]:
    """Everybody who has not met a coach yet, those who have waited longest first."""
    found, following = referrals.not_met_yet(rx, cursor=cursor, limit=limit)
    ids = [referral.id for referral in found]
    how_far, asked, targets = progress.of(rx, ids), offers.open_of(rx, ids), targets_of(rx)
    left, told = offers.still_to_ask(rx, ids), {"targets": targets, "now": rx.now}
    return [
        Waiting(referral=one, progress=how_far[one.id], offer=asked.get(one.id), still_to_ask=left[one.id], **told)
        for one in found
    ], following


def targets_of(rx) -> Targets:
    customs = customs_of(rx)
    return Targets(
        first_contact=timedelta(hours=customs.first_contact_hours),
        first_session=timedelta(hours=customs.first_session_hours),
    )
