from datetime import timedelta

from services.matching.actions.choices import look_on
from services.matching.actions.need_to_know import known_referral
from services.matching.domain.referral import Referral
from services.matching.domain.refusals import refusal
from shared.kernel.errors import Invalid

USUALLY_WITHIN = timedelta(days=1)
PASSED = "That day has passed."


def record_what_happens_next(tx, referral_id, *, next_steps, look_again_at=None) -> Referral:
    """We haven't found the right person yet. Never without a next step, nor without a day to look again."""
    if look_again_at and look_again_at <= tx.now:
        raise Invalid(PASSED, errors={"look_again_at": [PASSED]})
    referral = known_referral(tx, referral_id)
    if referral.state == "offered":
        raise refusal("asked_already")
    return look_on(tx, referral, next_steps=next_steps, look_again_at=look_again_at or tx.now + USUALLY_WITHIN)
