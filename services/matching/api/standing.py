"""Who is with us, away, gone; and what that asks of those who stay."""

from services.matching.actions import tidings as tell_them
from services.matching.actions.absences import pause_person, resume_person
from services.matching.actions.deaths import record_death, take_back_a_death
from services.matching.actions.departures import leave, list_reassignments
from services.matching.actions.handovers import has_one
from services.matching.actions.looking_again import what_to_look_at
from services.matching.api import standing_schemas as schemas
from services.matching.api.people import coaches, people
from services.matching.api.views import standing_view
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.idempotency import acts_once
from shared.web.paging import PageQuerySchema

reassignments = Blueprint("reassignments", __name__, url_prefix="/reassignments", description="Whose coach left")
look_again = Blueprint("look_again", __name__, url_prefix="/look-again", description="What we said we would look at")
tidings = Blueprint("tidings", __name__, url_prefix="/tidings", description="What is told by a person, not a message")
OFFICE = ("intake", "supervisor", "admin", "service")


@people.post("/<uuid:person_id>/pause")
@open_to("member", "coach", *OFFICE)
@acts_once
@people.arguments(schemas.AbsenceSchema)
@people.response(201, schemas.StandingSchema)
def pause(said, person_id):
    """Away for a while: places are kept, nobody is asked, and there is a day to look again."""
    with open_transaction() as tx:
        return standing_view(tx.actor, pause_person(tx, str(person_id), **said))


@people.post("/<uuid:person_id>/resumption")
@open_to("member", "coach", *OFFICE)
@acts_once
@people.response(201, schemas.StandingSchema)
def resume(person_id):
    """Back: what rested because of it goes on."""
    with open_transaction() as tx:
        return standing_view(tx.actor, resume_person(tx, str(person_id)))


@people.post("/<uuid:person_id>/death")
@open_to(*OFFICE)
@acts_once
@people.response(201, schemas.StandingSchema)
def died(person_id):
    """Somebody has died: everything stops at once, and those close to them are told by a person."""
    with open_transaction() as tx:
        return standing_view(tx.actor, record_death(tx, str(person_id)))


@people.delete("/<uuid:person_id>/death")
@open_to("supervisor", "admin", "service")
@people.response(200, schemas.StandingSchema)
def did_not_die(person_id):
    """It was a mistake. What ended stays ended."""
    with open_transaction() as tx:
        return standing_view(tx.actor, take_back_a_death(tx, str(person_id)))


@coaches.post("/<uuid:coach_id>/departure")
@open_to("supervisor", "admin", "service")
@acts_once
@coaches.arguments(schemas.DepartureSchema)
@coaches.response(201, schemas.StandingSchema)
def depart(said, coach_id):
    """A coach leaves, now or on a day ahead: each of their people is first in line for another."""
    with open_transaction() as tx:
        return standing_view(tx.actor, leave(tx, str(coach_id), **said))


@reassignments.get("")
@open_to(*OFFICE)
@reassignments.arguments(PageQuerySchema, location="query")
@reassignments.response(200, schemas.ReassignmentsSchema)
def list_those(asked):
    """Whose coach left, the longest waiting first."""
    with open_reading() as rx:
        found, following = list_reassignments(rx, **asked)
        noted = has_one(rx, [match.id for _, match in found if match])
        return {"items": [_reassignment(referral, match, noted) for referral, match in found], "next": following}


@look_again.get("")
@open_to(*OFFICE)
@look_again.arguments(schemas.LookAgainQuerySchema, location="query")
@look_again.response(200, schemas.DuesSchema)
def list_due(asked):
    """What rests or waits and was to be looked at again by then (now, unless you say)."""
    with open_reading() as rx:
        return {"items": what_to_look_at(rx, **asked), "next": None}


@tidings.get("")
@open_to(*OFFICE)
@tidings.arguments(schemas.TidingsQuerySchema, location="query")
@tidings.response(200, schemas.TidingsSchema)
def list_tidings(asked):
    """Whom somebody should tell, in person or by telephone."""
    with open_reading() as rx:
        found, following = tell_them.list_tidings(rx, **asked)
        return {"items": found, "next": following}


@tidings.post("/<uuid:tiding_id>/telling")
@open_to(*OFFICE)
@acts_once
@tidings.response(201, schemas.TidingSchema)
def told(tiding_id):
    """They have been told."""
    with open_transaction() as tx:
        return tell_them.tell(tx, str(tiding_id))


def _reassignment(referral, match, noted) -> dict:
    if match is None:
        return {"referral": referral, "has_handover": False}
    of_match = {"match_id": match.id, "coach_id": match.coach_id, "ends_at": match.ends_at}
    return {"referral": referral, "has_handover": match.id in noted, **of_match}
