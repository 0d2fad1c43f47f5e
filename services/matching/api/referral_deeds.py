from services.matching.actions.searching import record_what_happens_next
from services.matching.actions.withdrawals import withdraw_referral
from services.matching.api import referral_schemas, schemas
from services.matching.api.referrals import referrals
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.idempotency import acts_once


@referrals.post("/<uuid:referral_id>/withdrawal")
@open_to("member", "intake", "supervisor", "admin", "service")
@acts_once
@referrals.arguments(referral_schemas.WithdrawalSchema)
@referrals.response(201, schemas.ReferralViewSchema)
def withdraw(said, referral_id):
    """Close a request before anyone said yes. Nobody has to say why; the door stays open."""
    with open_transaction() as tx:
        return withdraw_referral(tx, str(referral_id), **said)


@referrals.post("/<uuid:referral_id>/search")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@referrals.arguments(referral_schemas.SearchSchema)
@referrals.response(201, schemas.ReferralViewSchema)
def look_on(said, referral_id):
    """We haven't found the right person yet: write down what happens next, and when we look again."""
    with open_transaction() as tx:
        return record_what_happens_next(tx, str(referral_id), **said)
