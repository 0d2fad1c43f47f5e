"""For whoever has no phone: ten codes on a sheet of paper, or one read out at the desk."""

from services.notifications.domain.code import HOW_MANY, as_typed, lasts, letters, shown
from services.notifications.domain.person import CLOSED
from services.notifications.store import codes, people
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid, NotFound

NOT_THIS_ONE = "This code does not work. Each works once. Please ask at the desk for a new one."


def make_codes(tx, person_id, *, kind):
    """Shown this once. Those made before stop working: a lost sheet is replaced by asking for another."""
    tx.queue_for(f"codes:{person_id}")
    _check_known(tx, person_id)
    codes.take_back(tx, person_id, kind=kind)
    fresh, expires_at = [letters(kind) for _ in range(HOW_MANY[kind])], tx.now + lasts(kind)
    for code in fresh:
        codes.keep(tx, code, person_id=person_id, kind=kind, expires_at=expires_at)
    tx.audit(f"codes.{kind}", person_id=person_id)
    return {"kind": kind, "codes": [shown(code) for code in fresh], "expires_at": expires_at}


def count_codes(rx, person_id):
    _check_known(rx, person_id)
    return {"printed": codes.left(rx, person_id, kind="printed"), "spoken": codes.left(rx, person_id, kind="spoken")}


def redeem_code(desk: Desk, asker: Actor, *, code):
    """Whose it is. Nothing but the code says who that might be."""
    typed = as_typed(code)
    if (organisation := codes.organisation_of(desk, typed)) is None:
        raise _wrong()
    with transaction(desk, Actor(asker.person, asker.role, organisation)) as tx:
        person_id = codes.use(tx, typed)
        if person_id is None or people.reader(tx, person_id).state in CLOSED:
            raise _wrong()
        tx.audit("codes.used", person_id=person_id)
    return {"people": [{"person_id": person_id, "organisation": organisation}]}


def _check_known(rx, person_id) -> None:
    found = people.find(rx, person_id)
    if found is None or found["state"] in CLOSED:
        raise NotFound("We have no such person.")


def _wrong() -> Invalid:
    return Invalid(NOT_THIS_ONE, code="wrong_code", errors={"code": [NOT_THIS_ONE]})
