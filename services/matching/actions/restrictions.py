"""Not to this one, not for that, not this: asked for by the person, and standing above every consent (42 CFR 2.26)."""

from services.matching.actions.standing import known_person
from services.matching.domain.consent import Restriction
from services.matching.store import consents, disclosures
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import new_id

NONE_SUCH = "We have no such wish."
WHAT = "Please say to whom, what for, or what (recipient_id, purpose, data_class)."


def restrict(tx, person_id, *, recipient_id=None, purpose=None, data_class=None, words=None) -> Restriction:
    known_person(tx, person_id)
    what = {"recipient_id": recipient_id, "purpose": purpose, "data_class": data_class}
    if not any(what.values()):
        raise Invalid(WHAT, errors={name: [WHAT] for name in what})
    made = {"made_at": tx.now, "made_by": tx.actor.person}
    restriction = Restriction(id=new_id(), person_id=person_id, words=words, **what, **made)
    consents.restrict(tx, restriction)
    tx.audit("restrict", person_id=person_id, purpose=purpose)
    return restriction


def lift(tx, person_id, restriction_id) -> None:
    known_person(tx, person_id)
    if restriction_id not in {one.id for one in consents.restrictions_of(tx, person_id)}:
        raise NotFound(NONE_SUCH)
    consents.lift(tx, restriction_id)
    tx.audit("lift_restriction", person_id=person_id)


def list_restrictions(rx, person_id) -> list[Restriction]:
    known_person(rx, person_id)
    return consents.restrictions_of(rx, person_id)


def refuse_legal_request(tx, *, kind, received_at=None, person_id=None, note=None) -> dict:
    """A subpoena, an order, a call from probation: written down, and answered with no by whoever stands there.

    Whether we know the person is not said; what a court really orders goes to a lawyer.
    """
    known = {"person_id": known_person(tx, person_id).id} if person_id else {"person_id": None}
    said = {"id": new_id(), "kind": kind, "received_at": received_at or tx.now}
    disclosures.keep_legal_request(tx, **said, **known, note=note)
    tx.audit("refuse_legal_request", person_id=person_id, purpose=kind)
    return said | {"state": "refused"}
