"""Who has this address in hand? Asked by the portal; answered alike whether anybody is known there or not."""

from datetime import datetime, timedelta

from services.notifications.domain.code import IN_A_DAY, LASTS, MOST, MOST_TRIES, as_typed
from services.notifications.store import contact_points, verifications
from shared.db.desk import Desk
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Invalid, NotFound, TooMany
from shared.kernel.ids import new_id

NOT_THIS_ONE = "This code does not work. Please look at it again, or ask for a new one."
PURPOSE, CODE = "verification", "verification_code"


def ask_for_code(tx, *, kind, address, locale, real: datetime | None = None):
    """Written down and no more: whether anybody lives there is looked up later, by the one who sends."""
    now = real or SystemClock().now()
    mark = tx.desk.sealer.blind(f"{kind}:{address.lower()}", purpose=PURPOSE)
    tx.queue_for(f"verifications:{mark}")
    _check_how_often(tx.desk, mark, now)
    id = new_id()
    told = {"kind": kind, "address": address, "address_mark": mark, "locale": locale}
    verifications.keep(tx, id, **told, asked_at=now, again_at=now, expires_at=tx.now + LASTS)
    return {"id": id}


def answer_code(desk: Desk, asker: Actor, *, verification_id, code):
    """Whose address it is. A code works once, for ten minutes, and bears five tries; why not is never said."""
    organisation = verifications.organisation_of(desk, verification_id)
    if organisation is None:
        raise NotFound("We have no such question.")
    with transaction(desk, Actor(asker.person, asker.role, organisation)) as tx:
        row = verifications.find(tx, verification_id)
        mark = code_mark(desk, verification_id, as_typed(code))
        is_right = verifications.try_once(tx, verification_id, code_mark=mark, most=MOST_TRIES)
    if not is_right:
        raise Invalid(NOT_THIS_ONE, code="wrong_code", errors={"code": [NOT_THIS_ONE]})
    return {"people": _whose(desk, row["kind"], verifications.address_of(desk, row))}


def who_is_reached_at(desk: Desk, asker: Actor, *, kind, address):
    """In the asker's own organisation. Nothing was proven to us, so no address counts as confirmed by it."""
    found = contact_points.whose_is(desk, kind=kind, address=address)
    here = [row for row in found if row["organisation"] == asker.organisation]
    return {"people": [{"person_id": row["person_id"], "organisation": row["organisation"]} for row in here]}


def code_mark(desk: Desk, verification_id: str, code: str) -> str:
    return str(desk.sealer.blind(f"{verification_id}:{code}", purpose=CODE))


def forget_verifications(tx) -> int:
    return verifications.forget(tx, asked_before=SystemClock().now() - IN_A_DAY)


def _check_how_often(desk: Desk, mark: str, now: datetime) -> None:
    """Counted by address, known to us or not."""
    for span, most in MOST.items():
        asked = verifications.asked_at(desk, mark, since=now - span)
        if len(asked) >= most:
            raise TooMany("That was asked many times just now.", again_in=_rest(asked[-most] + span - now))


def _rest(left: timedelta) -> int:
    return max(1, int(left.total_seconds()) + 1)


def _whose(desk: Desk, kind: str, address: str) -> list[dict[str, str]]:
    """That somebody answered from there is as good as being told that it is still theirs; unless several share it."""
    found = contact_points.whose_is(desk, kind=kind, address=address)
    if len(found) == 1:
        with transaction(desk, Actor(desk.name, "service", found[0]["organisation"])) as tx:
            contact_points.confirm(tx, found[0]["id"])
    return [{"person_id": row["person_id"], "organisation": row["organisation"]} for row in found]
