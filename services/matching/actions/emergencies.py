"""Breaking the glass: a coach sees somebody who is not theirs, for an hour, says why, and is asked about it.

The supervisor hears at once, the person reads it in their own list, and it is in the audit. Whoever is kept apart from
the person hears what they would hear of somebody who never was.
"""

from services.matching.actions import news
from services.matching.actions.need_to_know import NO_PERSON
from services.matching.domain.emergency import Emergency, until
from services.matching.domain.refusals import refusal
from services.matching.store import apart, emergencies, people
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id


def look_in_an_emergency(tx, person_id, *, reason, why) -> Emergency:
    _somebody_to_look_at(tx, person_id)
    told = {"person_id": person_id, "coach_id": tx.actor.person, "reason": reason, "why": why}
    emergency = Emergency(id=new_id(), **told, opened_at=tx.now, expires_at=until(tx.now))
    emergencies.add(tx, emergency)
    tx.audit("emergency", person_id=person_id, purpose=reason)
    news.tell_emergency(tx, "emergency.opened", emergency)
    return emergency


def list_emergencies(rx, *, state: str, cursor, limit):
    """With why."""
    return emergencies.page(rx, is_reviewed=state == "reviewed", cursor=cursor, limit=limit)


def note_reading(tx, found) -> None:
    """That a supervisor read it is written down as well."""
    tx.audit_each("read_emergency", [one.person_id for one in found])


def review(tx, id) -> Emergency:
    emergency = emergencies.find(tx, id)
    if emergency is None:
        raise NotFound("We have nothing like this to read.")
    read = emergency.review(tx.actor.person, tx.now)
    if not emergencies.reviewed(tx, read):
        raise refusal("read_already")
    tx.audit("review_emergency", person_id=emergency.person_id)
    news.tell_emergency(tx, "emergency.reviewed", read)
    return read


def _somebody_to_look_at(rx, person_id) -> None:
    person = people.find(rx, person_id)
    is_known = person is not None and person.is_member and not person.is_erased
    if not is_known or rx.actor.person in apart.apart_from(rx, person_id):
        raise NotFound(NO_PERSON)
