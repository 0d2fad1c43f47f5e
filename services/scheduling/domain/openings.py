"""The times that can be booked. The same few lines answer "what is offered?" and "may this be booked?"."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from services.scheduling.domain.hours import MODALITIES, Clock, Hours, Rules, Window
from services.scheduling.domain.intervals import Interval, covers, merge, subtract, touches
from services.scheduling.domain.session import AT_A_PLACE
from services.scheduling.domain.wallclock import DAY
from services.scheduling.domain.ways import Ways
from services.scheduling.domain.windows import open_time, open_time_by_modality, places

# How far before the question a diary must reach: where a free stretch begins sets its grid.
LOOK_BACK = 15 * DAY
FEW_DAYS = 2 * DAY
A_CENTURY = 36_525

Room = Callable[[int], bool]
Modalities = Callable[[int, int], tuple[str, ...]]
InTime = Callable[[int, int, tuple[str, ...]], tuple[str, ...]]


@dataclass(frozen=True)
class Diary:
    """What is known of a coach's time. Busy stretches hold the buffers of what they are there for.

    `meetings` are the starts that count towards the coach's limits; `elsewhere` is when the person who wants
    to meet them is in another place; `ways` are there where getting from place to place takes time.
    """

    hours: Hours
    busy: Sequence[Interval] = ()
    meetings: Sequence[int] = ()
    elsewhere: Sequence[Interval] = ()
    ways: Ways | None = None

    @classmethod
    def closed(cls) -> "Diary":
        """Of somebody who meets nobody."""
        return cls(Hours("UTC"))

    def anyway(self) -> "Diary":
        """Whatever the hours, notice and limits say. Time off, the own calendar and whom they are promised to stand."""
        always = {day: (Window(0, DAY),) for day in range(7)}
        own = self.hours.rules
        rules = Rules(
            minutes=own.minutes,
            step_minutes=1,
            buffer_before_minutes=own.buffer_before_minutes,
            buffer_after_minutes=own.buffer_after_minutes,
            min_notice_minutes=0,
            horizon_days=A_CENTURY,
        )
        return replace(self, hours=replace(self.hours, weekly=always, exceptions={}, rules=rules))

    def without_horizon(self) -> "Diary":
        rules = replace(self.hours.rules, horizon_days=A_CENTURY)
        return replace(self, hours=replace(self.hours, rules=rules))


class Opening(NamedTuple):
    start: int
    end: int
    modalities: tuple[str, ...]


def openings(diary: Diary, *, minutes: int, now: int, first: int, last: int) -> Iterator[Opening]:
    """What can be booked wholly between two instants, in order. Stop asking and no more is worked out."""
    rules, length = diary.hours.rules, minutes * 60
    first, last = max(first, now + rules.min_notice_minutes * 60), min(last, _horizon(rules, now) + length)
    if first + length > last:
        return
    yield from offered(diary, length=length, first=first, last=last - length)


def offered(diary: Diary, *, length: int, first: int, last: int) -> Iterator[Opening]:
    """Every opening that starts from `first` up to and including `last`, whatever the notice.

    Worked out a few days at a time: whoever wants the first only, pays for few.
    """
    clock = diary.hours.clock(first - LOOK_BACK, last + length)
    room, in_time = _room(diary, clock), _in_time(diary, clock)
    for begin, end in _stretches(first, last):
        modalities_at = _modalities(diary.hours, clock, begin, end + length)
        for start in _starts(diary, clock, room, length, begin, end):
            if modalities := in_time(start, start + length, modalities_at(start, start + length)):
                yield Opening(start, start + length, modalities)


def _stretches(first: int, last: int) -> Iterator[Interval]:
    """Both ends belong to it; each is three times as long as the one before."""
    length = FEW_DAYS
    while first <= last:
        yield first, min(first + length - 1, last)
        first, length = first + length, length * 3


def _starts(diary: Diary, clock: Clock, room: Room, length: int, first: int, last: int) -> Iterator[int]:
    rules = diary.hours.rules
    step, grid = rules.step_minutes * 60, rules.grid
    elsewhere = merge(diary.elsewhere)
    for begin, end in _free(diary, clock, first, last + length):
        start = begin + -clock.wall(begin) % grid
        if start < first:
            start += -(-(first - start) // step) * step
        for candidate in range(start, min(end - length, last) + 1, step):
            if room(candidate) and not (elsewhere and touches(elsewhere, candidate, candidate + length)):
                yield candidate


def _horizon(rules: Rules, now: int) -> int:
    return now + rules.horizon_days * DAY


def _free(diary: Diary, clock: Clock, first: int, last: int) -> list[Interval]:
    """Open time less busy time, each widened by the buffers the next session will bring."""
    found = _open(diary.hours, clock, first, last)
    if not found:
        return []
    before, after = diary.hours.rules.buffers
    since, until = found[0][0] - before, found[-1][1] + after
    busy = [(start - after, end + before) for start, end in diary.busy if end > since and start < until]
    return [(begin, end) for begin, end in subtract(found, merge(busy)) if end > first and begin < last]


def _open(hours: Hours, clock: Clock, first: int, last: int) -> list[Interval]:
    """Whole windows, from where they begin: so that the grid never depends on the question asked."""
    day, last_day = clock.wall(first) // DAY, clock.wall(last) // DAY
    found = open_time(hours, clock, day - 2, last_day)
    if found and found[0][0] <= clock.utc((day - 2) * DAY) and found[0][1] > first:
        monday = day - (day + 3) % 7
        return open_time(hours, clock, monday - 7, last_day)
    return found


def _room(diary: Diary, clock: Clock) -> Room:
    """Is there room for one more on that day and in that week, as the coach's calendar at home counts them?"""
    rules, clock = diary.hours.rules, clock.home
    most_a_day, most_a_week = rules.max_per_day, rules.max_per_week
    if not rules.counts:
        return lambda start: True
    days = Counter(clock.wall(start) // DAY for start in diary.meetings)
    weeks = Counter((clock.wall(start) // DAY + 3) // 7 for start in diary.meetings)

    def room(start: int) -> bool:
        day = clock.wall(start) // DAY
        if most_a_day is not None and days[day] >= most_a_day:
            return False
        return most_a_week is None or weeks[(day + 3) // 7] < most_a_week

    return room


def _modalities(hours: Hours, clock: Clock, first: int, last: int) -> Modalities:
    if not hours.restricts_modalities:
        return lambda start, end: MODALITIES
    days = clock.wall(first) // DAY - 1, clock.wall(last) // DAY
    offered = open_time_by_modality(hours, clock, *days)
    return lambda start, end: tuple(way for way in MODALITIES if covers(offered[way], start, end))


def _in_time(diary: Diary, clock: Clock) -> InTime:
    """Less what the coach would not get to, or from, in time; and no calls on the way."""
    if diary.ways is None:
        return lambda start, end, offered: offered
    ways, (before, after), busy = diary.ways, diary.hours.rules.buffers, merge(diary.busy)
    place_at = places(ways.hours, clock)

    def in_time(start: int, end: int, offered: tuple[str, ...]) -> tuple[str, ...]:
        if not offered:
            return offered
        span = start - before, end + after
        meets, talks = ways.leave_room_to_meet(*span, busy, place_at(start)), ways.leave_room_to_talk(*span)
        return tuple(way for way in offered if (meets if way in AT_A_PLACE else talks))

    return in_time
