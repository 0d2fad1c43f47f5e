from services.matching.actions import handovers
from services.matching.actions.agreements import agree
from services.matching.actions.asking_anew import ask_for_another
from services.matching.actions.endings import plan_ending
from services.matching.api import life_schemas, schemas
from services.matching.api.matches import ANYBODY_INVOLVED, matches
from services.matching.api.views import match_view
from shared.web.auth import open_to
from shared.web.context import open_transaction
from shared.web.etag import etag, if_match
from shared.web.idempotency import acts_once


@matches.patch("/<uuid:match_id>")
@open_to(*ANYBODY_INVOLVED)
@matches.arguments(life_schemas.AgreementSchema)
@matches.response(200, life_schemas.MatchSchema)
def change(said, match_id):
    """How often and how the two meet, set together; what it weighs follows from that."""
    with open_transaction() as tx:
        match = agree(tx, str(match_id), read_version=if_match(), **said)
        return match_view(tx.actor, match), etag(match.version)


@matches.post("/<uuid:match_id>/planned-ending")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.arguments(life_schemas.PlannedEndingSchema)
@matches.response(201, life_schemas.MatchSchema)
def plan(said, match_id):
    """Say together when it ends; until then they go on meeting."""
    with open_transaction() as tx:
        return match_view(tx.actor, plan_ending(tx, str(match_id), **said))


@matches.delete("/<uuid:match_id>/planned-ending")
@open_to(*ANYBODY_INVOLVED)
@matches.response(200, life_schemas.MatchSchema)
def unplan(match_id):
    """Go on after all."""
    with open_transaction() as tx:
        return match_view(tx.actor, plan_ending(tx, str(match_id), ends_at=None))


@matches.post("/<uuid:match_id>/rematch")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.arguments(life_schemas.RematchSchema)
@matches.response(201, schemas.ReferralViewSchema)
def rematch(said, match_id):
    """Ask for another coach. No reason is asked; answers with the new request."""
    with open_transaction() as tx:
        return ask_for_another(tx, str(match_id), **said)


@matches.put("/<uuid:match_id>/handover")
@open_to("coach", "intake", "supervisor", "admin", "service")
@matches.arguments(life_schemas.HandoverSchema)
@matches.response(200, life_schemas.HandoverSchema)
def write_handover(said, match_id):
    """Write, with the person, what whoever comes next should know. It is handed on only once they agree."""
    with open_transaction() as tx:
        return handovers.write(tx, str(match_id), **said)


@matches.get("/<uuid:match_id>/handover")
@open_to(*ANYBODY_INVOLVED)
@matches.response(200, life_schemas.HandoverSchema)
def read_handover(match_id):
    """The note: for the two themselves, and, once agreed to, for staff and the next coach."""
    with open_transaction() as tx:
        return handovers.read(tx, str(match_id))


@matches.post("/<uuid:match_id>/handover/agreement")
@open_to(*ANYBODY_INVOLVED)
@acts_once
@matches.arguments(life_schemas.HandoverAgreementSchema)
@matches.response(201, life_schemas.HandoverSchema)
def agree_to_handover(said, match_id):
    """Agree that the note is handed on, or take that back."""
    with open_transaction() as tx:
        return handovers.agree(tx, str(match_id), **said)
