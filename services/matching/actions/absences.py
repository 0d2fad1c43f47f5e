"""In hospital, in treatment, in custody, away, asked for space: paused, with a day to look again. Never silent."""

from services.matching.actions import endings
from services.matching.actions.answers import answered
from services.matching.actions.choices import look_on
from services.matching.actions.standing import keep, queued_person
from services.matching.actions.withdrawals import withdraw_what_is_open_to
from services.matching.domain.match import LOOK_AGAIN
from services.matching.domain.person import Person
from services.matching.store import matches, offers, referrals
from shared.kernel.errors import Forbidden, Invalid

COACH_AWAY = "coach_away"


def pause_person(tx, person_id, *, reason: str, until=None) -> Person:
    """Their place is kept. Nobody is asked for them, and they are asked for nobody, until they are back."""
    if until and until <= tx.now:
        raise Invalid(endings.PASSED, errors={"until": [endings.PASSED]})
    until = until or tx.now + LOOK_AGAIN
    person = keep(tx, queued_person(tx, person_id).move("pause", reason=reason, until=until))
    for match in matches.going_of_member(tx, person_id):
        endings.keep(tx, "match.paused", match.pause(reason=reason, until=until))
    _let_the_request_rest(tx, person_id, until)
    withdraw_what_is_open_to(tx, person_id, reason="coach_away")
    return person


def resume_person(tx, person_id) -> Person:
    """Back: what rested because of them goes on."""
    person = queued_person(tx, person_id)
    if person.state == "ended" and not tx.actor.is_staff:
        raise Forbidden("Please ask one of us.")
    back = keep(tx, person.move("resume"))
    for match in matches.going_of_member(tx, person_id):
        if match.state == "paused" and match.reason != COACH_AWAY:
            endings.keep(tx, "match.changed", match.resume())
    return back


def _let_the_request_rest(tx, member_id, until) -> None:
    waiting = referrals.open_of(tx, member_id)
    if waiting is None:
        return
    for offer in offers.open_of(tx, [waiting.id]).values():
        answered(tx, "offer.withdrawn", offer.withdraw(reason="person_away"), ask_next=False)
    offers.leave_choices(tx, waiting.id, state="replaced")
    look_on(tx, referrals.find(tx, waiting.id), next_steps=("look_again",), look_again_at=until)
