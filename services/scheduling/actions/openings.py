"""What is offered can be booked, and what is not offered is refused: both are asked here, of the same domain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from services.scheduling.actions.access import coach_one_may_meet, own_match
from services.scheduling.actions.diaries import diaries_of, diary_of, engaged_then
from services.scheduling.domain import openings as rules
from services.scheduling.domain.instants import seconds, seconds_up, written
from services.scheduling.domain.openings import Diary, Opening
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import AT_A_PLACE
from services.scheduling.domain.wallclock import DAY
from services.scheduling.store import heard, hours
from shared.db.reading import Reading
from shared.kernel.errors import Conflict, Invalid, NotFound

Shown = dict[str, Any]
Span = dict[str, int]
TWO_WEEKS = timedelta(days=14)
MOST = timedelta(days=62)
NEAREST = 3
ON_THE_WAY = "The coach is on the way from one place to another then. Another time may do."
OR_A_CALL = "The coach is on the way from one place to another then. A call, or another time, may do."
WEEK = 7 * DAY


def openings_of_coach(
    rx: Reading, coach_id: str, *, first: datetime | None, last: datetime | None, minutes: int | None, limit: int | None
) -> list[Shown]:
    coach_one_may_meet(rx, coach_id)
    if not (heard.is_known(rx, coach_id) or hours.find(rx, coach_id)):
        raise NotFound("We have no such coach.")
    span = span_of(rx, first, last)
    if heard.gone(rx, [coach_id]):
        return []
    diary = diary_of(rx, coach_id, first=span["first"], last=span["last"])
    return _shown(coach_id, diary, span, minutes, limit, now=seconds_up(rx.now))


def openings_of_match(
    rx: Reading, match_id: str, *, first: datetime | None, last: datetime | None, minutes: int | None, limit: int | None
) -> list[Shown]:
    """When both can: the member is not offered a time at which they are with somebody else."""
    pair = own_match(rx, match_id)
    if pair.over or heard.gone(rx, [pair.coach_id]):
        return []
    span = span_of(rx, first, last)
    diary = diary_of(rx, pair.coach_id, first=span["first"], last=span["last"], member_id=pair.member_id)
    return _shown(pair.coach_id, diary, span, minutes or pair.minutes, limit, now=seconds_up(rx.now))


def earliest_of_each(
    rx: Reading, coach_ids: Sequence[str], *, first: datetime | None, last: datetime | None, minutes: int | None
) -> list[Shown]:
    """The first opening of each who has one, soonest first."""
    span = span_of(rx, first, last)
    gone = heard.gone(rx, coach_ids)
    soon = _first_of_each(rx, [id for id in coach_ids if id not in gone], span | {"last": _soon(span)}, minutes)
    seen = gone | soon.keys()
    others = [id for id in coach_ids if id not in seen]
    later = _first_of_each(rx, others, span, minutes) if others and _soon(span) < span["last"] else {}
    return sorted((soon | later).values(), key=lambda shown: shown["starts_at"])


def _soon(span: Span) -> int:
    """Most have time within days: reading all of their month would take longer than asking a few again."""
    return min(span["first"] + 3 * DAY, span["last"])


def _first_of_each(rx: Reading, coach_ids: Sequence[str], span: Span, minutes: int | None) -> dict[str, Shown]:
    diaries, now = diaries_of(rx, coach_ids, **span), seconds_up(rx.now)
    each = {coach_id: _shown(coach_id, diary, span, minutes, 1, now=now) for coach_id, diary in diaries.items()}
    return {coach_id: found[0] for coach_id, found in each.items() if found}


def span_of(rx: Reading, first: datetime | None, last: datetime | None) -> Span:
    """From now, and for two weeks, unless asked otherwise."""
    begin = first or rx.now
    end = last or begin + TWO_WEEKS
    require_span(begin, end)
    return {"first": seconds_up(begin), "last": seconds(end)}


def require_span(begin: datetime, end: datetime) -> None:
    if begin >= end:
        raise Invalid("Some fields need another look.", errors={"to": ["This is not after `from`."]})
    if end - begin > MOST:
        raise Invalid("Some fields need another look.", errors={"to": ["Please ask for 62 days or fewer."]})


@dataclass(frozen=True)
class Wish:
    """To meet at one time, in one way or as these two agreed. `without` is the session being moved, or the hold being
    used.

    `as_agreed`: one of a series, which two people agreed on for longer than single times are open.
    `anyway`: staff said why the hours, the notice and the limits do not hold this once.
    """

    pair: Parties
    starts_at: datetime
    minutes: int
    modality: str | None = None
    without: str | None = None
    as_agreed: bool = False
    anyway: bool = False

    @property
    def start(self) -> int:
        return seconds(self.starts_at)

    @property
    def end(self) -> int:
        return self.start + self.minutes * 60

    def offered(self, diary: Diary, *, now: int, first: int, last: int) -> Iterator[Opening]:
        diary = diary.without_horizon() if self.as_agreed else diary.anyway() if self.anyway else diary
        found, ways = rules.openings(diary, minutes=self.minutes, now=now, first=first, last=last), self._ways(diary)
        return (opening for opening in found if not ways.isdisjoint(opening.modalities))

    def _ways(self, diary: Diary) -> frozenset[str]:
        """The one that was said, else those agreed on; whatever the coach offers, where they never offer these."""
        if self.modality:
            return frozenset((self.modality,))
        return diary.hours.ways_to_meet.intersection(self.pair.modalities) or diary.hours.ways_to_meet


def require_open(rx: Reading, wish: Wish) -> tuple[Opening, Diary]:
    """The opening at this very time, or a refusal that names the nearest ones."""
    diary = _diary(rx, wish, wish.start, wish.end)
    if diary and not wish.starts_at.microsecond:
        span = {"now": seconds_up(rx.now), "first": wish.start, "last": wish.end}
        if found := next(wish.offered(diary, **span), None):
            return found, diary
    near = _nearest(rx, wish)
    if _is_on_the_way(rx, wish, diary):
        words = OR_A_CALL if wish.modality in (None, *AT_A_PLACE) else ON_THE_WAY
        raise Conflict(words, code="on_the_way", nearest=near)
    if _is_taken(rx, wish, diary):
        raise Conflict("That time is already taken.", code="taken", nearest=near)
    raise Conflict("That time is not open for booking.", code="not_open", nearest=near)


def _diary(rx: Reading, wish: Wish, first: int, last: int) -> Diary | None:
    coach, member = wish.pair.people
    return diary_of(rx, coach, first=first, last=last, member_id=member, without=wish.without)


def _is_on_the_way(rx: Reading, wish: Wish, diary: Diary | None) -> bool:
    """Would it be open if places were no way apart?"""
    if diary is None or diary.ways is None:
        return False
    near, span = replace(diary, ways=None), {"first": wish.start, "last": wish.end}
    return next(wish.offered(near, now=seconds_up(rx.now), **span), None) is not None


def _is_taken(rx: Reading, wish: Wish, diary: Diary | None) -> bool:
    before, after = diary.hours.rules.buffers if diary else (0, 0)
    coach, member = wish.pair.people
    return engaged_then(rx, coach, wish.start - before, wish.end + after, wish.without) or engaged_then(
        rx, member, wish.start, wish.end, wish.without
    )


def _nearest(rx: Reading, wish: Wish) -> list[Shown]:
    """What is usually open: nobody needs thousands of times that would do at a pinch."""
    wish, now = replace(wish, anyway=False), seconds_up(rx.now)
    first, last = max(wish.start - WEEK, now), wish.end + 2 * WEEK
    diary = _diary(rx, wish, first, last) if first < last else None
    if diary is None:
        return []
    found = wish.offered(diary, now=now, first=first, last=last)
    near = sorted(found, key=lambda opening: abs(opening.start - wish.start))[:NEAREST]
    in_order = sorted(near, key=lambda opening: opening.start)
    return [show(wish.pair.coach_id, opening) for opening in in_order]


def _shown(
    coach_id: str, diary: Diary | None, span: Span, minutes: int | None, limit: int | None, *, now: int
) -> list[Shown]:
    if diary is None:
        return []
    length = minutes or diary.hours.rules.minutes
    found = rules.openings(diary, minutes=length, now=now, **span)
    return [show(coach_id, opening) for opening in islice(found, limit)]


def show(coach_id: str, opening: Opening) -> Shown:
    """As it is said, in problems too: there may be hundreds, and a schema would take longer than finding them."""
    times = {"starts_at": written(opening.start), "ends_at": written(opening.end)}
    return {"coach_id": coach_id, **times, "modalities": list(opening.modalities)}
