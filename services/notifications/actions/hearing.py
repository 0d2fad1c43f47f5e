"""What others said, taken in: our own copy first, then what it means for the messages."""

from services.notifications.actions.flows import stop_milestones
from services.notifications.actions.planning import plan_again_for, plan_offer, plan_session
from services.notifications.domain.person import STOPPED
from services.notifications.domain.session import Session
from services.notifications.store import (
    calls,
    causes,
    codes,
    contact_points,
    contents,
    emergencies,
    links,
    messages,
    people,
    replies,
    sessions,
    time_off,
)


def learn_person(tx, person_id, *, state, time_zone, language, version) -> None:
    news = people.learn(tx, person_id, state=state, time_zone=time_zone, language=language, heard_version=version)
    if not news:
        return
    if state in STOPPED:
        messages.drop_for_person(tx, person_id, reason=state)
        calls.close_for(tx, person_id, outcome=state)
    else:
        if state == "paused":
            stop_milestones(tx, person_id)
        plan_again_for(tx, person_id)


def erase_person(tx, person_id) -> None:
    """Nothing is left that could be read or sent; an empty row stays, so that a late event makes nobody anew."""
    tx.queue_for(f"ways:{person_id}")
    people.meet(tx, person_id)
    messages.drop_for_person(tx, person_id, reason="erased")
    contact_points.forget(tx, person_id)
    links.forget(tx, person_id)
    codes.forget(tx, person_id)
    replies.forget(tx, person_id)
    calls.forget(tx, person_id)
    causes.forget(tx, person_id)
    emergencies.forget(tx, person_id)
    time_off.forget(tx, person_id)
    contents.forget(tx, person_id)
    sessions.forget(tx, person_id)
    people.forget(tx, person_id)
    tx.shred(person_id)


def learn_time_off(tx, coach_id, spans, *, version) -> None:
    if not people.is_erased(tx, coach_id):
        time_off.keep(tx, coach_id, spans, version=version)


def learn_session(tx, session: Session, *, is_covered: bool) -> None:
    before = sessions.find(tx, session.id)
    if sessions.keep(tx, session):
        was_asked_for = before is not None and before.waits_for_a_yes
        change = session.changed_since(before, is_covered=is_covered)
        plan_session(tx, session, was_asked_for=was_asked_for, change=change)
        if session.state == "did_not_meet":
            for person_id in session.member_ids:
                stop_milestones(tx, person_id)


def learn_match(tx, match_id, *, coach_id, member_id, state, version) -> None:
    """When it is over, nothing more is said of its sessions but that they are called off, and what was written and not
    seen to is the desk's; paused, nothing reminds.
    """
    news = sessions.keep_match(tx, match_id, coach_id=coach_id, member_id=member_id, state=state, version=version)
    if news and state in sessions.OVER:
        replies.hand_to_desk(tx, coach_id=coach_id, member_id=member_id)
    for session in sessions.ahead_in(tx, match_id) if news else ():
        if state in sessions.OVER:
            _drop_all_but_cancellations(tx, session)
        else:
            plan_session(tx, session)


def learn_offer(tx, offer_id, *, coach_id, state, expires_at, version) -> None:
    if not sessions.keep_offer(tx, offer_id, coach_id=coach_id, state=state, expires_at=expires_at, version=version):
        return
    if state == "open":
        plan_offer(tx, offer_id, coach_id=coach_id, expires_at=expires_at)
    else:
        messages.drop_for_offer(tx, offer_id, reason=f"offer_{state}")


def _drop_all_but_cancellations(tx, session: Session) -> None:
    for person_id in session.people:
        rows = messages.about_session(tx, session.id, person_id)
        messages.drop(tx, [row["id"] for row in rows if row["kind"] != "cancellation"], reason="match_ended")
