from services.matching.actions import people as actions
from services.matching.actions.lookup import who_may_it_be
from services.matching.api import people_schemas as schemas
from services.matching.api.views import coach_view, person_view
from shared.web.app import Blueprint
from shared.web.auth import open_to
from shared.web.context import open_reading, open_transaction
from shared.web.etag import etag, if_match
from shared.web.idempotency import acts_once

members = Blueprint("members", __name__, url_prefix="/members", description="People who look for a coach")
coaches = Blueprint("coaches", __name__, url_prefix="/coaches", description="People who walk with them")
staff = Blueprint("staff", __name__, url_prefix="/staff", description="People who make it possible")
people = Blueprint("people", __name__, url_prefix="/people", description="Names, for those who need to know them")


@members.post("")
@open_to("intake", "supervisor", "admin", "service")
@acts_once
@members.arguments(schemas.MemberSchema)
@members.response(201, schemas.MemberViewSchema)
def register_member(said):
    """Register a person; a name to use is enough."""
    with open_transaction() as tx:
        person = actions.register(tx, kind="member", said=said)
        return person_view(tx.actor, person), etag(person.version)


@members.get("/<uuid:member_id>")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@members.response(200, schemas.MemberViewSchema)
def see_member(member_id):
    """What a person said; to their coach, what they let be shown."""
    with open_transaction() as tx:
        person = actions.read_member(tx, str(member_id))
        return person_view(tx.actor, person), etag(person.version)


@members.patch("/<uuid:member_id>")
@open_to("member", "intake", "supervisor", "admin", "service")
@members.arguments(schemas.MemberChangeSchema)
@members.response(200, schemas.MemberViewSchema)
def change_member(said, member_id):
    """Change what a person said (merge patch)."""
    with open_transaction() as tx:
        person = actions.change_member(tx, str(member_id), said=said, read_version=if_match())
        return person_view(tx.actor, person), etag(person.version)


@coaches.post("")
@open_to("supervisor", "admin", "service")
@acts_once
@coaches.arguments(schemas.CoachSchema)
@coaches.response(201, schemas.CoachViewSchema)
def register_coach(said):
    """Register a coach. Nothing of them is shown until they say so."""
    with open_transaction() as tx:
        person = actions.register(tx, kind="coach", said=said)
        return coach_view(tx.actor, person, load=0.0), etag(person.version)


@coaches.get("")
@open_to("intake", "supervisor", "admin", "service")
@coaches.arguments(schemas.CoachesQuerySchema, location="query")
@coaches.response(200, schemas.CoachesSchema)
def list_coaches(asked):
    """List coaches; by `external_id`, the one of that number."""
    with open_reading() as rx:
        found, following = actions.list_coaches(rx, **asked)
        loads = actions.loads_of(rx, found)
        items = [coach_view(rx.actor, person, load=loads.get(person.id, 0.0)) for person in found]
        return {"items": items, "next": following}


@coaches.get("/<uuid:coach_id>")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@coaches.response(200, schemas.CoachViewSchema)
def see_coach(coach_id):
    """A coach; to a member, what this coach shows."""
    with open_reading() as rx:
        person = actions.read_coach(rx, str(coach_id))
        load = actions.loads_of(rx, [person]).get(person.id, 0.0)
        return coach_view(rx.actor, person, load=load), etag(person.version)


@coaches.patch("/<uuid:coach_id>")
@open_to("coach", "supervisor", "admin", "service")
@coaches.arguments(schemas.CoachChangeSchema)
@coaches.response(200, schemas.CoachViewSchema)
def change_coach(said, coach_id):
    """Change what a coach said (merge patch); the limit and the pause among it, at any time."""
    with open_transaction() as tx:
        person = actions.change_coach(tx, str(coach_id), said=said, read_version=if_match())
        load = actions.loads_of(tx, [person]).get(person.id, 0.0)
        return coach_view(tx.actor, person, load=load), etag(person.version)


@staff.post("")
@open_to("admin", "service")
@acts_once
@staff.arguments(schemas.StaffSchema)
@staff.response(201, schemas.StaffViewSchema)
def register_staff(said):
    """Register somebody of the staff, so that others know whom they speak with."""
    with open_transaction() as tx:
        person = actions.register(tx, kind="staff", said=said)
        return {"id": person.id, "version": person.version, **person.said}, etag(person.version)


@people.post("/lookup")
@open_to("intake", "supervisor", "admin", "service")
@people.arguments(schemas.LookupQuerySchema)
@people.response(200, schemas.LookupSchema)
def look_up(asked):
    """Who this may be, if we know them already; the likeliest first."""
    with open_transaction() as tx:
        return {"items": [_likely(one) for one in who_may_it_be(tx, **asked)], "next": None}


@people.post("/names")
@open_to("member", "coach", "intake", "supervisor", "admin", "service")
@people.arguments(schemas.NamesQuerySchema)
@people.response(200, schemas.NamesSchema)
def names(asked):
    """The names of those the asker may know, each noted; the others are left out."""
    with open_transaction() as tx:
        return {"items": actions.names_of(tx, **asked), "next": None}


def _likely(one) -> dict:
    parts = {name: getattr(one.person, name) for name in ("id", "name", "kinds", "state")}
    return parts | {"likeness": one.likeness, "is_waiting": one.is_waiting}
