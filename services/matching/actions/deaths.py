"""Somebody has died. One deed stops everything; those close to them hear it from a person, not from a message."""

from services.matching.actions.departures import part_from_everybody
from services.matching.actions.endings import end
from services.matching.actions.standing import keep, queued_person
from services.matching.actions.withdrawals import close_referral
from services.matching.domain.person import Person
from services.matching.store import matches, referrals, tidings


def record_death(tx, person_id) -> Person:
    """What goes on ends, what is asked is taken back, and everybody who must stop hears of it at once."""
    died = keep(tx, queued_person(tx, person_id).move("die"))
    tx.audit("record_death", person_id=person_id)
    close = {match.coach_id for match in matches.going_of_member(tx, person_id)}
    close |= {match.member_id for match in matches.going_of_coach(tx, person_id)}
    for match in matches.going_of_member(tx, person_id):
        end(tx, match, reason="died")
    if waiting := referrals.open_of(tx, person_id):
        close_referral(tx, waiting, outcome="died", why="died")
    part_from_everybody(tx, person_id, reason="died")
    tidings.bring(tx, about_id=person_id, to=sorted(close), kind="died")
    return died


def take_back_a_death(tx, person_id) -> Person:
    """It was a mistake. The person is with us; what ended stays ended, and nobody who was not told yet is told."""
    back = keep(tx, queued_person(tx, person_id).move("correct"))
    tx.audit("take_back_death", person_id=person_id)
    tidings.take_back(tx, about_id=person_id)
    return back
