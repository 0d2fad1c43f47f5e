"""Puts together what is known of people's time, for the domain to decide on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from services.scheduling.actions.getting_there import ways_of, with_ways
from services.scheduling.domain.busy import BusyTime
from services.scheduling.domain.hours import Hours, hours_as_written
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.intervals import Interval, merge
from services.scheduling.domain.openings import LOOK_BACK, Diary
from services.scheduling.store import engagements, hours
from services.scheduling.store.engagements import Engaged
from shared.db.reading import Reading, Row

LOOK_AHEAD = timedelta(days=8)  # to the end of the coach's week, which limits count in
BUFFERS = timedelta(hours=8)  # no shorter than any two of them


def diary_of(
    rx: Reading, coach_id: str, *, first: int, last: int, member_id: str | None = None, without: str | None = None
) -> Diary | None:
    found = diaries_of(rx, [coach_id], first=first, last=last, member_id=member_id, without=without)
    return found.get(coach_id)


def diaries_of(
    rx: Reading,
    coach_ids: Sequence[str],
    *,
    first: int,
    last: int,
    member_id: str | None = None,
    without: str | None = None,
    closures: bool = True,
) -> dict[str, Diary]:
    """The diaries of those who have hours, good for questions between two instants. Whether they are still with us,
    whoever asks has asked: a booking asks it of both.

    `closures` are days on which the organisation meets nobody; the list of who is on call stands beside them.
    `without` leaves out one session or hold: what is being moved, or used, does not stand in its own way.
    """
    theirs = {coach_id: hours_as_written(text) for coach_id, text in hours.said_by(rx, coach_ids).items()}
    if not theirs:
        return {}
    counts = any(each.rules.counts for each in theirs.values())
    since, until = instant(first - LOOK_BACK), instant(last) + (LOOK_AHEAD if counts else BUFFERS)
    people = [*theirs, *([member_id] if member_id else [])]
    engaged: dict[str, list[Engaged]] = defaultdict(list)
    for each in engagements.of_people(rx, people, since, until):
        if each.session_id != without:
            engaged[each.person_id].append(each)
    ours = rx.actor.organisation
    busy = _by_coach(hours.busy(rx, [*people, ours], since - LOOK_AHEAD, until))
    closed = busy[ours] if closures else []
    elsewhere = [(each.start, each.end) for each in engaged[member_id]] if member_id else []
    diaries = {id: _diary(each, engaged[id], busy[id], closed, elsewhere) for id, each in theirs.items()}
    return with_ways(rx, diaries, engaged)


def engaged_then(rx: Reading, person_id: str, first: int, last: int, without: str | None) -> bool:
    """Are they already promised to somebody at that time?"""
    found = engagements.of_people(rx, [person_id], instant(first), instant(last))
    return any(each.start < last and first < each.end for each in found if each.session_id != without)


def not_in_time(
    rx: Reading,
    coach_ids: Sequence[str],
    starts_at: datetime,
    ends_at: datetime,
    *,
    place_id: str | None,
    without: str | None,
) -> set[str]:
    """Who of them would not get to that place (on a call: is on the way), or on to the next, in time? Asked where no
    opening was chosen; on closed days as well.
    """
    if not (coach_ids and ways_of(rx)):
        return set()
    start, end = seconds(starts_at), seconds(ends_at)
    diaries = diaries_of(rx, coach_ids, first=start, last=end, without=without, closures=False)
    return {id for id, diary in diaries.items() if not _gets_there(diary, start, end, place_id)}


def _gets_there(diary: Diary, start: int, end: int, place_id: str | None) -> bool:
    before, after = diary.hours.rules.buffers
    ways, busy = diary.ways, merge(diary.busy)
    return ways is None or ways.leave_room_to_meet(start - before, end + after, busy, place_id)


def _diary(
    theirs: Hours, engaged: list[Engaged], busy: list[Row], closed: list[Row], elsewhere: list[Interval]
) -> Diary:
    """Around a closure nobody needs a buffer."""
    return Diary(
        hours=theirs,
        busy=[(each.start, each.end) for each in engaged]
        + _calendar(theirs, busy, *theirs.rules.buffers)
        + _calendar(theirs, closed, 0, 0),
        meetings=[each.meets for each in engaged if each.part == "coach"],
        elsewhere=elsewhere,
    )


def _calendar(theirs: Hours, rows: list[Row], before: int, after: int) -> list[Interval]:
    """A coach needs the same minutes around what stands in their own calendar as around a session."""
    times = [BusyTime(row["floating"], row["starts_at"], row["ends_at"]) for row in rows]
    if not times:
        return []
    first, last = min(time.starts_at for time in times), max(time.ends_at for time in times)
    clock = theirs.clock(seconds(first), seconds(last))
    spans = [time.on(clock) for time in times]
    return [(start - before, end + after) for start, end in spans]


def _by_coach(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["coach_id"]].append(row)
    return found
