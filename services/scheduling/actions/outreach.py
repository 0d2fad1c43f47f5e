"""What people do with what is due to somebody: see it, try, and let it rest. A member's silence is never counted."""

from datetime import datetime
from typing import Any

from services.scheduling.actions.contacts import record_contact
from services.scheduling.actions.reaching_out import reach_out, tell_outreach
from services.scheduling.actions.working_days import working_days_of, zone_of
from services.scheduling.domain import outreach as rules
from services.scheduling.domain.contact import Contact
from services.scheduling.domain.outreach import GRACE, Outreach
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.working_days import WorkingDays
from services.scheduling.store import cadences, contacts, heard
from services.scheduling.store import outreach as store
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import NotFound

Shown = dict[str, Any]
ONE = "We have nothing of that kind."


def outreach_seen(
    rx: Reading, *, cursor: str | None, limit: int, state: str | None = None, **asked: str | None
) -> tuple[list[Shown], str | None]:
    """A coach sees their own, and what they cover."""
    overdue = rx.now - GRACE if state == "overdue" else None
    held_for = None if _sees_all(rx) else rx.actor.person
    asked["state"] = "open" if overdue else state
    page = store.page(rx, held_for=held_for, overdue_at=overdue, after=cursor, limit=limit, **asked)
    tried = contacts.of_outreach(rx, [task.id for task in page[0]])
    return [_show(rx, task, tried[task.id]) for task in page[0]], page[1]


def one_outreach(rx: Reading, id: str) -> Shown:
    return shown(rx, own_outreach(rx, id))


def had_hard_time(tx: Transaction, *, person_id: str) -> Shown:
    """Reported by the person or by whoever is with them. It proposes more contact and ends nothing."""
    pair = _spoken_for(tx, person_id)
    whose = {"coach_id": pair.coach_id, "match_id": pair.match_id} if pair else {}
    task = reach_out(tx, member_id=person_id, why="hard_time", since=tx.now, **whose)
    if task is None:
        raise NotFound("We have no such person.")
    return _told_themselves(task) if tx.actor.person == person_id else shown(tx, task)


def try_to_reach(
    tx: Transaction, id: str, *, outcome: str, kind: str = "call", anyway: bool = False, **more: Any
) -> Shown:
    """How it went. It is a contact as well, and written only here. Never a fourth by itself."""
    task = _alone_with(tx, id)
    days = working_days_of(tx, task.coach_id, task.member_id)
    tried = task.tried(tx.now, outcome=outcome, working_days=days, anyway=anyway)
    store.keep(tx, tried)
    if not tried.is_open:
        tell_outreach(tx, "outreach.completed", tried)
    record_contact(tx, person_id=task.member_id, kind=kind, outcome=outcome, outreach_id=id, **more)
    return shown(tx, tried)


def complete_outreach(tx: Transaction, id: str, *, outcome: str | None = None) -> Shown:
    done = _alone_with(tx, id).complete(tx.now, outcome=outcome)
    store.keep(tx, done)
    tell_outreach(tx, "outreach.completed", done)
    return shown(tx, done)


def say_fine_until(tx: Transaction, person_id: str, *, until: datetime | None) -> Shown:
    """ "I'm fine, no need to call until …": by the person, or by who heard it."""
    pair = _spoken_for(tx, person_id)
    alone_with(tx, [person_id])
    cadences.wish(tx, person_id, fine_until=until)
    return {"person_id": person_id, "fine_until": until, "every_days": pair.cadence_days if pair else None}


def own_outreach(rx: Reading, id: str) -> Outreach:
    task = store.find(rx, id)
    if task is None or not (_sees_all(rx) or rx.actor.person in (task.coach_id, task.cover_id)):
        raise NotFound(ONE)
    return task


def shown(rx: Reading, task: Outreach) -> Shown:
    return _show(rx, task, contacts.of_outreach(rx, [task.id])[task.id])


def _told_themselves(task: Outreach) -> Shown:
    """Who will be in touch, and by when; nothing is counted before their eyes."""
    told = ("id", "member_id", "coach_id", "state", "held_by", "due_at")
    return {name: getattr(task, name) for name in told}


def _alone_with(tx: Transaction, id: str) -> Outreach:
    alone_with(tx, [own_outreach(tx, id).member_id])
    return own_outreach(tx, id)


def _show(rx: Reading, task: Outreach, tried: list[Contact]) -> Shown:
    tries = [{"at": each.at, "kind": each.kind, "outcome": each.outcome, "by": each.recorded_by} for each in tried]
    more = {"attempts": tries, "overdue": task.is_overdue(rx.now), "tries_left": task.tries_left}
    return vars(task) | more | {"proposed": _proposed(rx, task)}


def _proposed(rx: Reading, task: Outreach) -> Shown | None:
    """A proposal and no more: when to try, or that three tries are enough."""
    if not task.is_open:
        return None
    if not task.tries_left:
        return {"next": "door_is_open", "try_at": None, "text": rules.DOOR}
    try_at = task.proposed_at(WorkingDays(zone_of(rx, task.coach_id, task.member_id)))
    pair = heard.match(rx, task.match_id) if task.match_id and task.why == "hard_time" else None
    return {"next": "try", "try_at": try_at, "text": rules.more_often(pair.cadence_days) if pair else None}


def _spoken_for(rx: Reading, person_id: str) -> Parties | None:
    """Who walks with them, if the asker is the person, one who walks with them, or the desk."""
    pairs = heard.matches_of(rx, person_id)
    own = next((pair for pair in pairs if pair.coach_id == rx.actor.person), None)
    if not (own or rx.actor.is_staff or rx.actor.is_among([person_id])):
        raise NotFound("We have no such person.")
    return own or next(iter(pairs), None)


def _sees_all(rx: Reading) -> bool:
    return rx.actor.role in ("supervisor", "admin", "service")
