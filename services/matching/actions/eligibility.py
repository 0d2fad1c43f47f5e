"""The hard rules, asked of the database itself: for what is shown, chosen, offered and accepted."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from services.matching.actions.organisation import customs_of
from services.matching.actions.portraits import coaches_of, member_of
from services.matching.domain.cadence import USUAL
from services.matching.domain.eligibility import NOT_AVAILABLE, Constraint, Limits, broken
from services.matching.domain.people import Coach, Member
from services.matching.store import apart, matches, people


def limits_for(rx, member_id) -> Limits:
    """Whoever walks with the person already is not somebody new to choose."""
    customs = customs_of(rx)
    today = rx.now.astimezone(ZoneInfo(customs.time_zone)).date()
    return Limits(
        today=today,
        weight=USUAL.weight,
        apart=apart.apart_from(rx, member_id) | matches.coaches_of(rx, member_id),
        credentials=customs.required_credentials,
        by_role=customs.required_by_role,
    )


def look_at(rx, *, member_id, coach_ids) -> tuple[Member, dict[str, Coach]]:
    persons = {person.id: person for person in people.those(rx, [member_id, *coach_ids])}
    coaches = coaches_of(rx, [persons[id] for id in coach_ids if id in persons and persons[id].is_coach])
    return member_of(persons[member_id]), {coach.id: coach for coach in coaches}


def unfit(rx, *, member_id, coach_ids, by_their_own_word: bool = False) -> dict[str, tuple[Constraint, ...]]:
    """The coaches among these who may not walk with this member now, and what stands against it.

    `by_their_own_word`: a coach who says yes themselves is accepting, whatever their switch says.
    """
    member, coaches = look_at(rx, member_id=member_id, coach_ids=coach_ids)
    limits = limits_for(rx, member_id)
    if by_their_own_word:
        coaches = {id: replace(coach, accepting=True) for id, coach in coaches.items()}
    found = {id: broken(member, coaches[id], limits) if id in coaches else (NOT_AVAILABLE,) for id in coach_ids}
    return {id: breaks for id, breaks in found.items() if breaks}
