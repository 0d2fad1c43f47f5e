from services.matching.actions import matches as actions
from services.matching.actions.endings import end_match
from services.matching.api import life_schemas as schemas
from services.matching.api.views import match_view
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag
from shared.web.idempotency import acts_once

matches = Blueprint("matches", __name__, url_prefix="/matches", description="Two people who walk together")
ANYBODY_INVOLVED = ("member", "coach", "intake", "supervisor", "admin", "service")


@matches.get("")
@open_to(*ANYBODY_INVOLVED)
@matches.arguments(schemas.MatchesQuerySchema, location="query")
@matches.response(200, schemas.MatchesSchema)
def list_matches(asked):
    """List matches; coaches and members see their own."""
    with open_reading() as rx:
        found, following = actions.list_matches(rx, **asked)
        return {"items": [match_view(rx.actor, match) for match in found], "next": following}


@matches.get("/<uuid:match_id>")
@open_to(*ANYBODY_INVOLVED)
@matches.response(200, schemas.MatchSchema)
def see(match_id):
    """One match."""
    with open_reading() as rx:
        match = actions.read_match(rx, str(match_id))
        return match_view(rx.actor, match), etag(match.version)


@matches.post("/<uuid:match_id>/ending")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.arguments(schemas.EndingSchema)
@matches.response(201, schemas.MatchSchema)
def end(said, match_id):
    """End it. Nobody has to say why, and the other hears no reason."""
    with open_transaction() as tx:
        return match_view(tx.actor, end_match(tx, str(match_id), **said))


@matches.post("/<uuid:match_id>/pause")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.arguments(schemas.PauseSchema)
@matches.response(201, schemas.MatchSchema)
def pause(said, match_id):
    """Let it rest, with a day to look again. The place is kept."""
    with open_transaction() as tx:
        return match_view(tx.actor, actions.pause_match(tx, str(match_id), **said))


@matches.post("/<uuid:match_id>/resumption")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.response(201, schemas.MatchSchema)
def resume(match_id):
    """Go on after a pause."""
    with open_transaction() as tx:
        return match_view(tx.actor, actions.resume_match(tx, str(match_id)))


@matches.post("/<uuid:match_id>/acquaintance")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.response(201, schemas.MatchSchema)
def undo(match_id):
    """We know each other: undone, kept apart, the next choice asked. In the first seven days."""
    with open_transaction() as tx:
        return match_view(tx.actor, actions.undo_match(tx, str(match_id)))
