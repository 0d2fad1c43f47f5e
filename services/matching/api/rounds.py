from services.matching.actions import rounds as actions
from services.matching.api import rounds_schemas as schemas
from services.matching.domain.refusals import words_of
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.idempotency import acts_once

rounds = Blueprint("rounds", __name__, url_prefix="/rounds", description="The whole list at once")
WHO = ("supervisor", "admin", "service")


@rounds.post("")
@open_to(*WHO)
@acts_once
@rounds.arguments(schemas.RoundSchema)
@rounds.response(202, schemas.RoundViewSchema)
def begin(said):
    """Match everybody who waits, at once: worked out in the background, as a draft."""
    with open_transaction() as tx:
        return _round(actions.begin_round(tx, **said))


@rounds.get("")
@open_to(*WHO)
@rounds.arguments(schemas.RoundsQuerySchema, location="query")
@rounds.response(200, schemas.RoundsSchema)
def list_rounds(asked):
    """The newest rounds first."""
    with open_reading() as rx:
        return {"items": [_round(one) for one in actions.list_rounds(rx, **asked)], "next": None}


@rounds.get("/<uuid:round_id>")
@open_to(*WHO)
@rounds.arguments(schemas.RoundQuerySchema, location="query")
@rounds.response(200, schemas.RoundWithPairsSchema)
def see(asked, round_id):
    """How far it is; then the draft, with reasons and what changed against first come, first served."""
    with open_reading() as rx:
        round = actions.read_round(rx, str(round_id))
        told, following = actions.pairs_of(rx, round, **asked)
        return _round(round) | {"items": [_pair(one) for one in told], "next": following}


@rounds.delete("/<uuid:round_id>")
@open_to(*WHO)
@rounds.response(204)
def cancel(round_id):
    """Let go of it, also while it is being worked out. Nobody has been asked."""
    with open_transaction() as tx:
        actions.cancel_round(tx, str(round_id))


@rounds.patch("/<uuid:round_id>/pairs/<uuid:referral_id>")
@open_to(*WHO)
@rounds.arguments(schemas.PairChangeSchema)
@rounds.response(200, schemas.PairSchema)
def edit_pair(said, round_id, referral_id):
    """Somebody else for this person, or nobody this time. `If-Match` is the pair's version."""
    with open_transaction() as tx:
        pair = actions.edit_pair(tx, str(round_id), str(referral_id), **said, read_version=if_match())
        return _pair(actions.tell_pairs(tx, [pair])[0]), etag(pair.version)


@rounds.post("/<uuid:round_id>/publication")
@open_to(*WHO)
@acts_once
@rounds.response(201, schemas.RoundViewSchema)
def publish(round_id):
    """Ask the coaches. What arose meanwhile is told pair by pair, and never overwritten."""
    with open_transaction() as tx:
        return _round(actions.publish_round(tx, str(round_id)))


def _round(round) -> dict:
    return vars(round) | {"progress": {"done": round.done, "total": round.total}}


def _pair(told) -> dict:
    pair = told.pair
    conflict = pair.conflict and {"code": pair.conflict, "text": words_of(pair.conflict)}
    return vars(pair) | {
        "changed": pair.changed,
        "conflict": conflict,
        "reasons": told.reasons,
        "not_met": told.not_met,
    }
