"""The first conversation: before any match, with whoever is on call. Fifteen minutes to half an hour, now or today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from services.scheduling.actions.access import own_referral, own_session
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import not_needed
from services.scheduling.actions.engaging import engage, refuse_if_over
from services.scheduling.actions.on_call import listed_on_call, may_be_asked, permitted_diaries, welcome_diaries
from services.scheduling.actions.openings import ON_THE_WAY, require_span, show
from services.scheduling.actions.organisation import customs_of
from services.scheduling.actions.sessions import book_session, move_session
from services.scheduling.actions.showing import shown_ahead
from services.scheduling.actions.telling import tell_session
from services.scheduling.domain import session as rules
from services.scheduling.domain.instants import seconds, seconds_up
from services.scheduling.domain.on_call import LONGEST, SHORTEST, USUAL, WAYS
from services.scheduling.domain.openings import Diary, Opening, openings
from services.scheduling.domain.parties import Parties, welcoming_pair
from services.scheduling.domain.wallclock import DAY
from services.scheduling.domain.windows import place_at
from services.scheduling.store import engagements, heard, sessions
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import new_id

Shown = dict[str, Any]
TWO_DAYS = timedelta(hours=48)
NEAREST = 3
WORDS = {
    "taken": "That time is already taken.",
    "not_open": "Nobody can be asked at that time.",
    "on_the_way": ON_THE_WAY,
}
LENGTH = "A first conversation takes between 15 and 30 minutes."
AT_ANY_HOUR = "A first conversation asks for no hours, notice or limits. There is nothing to set aside."
WAY = "A first conversation is by telephone or in person."


class Asked(NamedTuple):
    """A coach as they are for a first conversation: on call, or in their own hours, because they said so."""

    coach_id: str
    diary: Diary
    by_permission: bool


def book(tx: Transaction, *, match_id: str | None = None, referral_id: str | None = None, **wish: Any) -> Shown:
    """Of two who are matched, or of a referral: a welcome conversation."""
    if (match_id is None) == (referral_id is None):
        raise _invalid("match_id", "Please say which match, or which referral: one of them.")
    if referral_id:
        if wish.pop("only_if_none_ahead", False):
            raise _invalid("only_if_none_ahead", "Only of two who are matched.")
        return welcome(tx, referral_id, **wish)
    if wish.pop("coach_id", None):
        raise _invalid("coach_id", "The match says who the coach is.")
    return book_session(tx, match_id=match_id, **wish)


def move(
    tx: Transaction, session_id: str, *, starts_at: datetime, minutes: int | None = None, anyway: str | None = None
) -> Shown:
    if own_session(tx, session_id).referral_id is None:
        return move_session(tx, session_id, starts_at=starts_at, minutes=minutes, anyway=anyway)
    if anyway:
        raise _invalid("anyway", AT_ANY_HOUR)
    return _move_welcome(tx, session_id, starts_at, minutes)


def welcome(
    tx: Transaction,
    referral_id: str,
    *,
    starts_at: datetime,
    minutes: int | None = None,
    modality: str | None = None,
    coach_id: str | None = None,
    hold_id: str | None = None,
    anyway: str | None = None,
) -> Shown:
    """With that coach; or with whoever on call has met the fewest of late, else with one who said they may be asked."""
    if hold_id:
        raise _invalid("hold_id", "A first conversation needs no hold.")
    if anyway:
        raise _invalid("anyway", AT_ANY_HOUR)
    referral = _alone_with_everybody(tx, referral_id)
    _refuse_if_closed(referral)
    pair, opening, diary = _pick(tx, referral, starts_at, minutes or USUAL, modality, coach_id)
    refuse_if_over(tx, pair, starts_at)
    how: Shown = {"modality": modality or _way(opening), "time_zone": diary.hours.zone_at(opening.start), "first": True}
    how |= {"referral_id": referral_id, "place_id": place_at(diary.hours, opening.start)}
    booked = rules.book(new_id(), pair, starts_at=starts_at, minutes=minutes or USUAL, now=tx.now, **how)
    sessions.add(tx, booked)
    engage(tx, booked.id, pair, booked.starts_at, booked.ends_at, diary.hours.rules, kind="session")
    return _done(tx, "session.booked", booked)


def openings_of_referral(
    rx: Reading,
    referral_id: str,
    *,
    first: datetime | None,
    last: datetime | None,
    minutes: int | None,
    limit: int | None,
) -> list[Shown]:
    """Who could see this person, soonest first: within 48 hours unless asked otherwise."""
    referral = own_referral(rx, referral_id)
    if referral["state"] == "closed" or heard.gone(rx, [referral["member_id"]]):
        return []
    begin = first or rx.now
    end = last or begin + TWO_DAYS
    require_span(begin, end)
    span: Shown = {"first": seconds_up(begin), "last": seconds(end)}
    diaries = _diaries(rx, referral, **span)
    found = {(each.start, id): each for id, each, _ in _all(rx, diaries, _length(minutes or USUAL), **span)}
    return [show(id, found[start, id]) for start, id in islice(sorted(found), limit)]


def _move_welcome(tx: Transaction, session_id: str, starts_at: datetime, minutes: int | None) -> Shown:
    session = own_session(tx, session_id)
    referral = _alone_with_everybody(tx, session.referral_id or "")
    session = own_session(tx, session_id)
    length = _length(minutes or session.minutes)
    moved = session.move(tx.now, starts_at=starts_at, minutes=length, short=customs_of(tx).short_notice)
    engagements.release(tx, session.id)
    pair, _, diary = _pick(tx, referral, starts_at, length, session.modality, session.coach_id, without=session.id)
    refuse_if_over(tx, pair, starts_at)
    moved = moved.at(place_at(diary.hours, seconds(starts_at)), diary.hours.zone_at(seconds(starts_at)))
    sessions.keep(tx, moved)
    not_needed(tx, session.id)
    engage(tx, moved.id, pair, moved.starts_at, moved.ends_at, diary.hours.rules, kind="session")
    return _done(tx, "session.moved", moved)


def _alone_with_everybody(tx: Transaction, referral_id: str) -> Row:
    """Nobody else books the person, or whoever may be asked, until we are done."""
    people = [*listed_on_call(tx), *may_be_asked(tx), own_referral(tx, referral_id)["member_id"]]
    engagements.alone_with(tx, people)
    engagements.release_expired(tx, people)
    return own_referral(tx, referral_id)


def _pick(
    rx: Reading,
    referral: Row,
    starts_at: datetime,
    minutes: int,
    modality: str | None,
    coach_id: str | None,
    without: str | None = None,
) -> tuple[Parties, Opening, Diary]:
    if modality not in (None, *WAYS):
        raise _invalid("modality", WAY)
    rules.not_past(starts_at, rx.now)
    start, length = seconds(starts_at), _length(minutes)
    span: Shown = {"first": start, "last": start + length * 60}
    wanted = [each for each in _diaries(rx, referral, **span, without=without) if coach_id in (None, each.coach_id)]
    free = [] if starts_at.microsecond else list(_all(rx, wanted, length, **span))
    found = [each for each in free if modality in (None, *each[1].modalities)]
    if not found:
        raise _not_open(rx, referral, wanted, length, start, modality)
    chosen, opening, asked = min(found, key=lambda each: (each[2].by_permission, len(each[2].diary.meetings)))
    pair = welcoming_pair(coach_id=chosen, member_id=referral["member_id"], ways=WAYS, minutes=length)
    return pair, opening, asked.diary


def _diaries(rx: Reading, referral: Row, *, first: int, last: int, without: str | None = None) -> list[Asked]:
    """Of all who may be asked and may meet this person. Whoever may not is as if they were not there, and nobody hears
    why. Somebody can be there twice: on call, and in their own hours."""
    who: Shown = {"member_id": referral["member_id"], "kept_apart": referral["kept_apart"] or ()}
    who |= {"first": first, "last": last}
    listed, willing = welcome_diaries(rx, **who), permitted_diaries(rx, **who, without=without)
    return [
        *(Asked(id, diary, False) for id, diary in listed.items()),
        *(Asked(id, diary, True) for id, diary in willing.items()),
    ]


def _all(
    rx: Reading, diaries: Iterable[Asked], minutes: int, *, first: int, last: int
) -> Iterator[tuple[str, Opening, Asked]]:
    for asked in diaries:
        for opening in openings(asked.diary, minutes=minutes, now=seconds_up(rx.now), first=first, last=last):
            if ways := tuple(way for way in WAYS if way in opening.modalities):
                yield asked.coach_id, Opening(opening.start, opening.end, ways), asked


def _not_open(
    rx: Reading, referral: Row, wanted: Sequence[Asked], minutes: int, start: int, modality: str | None
) -> Conflict:
    """Somebody could be asked then and is on the way, or promised to somebody else; or nobody could."""
    span = {"first": start, "last": start + minutes * 60}
    near = [each._replace(diary=replace(each.diary, ways=None)) for each in wanted if each.diary.ways]
    alone = [each._replace(diary=replace(each.diary, busy=(), elsewhere=(), ways=None)) for each in wanted]
    on_the_way = any(modality in (None, *opening.modalities) for _, opening, _ in _all(rx, near, minutes, **span))
    taken = next(_all(rx, alone, minutes, **span), None)
    code = "on_the_way" if on_the_way else "taken" if taken else "not_open"
    around: Shown = {"first": max(start - DAY, seconds_up(rx.now)), "last": start + 2 * DAY}
    whom = {each.coach_id for each in wanted}
    diaries = [each for each in _diaries(rx, referral, **around) if each.coach_id in whom]
    found = {(each.start, id): each for id, each, _ in _all(rx, diaries, minutes, **around)}
    nearest = sorted(sorted(found, key=lambda each: abs(each[0] - start))[:NEAREST])
    return Conflict(WORDS[code], code=code, nearest=[show(id, found[at, id]) for at, id in nearest])


def _length(minutes: int) -> int:
    if not SHORTEST <= minutes <= LONGEST:
        raise _invalid("minutes", LENGTH)
    return minutes


def _way(opening: Opening) -> str:
    return opening.modalities[0]


def _refuse_if_closed(referral: Row) -> None:
    if referral["state"] == "closed":
        raise Conflict("This referral is closed.", code="ended")


def _done(tx: Transaction, type: str, session: rules.Session) -> Shown:
    tell_session(tx, type, session)
    mark_bookable(tx, session.people)
    return shown_ahead(session)


def _invalid(field: str, words: str) -> Invalid:
    return Invalid("Some fields need another look.", errors={field: [words]})
