"""The first conversation: before any match, with whoever is on call. Fifteen minutes to half an hour, now or today."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from services.scheduling.actions.access import own_referral, own_session
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.cover_ending import not_needed
from services.scheduling.actions.engaging import engage, refuse_if_over
from services.scheduling.actions.on_call import listed_on_call, welcome_diaries
from services.scheduling.actions.openings import require_span, show
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
from services.scheduling.store import engagements, heard, sessions
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import new_id

Shown = dict[str, Any]
TWO_DAYS = timedelta(hours=48)
NEAREST = 3
WORDS = {"taken": "That time is already taken.", "not_open": "Nobody is on call at that time."}
LENGTH = "A first conversation takes between 15 and 30 minutes."
AT_ANY_HOUR = "A first conversation asks for no hours, notice or limits. There is nothing to set aside."
WAY = "A first conversation is by telephone or in person."


def book(tx: Transaction, *, match_id: str | None = None, referral_id: str | None = None, **wish: Any) -> Shown:
    """Of two who are matched, or of a referral: a welcome conversation."""
    if (match_id is None) == (referral_id is None):
        raise _invalid("match_id", "Please say which match, or which referral: one of them.")
    if referral_id:
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
    """With that coach, or with whoever on call has met the fewest of late."""
    if hold_id:
        raise _invalid("hold_id", "A first conversation needs no hold.")
    if anyway:
        raise _invalid("anyway", AT_ANY_HOUR)
    referral = _alone_with_everybody(tx, referral_id)
    _refuse_if_closed(referral)
    pair, opening, diary = _pick(tx, referral, starts_at, minutes or USUAL, modality, coach_id)
    refuse_if_over(tx, pair, starts_at)
    how: Shown = {"modality": modality or _way(opening), "time_zone": diary.hours.zone_at(opening.start), "first": True}
    how |= {"referral_id": referral_id}
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
    span = {"first": seconds_up(begin), "last": seconds(end)}
    diaries = _diaries(rx, referral, **span)
    found = sorted(_all(rx, diaries, _length(minutes or USUAL), **span), key=lambda each: each[1].start)
    return [show(coach_id, opening) for coach_id, opening in islice(found, limit)]


def _move_welcome(tx: Transaction, session_id: str, starts_at: datetime, minutes: int | None) -> Shown:
    session = own_session(tx, session_id)
    referral = _alone_with_everybody(tx, session.referral_id or "")
    session = own_session(tx, session_id)
    length = _length(minutes or session.minutes)
    moved = session.move(tx.now, starts_at=starts_at, minutes=length, short=customs_of(tx).short_notice)
    engagements.release(tx, session.id)
    pair, _, diary = _pick(tx, referral, starts_at, length, session.modality, session.coach_id)
    refuse_if_over(tx, pair, starts_at)
    moved = moved.at(session.place_id, diary.hours.zone_at(seconds(starts_at)))
    sessions.keep(tx, moved)
    not_needed(tx, session.id)
    engage(tx, moved.id, pair, moved.starts_at, moved.ends_at, diary.hours.rules, kind="session")
    return _done(tx, "session.moved", moved)


def _alone_with_everybody(tx: Transaction, referral_id: str) -> Row:
    """Nobody else books the person, or whoever is on call, until we are done."""
    people = [*listed_on_call(tx), own_referral(tx, referral_id)["member_id"]]
    engagements.alone_with(tx, people)
    engagements.release_expired(tx, people)
    return own_referral(tx, referral_id)


def _pick(
    rx: Reading, referral: Row, starts_at: datetime, minutes: int, modality: str | None, coach_id: str | None
) -> tuple[Parties, Opening, Diary]:
    if modality not in (None, *WAYS):
        raise _invalid("modality", WAY)
    rules.not_past(starts_at, rx.now)
    start, length = seconds(starts_at), _length(minutes)
    span = {"first": start, "last": start + length * 60}
    diaries = _diaries(rx, referral, **span)
    wanted = {id: diary for id, diary in diaries.items() if coach_id in (None, id)}
    found = [] if starts_at.microsecond else list(_all(rx, wanted, length, **span))
    if not found:
        raise _not_open(rx, referral, wanted, length, start)
    chosen, opening = min(found, key=lambda each: len(wanted[each[0]].meetings))
    pair = welcoming_pair(coach_id=chosen, member_id=referral["member_id"], ways=WAYS, minutes=length)
    return pair, opening, wanted[chosen]


def _diaries(rx: Reading, referral: Row, *, first: int, last: int) -> dict[str, Diary]:
    """Of all on call who may meet this person. Whoever may not is as if they were not on call, and nobody hears why."""
    who: Shown = {"member_id": referral["member_id"], "kept_apart": referral["kept_apart"] or ()}
    return welcome_diaries(rx, first=first, last=last, **who)


def _all(
    rx: Reading, diaries: Mapping[str, Diary], minutes: int, *, first: int, last: int
) -> Iterator[tuple[str, Opening]]:
    for coach_id, diary in diaries.items():
        for opening in openings(diary, minutes=minutes, now=seconds_up(rx.now), first=first, last=last):
            yield coach_id, Opening(opening.start, opening.end, WAYS)


def _not_open(rx: Reading, referral: Row, wanted: Mapping[str, Diary], minutes: int, start: int) -> Conflict:
    """Somebody is on call then and promised to somebody else, or nobody is."""
    span = {"first": start, "last": start + minutes * 60}
    alone = {id: replace(diary, busy=(), elsewhere=()) for id, diary in wanted.items()}
    code = "taken" if next(_all(rx, alone, minutes, **span), None) else "not_open"
    around = {"first": max(start - DAY, seconds_up(rx.now)), "last": start + 2 * DAY}
    diaries = _diaries(rx, referral, **around)
    found = _all(rx, {id: diary for id, diary in diaries.items() if id in wanted}, minutes, **around)
    near = sorted(sorted(found, key=lambda each: abs(each[1].start - start))[:NEAREST], key=lambda each: each[1].start)
    return Conflict(WORDS[code], code=code, nearest=[show(*each) for each in near])


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
