"""Bring what is planned into line with what is true now. Done again, it changes nothing."""

from services.notifications.actions.ways import channel_for
from services.notifications.domain.identity import message_key
from services.notifications.domain.message import WAITING
from services.notifications.domain.person import ASKED_US_NOT_TO, Reader
from services.notifications.domain.planning import Plan, expects_a_colleague, notice_of, plans_for, put_off_for_quiet
from services.notifications.domain.session import Session
from services.notifications.store import messages, people, sessions

ANY_WAY = "email"
"""A message is the same one whichever way it goes: its key names no channel but this, as it always has."""
NOT_WANTED = "not_wanted"
FOR_A_WHILE = frozenset({NOT_WANTED, ASKED_US_NOT_TO})


def plan_session(tx, session: Session, *, was_asked_for: bool = False, change: str = "update") -> None:
    """For everyone in it; who gave up a seat, or whose colleague stands in, hears no more of it."""
    messages.drop_for_others(tx, session.id, session.people, reason="left")
    for reader in people.readers(tx, session.people).values():
        waited = was_asked_for and _waits_to_hear(session, reader)
        plan_for_reader(tx, session, reader, waited=waited, change=change)


def plan_again_for(tx, person_id) -> None:
    """Their zone, their language or their wishes have changed."""
    reader = people.reader(tx, person_id)
    for session in sessions.ahead_of(tx, person_id):
        plan_for_reader(tx, session, reader)


def plan_for_reader(tx, session: Session, reader: Reader, *, waited: bool = False, change: str = "update") -> None:
    known = {row["key"]: row for row in messages.about_session(tx, session.id, reader.id)}
    notice = notice_of(session, known.values(), change=change, audience=session.audience_of(reader.id))
    plans = _wanted(tx, session, reader, notice=notice, is_told=waited or _is_told(known))
    wanted = {_key(session, plan): plan for plan in plans}
    _drop_unwanted(tx, session, [row for key, row in known.items() if key not in wanted])
    for key, plan in wanted.items():
        if key not in known:
            _plan_new(tx, session, plan, key)
            if plan.kind == "as_before" and not expects_a_colleague(known.values()):
                messages.drop_planned(tx, key, reason=NOT_WANTED)
        elif plan.kind == "reminder":
            _plan_otherwise(tx, known[key], plan)


def plan_offer(tx, offer_id, *, coach_id, expires_at) -> None:
    """A request waits for you: no more than that, and not in the middle of the night; unless by morning it is too late,
    as it may be once the question is hurried.
    """
    due_at = put_off_for_quiet(tx.now, expires_at, people.reader(tx, coach_id))
    key = message_key(about=offer_id, version=1, kind="offer", channel=ANY_WAY, person=coach_id)
    channel = channel_for(tx, people.reader(tx, coach_id), kind="offer")
    told = {"person_id": coach_id, "audience": "coach", "kind": "offer", "channel": channel}
    until = {"useless_after": expires_at}
    if not messages.plan(tx, key=key, offer_id=offer_id, sequence=0, due_at=due_at, **until, **told):
        waits = messages.found_by_key(tx, key)
        if waits["state"] == "planned" and waits["useless_after"] != expires_at:
            messages.plan_again(tx, waits["id"], due_at=min(due_at, waits["due_at"]), **until)


def _wanted(tx, session: Session, reader: Reader, *, notice: str, is_told: bool) -> list[Plan]:
    """That a session is off interests those who heard of it; that it is on, not once the match is over."""
    if session.is_live and session.match_id and sessions.over_among(tx, [session.match_id]):
        return []
    plans = plans_for(session, reader, now=tx.now, notice=notice, knows_who_died=_knows_who_died(tx, session))
    if session.match_id and sessions.paused_among(tx, [session.match_id]):
        plans = [plan for plan in plans if plan.kind != "reminder"]
    return [plan for plan in plans if plan.kind != "cancellation" or is_told]


def _waits_to_hear(session: Session, reader: Reader) -> bool:
    """Whoever asked for a time wants to know of a no, unless they took the question back."""
    return session.audience_of(reader.id) == "member" and session.reason != "member"


def _is_told(known) -> bool:
    """Whoever was only asked has nothing to call off: the question is gone from their day."""
    return any(row["kind"] != "asked" for row in known.values())


def _knows_who_died(rx, session: Session) -> bool:
    if session.reason != "died":
        return False
    return any(reader.state == "died" for reader in people.readers(rx, session.people).values())


def _drop_unwanted(tx, session: Session, rows) -> None:
    for row in rows:
        if row["state"] in WAITING:
            messages.drop(tx, [row["id"]], reason=_why_dropped(session, row))


def _why_dropped(session: Session, row) -> str:
    if not session.is_live:
        return session.state
    return "moved" if row["sequence"] != session.sequence else NOT_WANTED


def _plan_new(tx, session: Session, plan: Plan, key: str) -> None:
    """A reminder whose hour has gone by is left out: the confirmation has just said it."""
    if plan.kind == "reminder" and plan.due_at <= tx.now:
        return
    channel = channel_for(tx, people.reader(tx, plan.person_id), kind=plan.kind)
    told = {"person_id": plan.person_id, "audience": plan.audience, "kind": plan.kind, "channel": channel}
    told |= {"session_id": session.id, "sequence": session.sequence, "minutes_before": plan.minutes_before}
    messages.plan(tx, key=key, due_at=plan.due_at, useless_after=plan.useless_after, **told)


def _plan_otherwise(tx, row, plan: Plan) -> None:
    is_wanted_again = row["state"] == "dropped" and row["reason"] in FOR_A_WHILE and plan.due_at > tx.now
    is_moved = row["state"] == "planned" and row["due_at"] != plan.due_at and not row["attempts"]
    if is_wanted_again or is_moved:
        messages.plan_again(tx, row["id"], due_at=plan.due_at, useless_after=plan.useless_after)


def _key(session: Session, plan: Plan) -> str:
    """A move makes it another message; that something else changed does not."""
    told = {"about": session.id, "version": session.sequence, "channel": ANY_WAY}
    return message_key(**told, kind=plan.name, person=plan.person_id)
