from services.matching.actions import offers as actions
from services.matching.actions.withdrawals import withdraw_offer
from services.matching.api import life_schemas as schemas
from services.matching.api.views import offer_views
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once

offers = Blueprint("offers", __name__, url_prefix="/offers", description="One coach, asked")


@offers.get("")
@open_to("coach", "intake", "supervisor", "admin", "service")
@offers.arguments(schemas.OffersQuerySchema, location="query")
@offers.response(200, schemas.OffersSchema)
def list_offers(asked):
    """List offers; a coach sees their own. Nobody is named in them."""
    with open_reading() as rx:
        found, following = actions.list_offers(rx, **asked)
        return {"items": offer_views(rx, found), "next": following}


@offers.get("/<uuid:offer_id>")
@open_to("coach", "intake", "supervisor", "admin", "service")
@offers.response(200, schemas.OfferSchema)
def see(offer_id):
    """One offer."""
    with open_reading() as rx:
        return offer_views(rx, [actions.read_offer(rx, str(offer_id))])[0]


@offers.post("/<uuid:offer_id>/acceptance")
@open_to("coach", "intake", "supervisor", "admin", "service")
@acts_once
@offers.arguments(schemas.AcceptanceSchema)
@offers.response(201, schemas.OfferSchema)
def accept(said, offer_id):
    """Say yes, or pass on a coach's spoken yes. From now on the two know who they are."""
    with open_transaction() as tx:
        return offer_views(tx, [actions.accept_offer(tx, str(offer_id), **said)])[0]


@offers.post("/<uuid:offer_id>/decline")
@open_to("coach", "intake", "supervisor", "admin", "service")
@acts_once
@offers.arguments(schemas.DeclineSchema)
@offers.response(201, schemas.OfferSchema)
def decline(said, offer_id):
    """Say not this time. No reason is needed; the next choice is asked."""
    with open_transaction() as tx:
        return offer_views(tx, [actions.decline_offer(tx, str(offer_id), **said)])[0]


@offers.post("/<uuid:offer_id>/withdrawal")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@offers.arguments(schemas.OfferWithdrawalSchema)
@offers.response(201, schemas.OfferSchema)
def withdraw(said, offer_id):
    """Take the question back; the next choice is asked, or the person chooses anew."""
    with open_transaction() as tx:
        return offer_views(tx, [withdraw_offer(tx, str(offer_id), **said)])[0]
