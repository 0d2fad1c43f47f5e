from services.matching.actions import referrals as actions
from services.matching.actions.apart import keep_two_apart
from services.matching.actions.choices import choose
from services.matching.actions.shortlists import keep_shortlist, kept_already, make_shortlist
from services.matching.api import schemas
from shared.kernel.errors import Forbidden
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.idempotency import acts_once

referrals = Blueprint("referrals", __name__, url_prefix="/referrals", description="Requests for a coach")
never_matches = Blueprint("never_matches", __name__, url_prefix="/never-matches", description="Keep apart")


@referrals.post("")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@referrals.arguments(schemas.ReferralSchema)
@referrals.response(201, schemas.ReferralViewSchema)
def file(said):
    """File a request for a coach."""
    with open_transaction() as tx:
        return actions.file_referral(tx, **said)


@referrals.get("")
@open_to("member", "intake", "supervisor", "admin", "service")
@referrals.arguments(schemas.ReferralsQuerySchema, location="query")
@referrals.response(200, schemas.ReferralsSchema)
def list_referrals(asked):
    """List requests, the longest waiting first; a member sees their own."""
    with open_reading() as rx:
        found, following = actions.list_referrals(rx, **asked)
        return {"items": found, "next": following}


@referrals.get("/<uuid:referral_id>")
@open_to("member", "intake", "supervisor", "admin", "service")
@referrals.response(200, schemas.ReferralViewSchema)
def see(referral_id):
    """One request."""
    with open_transaction() as tx:
        referral = actions.read_referral(tx, str(referral_id))
        return vars(referral) | actions.details_of(tx, referral), etag(referral.version)


@referrals.patch("/<uuid:referral_id>")
@open_to("intake", "supervisor", "admin", "service")
@referrals.arguments(schemas.ReferralChangeSchema)
@referrals.response(200, schemas.ReferralViewSchema)
def change(said, referral_id):
    """Change how soon, from when, or where the person is now (merge patch)."""
    with open_transaction() as tx:
        referral = actions.change_referral(tx, str(referral_id), said=said, read_version=if_match())
        return vars(referral) | actions.details_of(tx, referral), etag(referral.version)


@referrals.get("/<uuid:referral_id>/shortlist")
@open_to("member", "intake", "supervisor", "admin", "service")
@referrals.arguments(schemas.ShortlistQuerySchema, location="query")
@referrals.response(200, schemas.ShortlistSchema)
def shortlist(asked, referral_id):
    """Who could walk with this person, with reasons, and why others are not shown."""
    is_explained = bool(asked.pop("explain", None))
    with open_reading() as rx:
        if is_explained and rx.actor.role not in ("supervisor", "admin"):
            raise Forbidden("How the points fall is for supervisors.")
        found = make_shortlist(rx, str(referral_id), **asked)
        kept = kept_already(rx, found, limit=asked["limit"])
    if kept is None:
        with open_transaction() as tx:
            kept = keep_shortlist(tx, found, limit=asked["limit"])
    return _shortlist(kept, found, is_explained)


@referrals.post("/<uuid:referral_id>/choices")
@open_to("member", "intake", "supervisor", "admin", "service")
@acts_once
@referrals.arguments(schemas.ChoicesSchema)
@referrals.response(201, schemas.ReferralViewSchema)
def make_choices(said, referral_id):
    """Choose coaches in order; the first is asked."""
    with open_transaction() as tx:
        return choose(tx, str(referral_id), **said)


@never_matches.post("")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@never_matches.arguments(schemas.NeverMatchSchema)
@never_matches.response(201, schemas.NeverMatchViewSchema)
def keep_apart(said):
    """Keep two people apart, for good."""
    with open_transaction() as tx:
        return keep_two_apart(tx, **said)


def _shortlist(shortlist_id, found, is_explained) -> dict:
    items = [_suggestion(one, is_explained) for one in found.items]
    away = [_not_shown(why, text) for why, text in found.not_shown]
    told = {"shortlist_id": shortlist_id, "items": items, "considered": found.considered}
    return told | {"not_shown": away, "next": None}


def _suggestion(one, is_explained) -> dict:
    told = {"coach_id": one.ranked.coach.id, "position": one.position, "first_opening": one.ranked.first_opening}
    told |= {"reasons": one.reasons, "not_met": one.not_met}
    return told | ({"terms": one.ranked.terms, "points": one.ranked.points} if is_explained else {})


def _not_shown(why, text) -> dict:
    told = {"constraint": why.constraint.name, "about": why.constraint.about, "text": text}
    return told | {"count": why.count, "would_open": why.would_open}
