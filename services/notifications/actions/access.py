"""Whom one may reach. A stranger hears what they would hear of a person who never was."""

from services.notifications.store import emergencies, sessions
from shared.kernel.errors import NotFound

NO_SUCH_PERSON = "We have no such person."


def check_may_change(rx, person_id) -> None:
    """Oneself; and those who take people in."""
    if not (rx.actor.is_staff or rx.actor.is_among([person_id])):
        raise NotFound(NO_SUCH_PERSON)


def check_may_reach(rx, person_id) -> None:
    """Besides: their own coach, the coach of a session with them, a welcome conversation too, and in an emergency."""
    if rx.actor.role == "coach" and _is_coach_of(rx, person_id):
        return
    check_may_change(rx, person_id)


def may_ring(rx, person_id) -> bool:
    """A member, their own coach: at the numbers that the coach lets be rung, and no other way."""
    return rx.actor.role == "member" and sessions.are_matched(rx, coach_id=person_id, member_id=rx.actor.person)


def _is_coach_of(rx, person_id) -> bool:
    pair = {"coach_id": rx.actor.person, "member_id": person_id}
    walks = sessions.are_matched(rx, **pair) or sessions.share_a_session(rx, **pair)
    return walks or emergencies.is_open(rx, person_id=person_id, coach_id=rx.actor.person)
