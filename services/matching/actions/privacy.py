"""The notice of privacy, version by version, and who has had it; lists of who received what through an exchange."""

from services.matching.actions.need_to_know import everybody_is_known_to
from services.matching.actions.standing import known_person, queued_person
from services.matching.domain.privacy import ANSWERED_WITHIN, Acknowledgement, ListRequest, Notice
from services.matching.domain.refusals import refusal
from services.matching.store import privacy
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id


def notices(rx, *, limit) -> list[Notice]:
    """The newest first: that one holds."""
    return privacy.notices(rx, limit=limit)


def publish(tx, *, en, es) -> Notice:
    """From now on this one holds; who had an earlier one is asked anew."""
    number = privacy.next_number(tx)
    notice = Notice(id=new_id(), number=number, en=en, es=es, published_at=tx.now, published_by=tx.actor.person)
    privacy.publish(tx, notice)
    tx.audit("publish_privacy_notice")
    return notice


def newest(rx) -> Notice | None:
    return next(iter(privacy.notices(rx, limit=1)), None)


def who_has_not_had_it(rx, *, cursor, limit) -> tuple[int | None, int, list[str], str | None]:
    """The number of the notice that holds, and to whom it is still owed. Where nothing is published, to nobody."""
    notice = newest(rx)
    if notice is None:
        return None, 0, [], None
    return notice.number, *privacy.not_had(rx, notice.number, cursor=cursor, limit=limit)


def acknowledgements_of(rx, person_id) -> list[Acknowledgement]:
    return privacy.acknowledged_by(rx, known_person(rx, person_id).id)


def acknowledge(tx, person_id, *, number, how=None) -> Acknowledgement:
    """That they have had the notice that holds now. Said twice, the first time stands."""
    person, notice = known_person(tx, person_id), newest(tx)
    if notice is None or number != notice.number:
        raise refusal("another_notice")
    usual = "electronic" if tx.actor.person == person.id else "paper"
    told = {"how": how or usual, "at": tx.now, "by": tx.actor.person}
    had = Acknowledgement(id=new_id(), person_id=person.id, number=number, **told)
    if privacy.acknowledge(tx, had):
        tx.audit("acknowledge_privacy_notice", person_id=person.id)
    return next(one for one in privacy.acknowledged_by(tx, person.id) if one.number == number)


def ask_for_list(tx, person_id, *, how=None) -> ListRequest:
    """Asked again before it was given, it is the same question."""
    person = queued_person(tx, person_id)
    if waiting := privacy.open_request_of(tx, person.id):
        return waiting
    usual = "on_screen" if tx.actor.person == person.id else "in_writing"
    told = {"how": how or usual, "recorded_by": tx.actor.person, "asked_at": tx.now}
    request = ListRequest(id=new_id(), person_id=person.id, **told, due_at=tx.now + ANSWERED_WITHIN)
    privacy.ask_for_list(tx, request)
    tx.audit("ask_for_list", person_id=person.id)
    return request


def list_requests(rx, *, person_id, state, cursor, limit):
    """Staff see everybody's; anybody else their own alone."""
    if person_id is None and not everybody_is_known_to(rx.actor):
        person_id = rx.actor.person
    if person_id is not None:
        known_person(rx, person_id)
    return privacy.requests(rx, person_id=person_id, state=state, cursor=cursor, limit=limit)


def give_list(tx, id) -> ListRequest:
    """They have it, on paper or as a file: what is on it stands among what was told outside."""
    request = privacy.find_request(tx, id)
    if request is None:
        raise NotFound("We have no such question.")
    given = request.give(tx.actor.person, tx.now)
    if not privacy.list_given(tx, given):
        raise refusal("list_given")
    tx.audit("give_list", person_id=request.person_id)
    return given
