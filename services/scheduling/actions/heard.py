"""What others said, kept as our own small copy; and what follows from it."""

from dataclasses import replace
from typing import Any

from services.scheduling.actions import contacts, cover_ending, freed_times, reaching_out, time_off, trips
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.reaching_out import asked_not_to_call, follow_match, follow_person
from services.scheduling.actions.seats import give_up_all
from services.scheduling.actions.sessions import cancel_what_lies_ahead
from services.scheduling.actions.telling import AS_TOLD, tell_session
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.people import GONE, Person
from services.scheduling.store import engagements, erasing, heard, hours, sessions
from shared.db.transaction import Transaction


def learn_match(tx: Transaction, told: Parties, *, died: bool = False) -> None:
    """`died`: it ended with a death, and nobody is to hear of that from a machine. One of which nothing was known ended
    long ago: it is told to who lost their copy, and on which day it ended is not said.
    """
    known = heard.match(tx, told.match_id)
    told = told if known else replace(told, ended_at=None)
    if told.is_news_to(known) and not erasing.forgotten(tx, *told.people):
        engagements.alone_with(tx, told.people)
        heard.keep_match(tx, told)
        follow_match(tx, told)
        if told.state != "active":
            freed_times.lapse_for_match(tx, told.match_id)
        if told.over:
            reason = "died" if died else "match_ended"
            cancel_what_lies_ahead(tx, sessions.ahead_of_match(tx, told.match_id), reason=reason)


def learn_person(tx: Transaction, told: Person, *, do_not_contact: bool = False) -> None:
    if told.is_news_to(heard.person(tx, told.person_id)) and not erasing.forgotten(tx, told.person_id):
        heard.keep_person(tx, told)
        _follow(tx, told.person_id, told.state)
        _offer_nothing_to(tx, told)
        follow_person(tx, told.person_id, state=told.state, gone=told.gone)
        if do_not_contact:
            asked_not_to_call(tx, told.person_id)
        if told.state == "erased":
            tx.shred(told.person_id)
            erasing.forget(tx, told.person_id)


def learn_coach(tx: Transaction, **told: Any) -> None:
    if heard.keep_coach_if_newer(tx, **told):
        _follow(tx, told["coach_id"], told["state"])


def learn_referral(tx: Transaction, **told: Any) -> None:
    """Who needs no coach any more needs no welcome conversation either; who is matched keeps it.

    Nobody keeps one with somebody they are kept apart from.
    """
    apart = told.get("kept_apart", ())
    engagements.alone_with(tx, [told["member_id"], *apart])
    if not erasing.forgotten(tx, told["member_id"]) and heard.keep_referral_if_newer(tx, **told):
        ahead = sessions.ahead_of_referral(tx, told["referral_id"])
        over = [session for session in ahead if told["state"] == "closed" or session.coach_id in apart]
        cancel_what_lies_ahead(tx, over, reason="other")


def learn_offer(tx: Transaction, **told: Any) -> None:
    """For the weekly numbers alone: how many were answered, and after how long."""
    heard.keep_offer_if_newer(tx, **told)


def say_again(tx: Transaction) -> int:
    """The current state of everything, for a new consumer or one that lost its copy."""
    everything = sessions.everything(tx)
    for session in everything:
        tell_session(tx, f"session.{AS_TOLD.get(session.state, session.state)}", session)
    coaches = hours.everybody(tx)
    mark_bookable(tx, coaches)
    others = (cover_ending, freed_times, contacts, reaching_out, time_off)
    return len(everything) + len(coaches) + sum(each.say_again(tx) for each in others)


def _offer_nothing_to(tx: Transaction, told: Person) -> None:
    """Who is away is asked nothing; who is gone leaves seats and wishes to others."""
    if told.gone:
        give_up_all(tx, told.person_id)
        freed_times.forget_person(tx, told.person_id)
    elif told.state == "paused":
        freed_times.lapse_for_person(tx, told.person_id)


def _follow(tx: Transaction, person_id: str, state: str) -> None:
    """Who is gone meets nobody any more, and nobody waits for them; who is back can be booked again."""
    ahead = sessions.ahead_of_person(tx, person_id) if state in GONE else []
    reason = "died" if state == "died" else "other"
    cancel_what_lies_ahead(tx, ahead, reason=reason, also=[person_id])
    if state in GONE:
        trips.wait_no_longer(tx, person_id)
