"""What repeats. Each session is one like any other; what cannot be is told, with the reason, and the rest is booked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.scheduling.actions.access import own_match, own_series
from services.scheduling.actions.asking import answer_series
from services.scheduling.actions.sessions import book_session, cancel_what_lies_ahead, move_session
from services.scheduling.actions.showing import shown_ahead
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.series import Series
from services.scheduling.domain.session import Session
from services.scheduling.store import heard, hours, series, sessions
from shared.db.reading import Reading
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339

Shown = dict[str, Any]
REASONS = frozenset({"past", "taken", "not_open", "on_the_way"})


def book_series(
    tx: Transaction,
    *,
    match_id: str,
    starts_at: datetime,
    rrule: str,
    minutes: int | None = None,
    modality: str | None = None,
    time_zone: str | None = None,
) -> Shown:
    pair = own_match(tx, match_id)
    zone = time_zone or _zone_of(tx, pair)
    new = Series(new_id(), match_id, rrule, zone, starts_at, minutes or pair.minutes)
    starts, gaps = new.starts()
    booked, skipped = [], [_gap(new, wall) for wall in gaps]
    for start in starts:
        wish = {"match_id": match_id, "starts_at": start, "minutes": new.minutes, "modality": modality}
        _try(lambda wish=wish: booked.append(book_session(tx, **wish, series_id=new.id)), new, start, skipped)
    if not booked:
        raise Conflict("None of these times can be booked.", code="none_booked", skipped=_as_text(skipped))
    series.add(tx, new)
    return _show(new, booked, skipped)


def series_seen(rx: Reading, series_id: str) -> Shown:
    found = own_series(rx, series_id)
    return _show(found, [shown_ahead(session) for session in sessions.ahead_of_series(rx, series_id)], [])


def move_series(
    tx: Transaction, series_id: str, *, session_id: str, starts_at: datetime, minutes: int | None = None
) -> Shown:
    """This one and all that follow, by as much. Later ones go first when they move on, so that none is in the way."""
    found = own_series(tx, series_id)
    ahead = _from(tx, series_id, session_id)
    by = found.wall(starts_at) - found.wall(ahead[0].starts_at)
    moved: list[Shown] = []
    skipped: list[Shown] = []
    for session in sorted(ahead, key=lambda each: each.starts_at, reverse=by.total_seconds() > 0):
        if (to := found.shifted(session.starts_at, by)) is None:
            skipped.append(_gap(found, found.wall(session.starts_at) + by))
        else:
            move = {"session_id": session.id, "starts_at": to, "minutes": minutes}
            _try(lambda move=move: moved.append(move_session(tx, **move)), found, to, skipped)
    if not moved:
        raise Conflict("None of these can be moved.", code="none_moved", skipped=_as_text(skipped))
    return _show(found, sorted(moved, key=lambda each: each["starts_at"]), skipped)


def cancel_series(
    tx: Transaction, series_id: str, *, session_id: str | None = None, reason: str | None = None
) -> Shown:
    found = own_series(tx, series_id)
    ahead = _from(tx, series_id, session_id) if session_id else sessions.ahead_of_series(tx, series_id)
    if not ahead:
        raise Conflict("Nothing of this series lies ahead.", code="ended")
    cancel_what_lies_ahead(tx, ahead, reason=reason or _side(tx, ahead[0]))
    return series_seen(tx, found.id)


def answer_all(tx: Transaction, series_id: str, *, yes: bool) -> Shown:
    answer_series(tx, series_id, yes=yes)
    return series_seen(tx, series_id)


def _try(deed: Callable[[], Any], of: Series, start: datetime, skipped: list[Shown]) -> None:
    """What is refused for its time is left out; a match that has ended is refused as a whole."""
    try:
        deed()
    except Conflict as refusal:
        if refusal.code not in REASONS:
            raise
        skipped.append(_skipped(of, start, refusal.code))


def _from(rx: Reading, series_id: str, session_id: str) -> list[Session]:
    ahead = sessions.ahead_of_series(rx, series_id)
    first = next((session for session in ahead if session.id == session_id), None)
    if first is None:
        raise NotFound("That session does not lie ahead in this series.")
    return [session for session in ahead if session.starts_at >= first.starts_at]


def _zone_of(rx: Reading, pair: Parties) -> str:
    theirs = hours.find(rx, pair.coach_id)
    person = heard.person(rx, pair.coach_id)
    return theirs["document"]["time_zone"] if theirs else person.time_zone if person else "UTC"


def _side(tx: Transaction, session: Session) -> str:
    return {session.member_id: "member", session.coach_id: "coach"}.get(tx.actor.person, "us")


def _gap(of: Series, wall: datetime) -> Shown:
    return {"starts_at": of.closes(wall), "local": wall.isoformat(timespec="minutes"), "reason": "gap"}


def _skipped(of: Series, start: datetime, reason: str) -> Shown:
    return {"starts_at": start, "local": of.wall(start).isoformat(timespec="minutes"), "reason": reason}


def _as_text(skipped: list[Shown]) -> list[Shown]:
    return [each | {"starts_at": rfc3339(each["starts_at"])} for each in skipped]


def _show(found: Series, booked: list[Shown], skipped: list[Shown]) -> Shown:
    return vars(found) | {"booked": booked, "skipped": sorted(skipped, key=lambda each: each["starts_at"])}
