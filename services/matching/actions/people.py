"""Members, coaches and staff: registered, changed, read by those who need to know."""

from services.matching.actions import news
from services.matching.actions.need_to_know import everybody_is_known_to, known_coach, known_member, names_known
from services.matching.actions.organisation import customs_of
from services.matching.actions.portraits import refuse_unknown_words
from services.matching.actions.withdrawals import close_what_is_open_of, withdraw_what_no_longer_fits
from services.matching.domain.person import Person
from services.matching.store import matches, names, people
from shared.kernel.errors import Forbidden
from shared.kernel.ids import new_id

TRAVELS = ("language", "time_zone", "state", "do_not_contact")
OF_COACHES = ("accepting", "welcome_per_week", "role")
KEPT_BY_STAFF = {"external_id", "credentials", "role"}
SAID_BY_THEMSELVES = {"profile", "used", "shown", "not_for_me", "self_described"}


def register(tx, *, kind: str, said) -> Person:
    customs = customs_of(tx)
    here = {"language": customs.language, "time_zone": customs.time_zone}
    blank = Person(id=new_id(), document={}, version=0, **here, **{f"is_{kind}": True})
    person = blank.say(said, **here)
    refuse_unknown_words(tx, person, said=said)
    people.add(tx, person)
    names.mark(tx, person)
    news.tell_person(tx, "person.registered", person)
    if person.is_coach:
        news.tell_coach(tx, person)
    return person


def change_member(tx, member_id, *, said, read_version) -> Person:
    """Whoever asks not to be contacted has no request open any more: nobody is asked to walk with them."""
    known_member(tx, member_id)
    if said.get("do_not_contact"):
        close_what_is_open_of(tx, member_id, outcome="asked_not_to_contact")
    return _change(tx, known_member(tx, member_id), said, read_version)


def change_coach(tx, coach_id, *, said, read_version) -> Person:
    """At any time. Whoever lowers their limit is asked nothing more that does not fit in it."""
    known = known_coach(tx, coach_id)
    _refuse_to_speak_for_another(tx.actor, said)
    if "capacity" not in said:
        return _change(tx, known, said, read_version)
    tx.queue_for(coach_id)
    changed = _change(tx, known, said, read_version)
    withdraw_what_no_longer_fits(tx, coach_id)
    return changed


def read_member(tx, member_id) -> Person:
    """Reading somebody else's record leaves a trace they can read."""
    person = known_member(tx, member_id)
    if tx.actor.person != person.id:
        tx.audit("read_member", person_id=person.id)
    return person


def read_coach(rx, coach_id) -> Person:
    return known_coach(rx, coach_id)


def list_coaches(rx, *, external_id, cursor, limit) -> tuple[list[Person], str | None]:
    return people.coaches_page(rx, external_id=external_id, cursor=cursor, limit=limit)


def loads_of(rx, persons: list[Person]) -> dict[str, float]:
    return matches.loads_of(rx, [person.id for person in persons])


def sees_everything_of(actor, person: Person) -> bool:
    """The person themselves, intake of whom they speak with, the machines. Nobody reads a coach's unshown codes."""
    if person.is_coach:
        return actor.person == person.id or actor.role == "service"
    return everybody_is_known_to(actor) or actor.person == person.id


def names_of(tx, *, ids, purpose) -> list[Person]:
    """Those the actor may know, each noted. The others are left out, like somebody who never was."""
    known = names_known(tx, people.those(tx, ids))
    tx.audit_each("read_name", [person.id for person in known if person.id != tx.actor.person], purpose=purpose)
    return sorted(known, key=lambda person: ids.index(person.id))


def _refuse_to_speak_for_another(actor, said) -> None:
    if actor.role == "coach" and KEPT_BY_STAFF & said.keys():
        raise Forbidden("This is kept by staff.")
    if actor.is_staff and SAID_BY_THEMSELVES & said.keys():
        raise Forbidden("What a coach has lived, and who may hear of it, only they can say.")


def _change(tx, known: Person, said, read_version) -> Person:
    customs = customs_of(tx)
    changed = known.say(said, language=customs.language, time_zone=customs.time_zone)
    refuse_unknown_words(tx, changed, said=said)
    people.keep(tx, changed, read_version=read_version)
    if tx.actor.person != known.id:
        tx.audit("change_member", person_id=known.id)
    if changed.name != known.name:
        names.mark(tx, changed)
    if any(getattr(changed, name) != getattr(known, name) for name in TRAVELS):
        news.tell_person(tx, "person.changed", changed)
    if changed.is_coach and any(getattr(changed, name) != getattr(known, name) for name in OF_COACHES):
        news.tell_coach(tx, changed)
    return changed
