"""When somebody is due a kindness, and when that is done: what follows from what happened. Deeds are in outreach."""

from datetime import datetime
from typing import Any

from services.scheduling.actions.working_days import working_days_of
from services.scheduling.domain import outreach as rules
from services.scheduling.domain.outreach import Outreach
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import Session
from services.scheduling.store import cadences, heard
from services.scheduling.store import outreach as store
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.ids import new_id

SHARED = ("member_id", "coach_id", "cover_id", "held_by", "state", "due_at", "tries", "outcome")


def reach_out(
    tx: Transaction,
    *,
    member_id: str,
    why: str,
    since: datetime,
    coach_id: str | None = None,
    match_id: str | None = None,
    session_id: str | None = None,
) -> Outreach | None:
    """One at a time for a person; None for somebody who is not to be reached out to just now.

    After a hard time there is more contact, and never less: whoever waits already is brought forward.
    """
    alone_with(tx, [member_id])
    if not may_be_reached(tx, member_id, match_id, why):
        return None
    pair = heard.match(tx, match_id) if match_id else None
    coach_id = None if pair and pair.over else coach_id
    due_at = rules.due(why, tx.now, working_days_of(tx, coach_id, member_id))
    if known := store.open_for(tx, member_id):
        return _sooner(tx, known, why=why, since=since, due_at=due_at)
    whose = {"member_id": member_id, "coach_id": coach_id, "match_id": match_id, "session_id": session_id}
    turn = {"cover_id": None, "held_by": "coach" if coach_id else "supervisor"}
    task = Outreach(id=new_id(), why=why, since=since, opened_at=tx.now, due_at=due_at, **whose, **turn)
    store.add(tx, task)
    tell_outreach(tx, "outreach.opened", task)
    return task


def may_be_reached(rx: Reading, member_id: str, match_id: str | None, why: str) -> bool:
    """Who is gone is left in peace. Who is away, or asked us not to call, is asked after a hard time only."""
    person, match = heard.person(rx, member_id), heard.match(rx, match_id) if match_id else None
    if person and person.gone:
        return False
    said = cadences.wishes(rx, member_id)
    away = "paused" in {person.state if person else None, match.state if match else None}
    return why == "hard_time" or not (away or (said and said["not_called_from"]))


def reach_out_after(tx: Transaction, session: Session, state: str) -> None:
    """A session that did not take place is owed a word; said by a slip, it is not. A group is for whoever comes."""
    if session.member_id is None:
        return
    if state == "did_not_meet":
        whose = {"member_id": session.member_id, "coach_id": session.coach_id, "match_id": session.match_id}
        reach_out(tx, why="did_not_meet", since=session.starts_at, session_id=session.id, **whose)
        return
    waiting = store.open_of_session(tx, session.id)
    if waiting and not waiting.tries:
        _done(tx, waiting.withdrawn(tx.now, "taken_back"))
    if state == "attended":
        was_in_touch(tx, session.member_id, at=session.starts_at)


def was_in_touch(tx: Transaction, person_id: str, *, at: datetime, by_themselves: bool = False) -> None:
    """Any contact counts: the day to look again moves on, and what was due is done."""
    alone_with(tx, [person_id])
    cadences.heard_from(tx, person_id, at)
    if by_themselves and cadences.wishes(tx, person_id):
        cadences.wish(tx, person_id, not_called_from=None)
    waiting = store.open_for(tx, person_id)
    if waiting and at >= waiting.since:
        _done(tx, waiting.closed(tx.now, "reached"))


def asked_not_to_call(tx: Transaction, person_id: str) -> None:
    """Until they get in touch themselves, nobody is sent after them."""
    alone_with(tx, [person_id])
    cadences.wish(tx, person_id, not_called_from=tx.now)
    if waiting := store.open_for(tx, person_id):
        _done(tx, waiting.closed(tx.now, "asked_not_to_call"))


def follow_match(tx: Transaction, pair: Parties) -> None:
    """A pause is not silence, and an ending leaves what is due to the supervisor."""
    if pair.over:
        cadences.forget(tx, pair.match_id)
    else:
        cadences.agree(tx, pair)
    for waiting in store.open_of_match(tx, pair.match_id) if pair.state != "active" else []:
        if pair.state == "paused" and waiting.why != "hard_time":
            _done(tx, waiting.withdrawn(tx.now, "paused"))
        elif pair.over:
            _left_by_coach(tx, waiting)


def follow_person(tx: Transaction, person_id: str, *, state: str, gone: bool) -> None:
    """Who has died, left or is away is not reached out to from this moment."""
    waiting = store.open_for(tx, person_id)
    if waiting and (gone or (state == "paused" and waiting.why != "hard_time")):
        _done(tx, waiting.withdrawn(tx.now, "gone" if gone else "paused"))


def tell_outreach(tx: Transaction, type: str, task: Outreach) -> None:
    data: dict[str, Any] = {name: getattr(task, name) for name in SHARED} | {"outreach_id": task.id}
    tx.emit(type, subject=task.id, key=task.member_id, version=task.version, data=data)


def say_again(tx: Transaction) -> int:
    tasks = store.everything(tx)
    for task in tasks:
        tell_outreach(tx, "outreach.opened" if task.is_open else "outreach.completed", task)
    return len(tasks)


def _sooner(tx: Transaction, known: Outreach, *, why: str, since: datetime, due_at: datetime) -> Outreach:
    if why != "hard_time" or known.why == "hard_time":
        return known
    forward = known.brought_forward(why=why, since=since, due_at=due_at)
    store.keep(tx, forward)
    tell_outreach(tx, "outreach.opened", forward)
    return forward


def _left_by_coach(tx: Transaction, waiting: Outreach) -> None:
    left = waiting.left_to_supervisor()
    store.keep(tx, left)
    tell_outreach(tx, "outreach.opened", left)


def _done(tx: Transaction, task: Outreach) -> None:
    store.keep(tx, task)
    tell_outreach(tx, "outreach.completed", task)
