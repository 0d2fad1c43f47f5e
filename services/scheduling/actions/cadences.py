"""The reach-out list, from how often two agreed to be in touch; and what happens to what nobody has done."""

from datetime import datetime, timedelta

from services.scheduling.actions.on_call import on_call_now
from services.scheduling.actions.reaching_out import may_be_reached, reach_out, tell_outreach
from services.scheduling.actions.working_days import working_days_of
from services.scheduling.domain.outreach import GRACE
from services.scheduling.domain.parties import Parties
from services.scheduling.store import cadences, heard, outreach, sessions
from services.scheduling.store.engagements import alone_with
from shared.db.reading import Reading
from shared.db.transaction import Transaction

BATCH = 100
DAY = timedelta(days=1)


def look_after_cadences(tx: Transaction) -> int:
    """Whoever was not heard from for as long as they agreed is due a word. Each is looked at once in that time."""
    for match_id in cadences.not_agreed_yet(tx, limit=BATCH):
        if pair := heard.match(tx, match_id):
            cadences.agree(tx, pair)
    pairs = [pair for id in cadences.due(tx, limit=BATCH) if (pair := heard.match(tx, id))]
    alone_with(tx, [pair.member_id for pair in pairs])
    for pair in pairs:
        _look_after(tx, pair)
    return len(pairs)


def pass_on_what_is_late(tx: Transaction) -> int:
    """From the coach to whoever covers, and then to the supervisor. Nobody is left with nobody."""
    late = outreach.late_since(tx, tx.now - GRACE, limit=BATCH)
    alone_with(tx, [task.member_id for task in late])
    for task in late:
        cover_id, days = on_call_now(tx, besides=task.coach_id), working_days_of(tx, task.coach_id, task.member_id)
        passed = task.passed_on(tx.now, cover_id=cover_id, working_days=days)
        outreach.keep(tx, passed)
        tell_outreach(tx, "outreach.overdue", passed)
    return len(late)


def _look_after(tx: Transaction, pair: Parties) -> None:
    days = timedelta(days=pair.cadence_days)
    later = _not_before(tx, pair)
    if later is None:
        whose = {"member_id": pair.member_id, "coach_id": pair.coach_id, "match_id": pair.match_id}
        reach_out(tx, why="cadence", since=tx.now - days, **whose)
    cadences.look_again(tx, pair.match_id, later or tx.now + days)


def _not_before(rx: Reading, pair: Parties) -> datetime | None:
    """There is no need while they will meet anyway, are away, or said that they are fine."""
    said = cadences.wishes(rx, pair.member_id)
    if said and said["fine_until"] and said["fine_until"] > rx.now:
        fine_until: datetime = said["fine_until"]
        return fine_until
    if not may_be_reached(rx, pair.member_id, pair.match_id, "cadence"):
        return rx.now + DAY
    soon = rx.now + timedelta(days=pair.cadence_days)
    meetings = [each.ends_at for each in sessions.ahead_of_match(rx, pair.match_id) if each.starts_at <= soon]
    return meetings[0] + DAY if meetings else None
