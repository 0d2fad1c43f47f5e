"""Puts together what is known of people's time, for the domain to decide on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from services.scheduling.domain.busy import BusyTime
from services.scheduling.domain.hours import Hours, read_hours
from services.scheduling.domain.instants import instant, seconds
from services.scheduling.domain.intervals import Interval
from services.scheduling.domain.openings import LOOK_BACK, Diary
from services.scheduling.domain.wallclock import wall_clock
from services.scheduling.store import engagements, hours
from shared.db.reading import Reading, Row

LOOK_AHEAD = timedelta(days=8)  # to the end of the coach's week, which limits count in


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
) -> dict[str, Diary]:
    """The diaries of those who have hours, good for questions between two instants. Whether they are still with us,
    whoever asks has asked: a booking asks it of both.

    `without` leaves out one session or hold: what is being moved, or used, does not stand in its own way.
    """
    known = hours.of_coaches(rx, coach_ids)
    since, until = instant(first - LOOK_BACK), instant(last) + LOOK_AHEAD
    people = [row["coach_id"] for row in known] + ([member_id] if member_id else [])
    rows = [row for row in engagements.of_people(rx, people, since, until) if row["session_id"] != without]
    engaged = _by(rows, "person_id")
    busy = _by(hours.busy(rx, people, since - LOOK_AHEAD, until), "coach_id")
    elsewhere = [_during(row) for row in engaged[member_id]] if member_id else []
    return {row["coach_id"]: _diary(row, engaged, busy, elsewhere) for row in known}


def engaged_then(rx: Reading, person_id: str, first: int, last: int, without: str | None) -> bool:
    """Are they already promised to somebody at that time?"""
    rows = engagements.of_people(rx, [person_id], instant(first), instant(last))
    others = [row for row in rows if row["session_id"] != without]
    return any(start < last and first < end for start, end in map(_during, others))


def _diary(row: Row, engaged: dict[str, list[Row]], busy: dict[str, list[Row]], elsewhere: list[Interval]) -> Diary:
    theirs = read_hours(row["document"])
    own = engaged[row["coach_id"]]
    return Diary(
        hours=theirs,
        busy=[_during(each) for each in own] + _calendar(theirs, busy[row["coach_id"]]),
        meetings=[seconds(each["meets_at"]) for each in own if each["part"] == "coach"],
        elsewhere=elsewhere,
    )


def _calendar(theirs: Hours, rows: list[Row]) -> list[Interval]:
    """A coach needs the same minutes around what stands in their own calendar."""
    before, after = theirs.rules.buffers
    times = [BusyTime(row["floating"], row["starts_at"], row["ends_at"]) for row in rows]
    if not times:
        return []
    first, last = min(time.starts_at for time in times), max(time.ends_at for time in times)
    clock = wall_clock(theirs.time_zone, seconds(first), seconds(last))
    spans = [time.on(clock) for time in times]
    return [(start - before, end + after) for start, end in spans]


def _during(row: Row) -> Interval:
    return seconds(row["starts_at"]), seconds(row["ends_at"])


def _by(rows: Sequence[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found
