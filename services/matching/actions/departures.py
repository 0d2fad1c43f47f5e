"""A coach leaves: nobody is left without a next step."""

from services.matching.actions.asking_anew import ask_because_their_coach_leaves
from services.matching.actions.endings import PASSED, end
from services.matching.actions.endings import keep as keep_match
from services.matching.actions.need_to_know import known_coach
from services.matching.actions.standing import keep
from services.matching.actions.withdrawals import withdraw_what_is_open_to
from services.matching.domain.person import Person
from services.matching.store import matches, people, referrals
from shared.kernel.errors import Invalid

AT_ONCE = 20


def leave(tx, coach_id, *, leaves_at=None) -> Person:
    """They are asked nothing more; each of their people is put first in line for another coach.

    With a last day ahead they go on together until somebody else takes over, or that day comes.
    """
    if leaves_at and leaves_at <= tx.now:
        raise Invalid(PASSED, errors={"leaves_at": [PASSED]})
    known_coach(tx, coach_id)
    tx.queue_for(coach_id)
    coach = people.find(tx, coach_id)
    gone = keep(tx, coach.is_leaving(at=leaves_at) if leaves_at else coach.move("leave"))
    tx.audit("coach_leaves", person_id=coach_id)
    part_from_everybody(tx, coach_id, at=leaves_at)
    return gone


def part_from_everybody(tx, coach_id, *, at=None, reason: str = "coach_left") -> None:
    withdraw_what_is_open_to(tx, coach_id, reason=reason)
    for match in matches.going_of_coach(tx, coach_id):
        if at:
            keep_match(tx, "match.changed", match.plan_ending(ends_at=at, reason=reason))
        else:
            end(tx, match, reason=reason)
        ask_because_their_coach_leaves(tx, match)


def leave_as_planned(tx) -> int:
    """Their last day has come."""
    due = people.leaving(tx, limit=AT_ONCE)
    for id in sorted(person.id for person in due):
        tx.queue_for(id)
    still = [person for due_one in due if (person := people.find(tx, due_one.id)).state != "ended"]
    for person in still:
        keep(tx, person.move("leave"))
        part_from_everybody(tx, person.id)
    return len(still)


def list_reassignments(rx, *, cursor, limit):
    """Whose coach left, those who have waited longest first, with the match they come from."""
    found, following = referrals.to_reassign(rx, cursor=cursor, limit=limit)
    before = {referral.id: matches.find(rx, referral.replaces_match_id) for referral in found}
    return [(referral, before[referral.id]) for referral in found], following
