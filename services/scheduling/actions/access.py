"""Who may see and do what: a coach their own, a member their own, staff their organisation.

A stranger hears what they would hear of a thing that never was.
"""

from collections.abc import Collection
from typing import TypeVar

from services.scheduling.domain.parties import Parties
from services.scheduling.domain.series import Series
from services.scheduling.domain.session import Session
from services.scheduling.store import calendars, groups, heard, series, sessions
from services.scheduling.store.on_call import on_call_ids
from shared.db.reading import Reading, Row
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound

Thing = TypeVar("Thing")


def own_match(rx: Reading, match_id: str) -> Parties:
    match = heard.match(rx, match_id)
    return _own(rx, match, match.people if match else (), "We have no such match.")


def own_session(rx: Reading, session_id: str) -> Session:
    session = sessions.find(rx, session_id)
    covered = (session.covers_for,) if session and session.covers_for else ()
    people = (*everybody_in(rx, session), *covered) if session else ()
    return _own(rx, session, people, "We have no such session.")


def everybody_in(rx: Reading, session: Session) -> tuple[str, ...]:
    """Who has a seat in a group belongs to it too."""
    seated = groups.seats_of(rx, [session.id])[session.id] if session.group_id else []
    return (*session.people, *(seat.member_id for seat in seated))


def own_series(rx: Reading, series_id: str) -> Series:
    found = series.find(rx, series_id)
    match = heard.match(rx, found.match_id) if found else None
    return _own(rx, found, match.people if match else (), "We have no such series.")


def own_person(rx: Reading, person_id: str) -> None:
    known = heard.person(rx, person_id) or heard.is_known(rx, person_id)
    _own(rx, known or None, (person_id,), "We have no such person.")


def own_calendar(rx: Reading, calendar_id: str) -> None:
    row = calendars.find(rx, calendar_id)
    _own(rx, row, (row["person_id"],) if row else (), "There is no such calendar.")


def own_referral(rx: Reading, referral_id: str) -> Row:
    """For the person, for staff, and for whoever is on call."""
    row = heard.referral(rx, referral_id)
    people = (row["member_id"], *(on_call_ids(rx) if rx.actor.role == "coach" else ())) if row else ()
    return _own(rx, row, people, "We have no such referral.")


def own_coach(rx: Reading, coach_id: str) -> None:
    _own(rx, coach_id, (coach_id,), "We have no such coach.")


def own_or_walked_with(rx: Reading, person_id: str) -> None:
    """For the person, whoever walks with them, and staff."""
    walks_along = heard.match_between(rx, coach_id=rx.actor.person, member_id=person_id)
    known = heard.person(rx, person_id) or heard.matches_of(rx, person_id)
    _own(rx, known or None, walks_along.people if walks_along else (person_id,), "We have no such person.")


def own_to_seat(rx: Reading, leader_id: str, member_id: str) -> None:
    """Whoever leads seats anybody, staff too; a coach those they walk with; a member themselves."""
    walks_along = heard.match_between(rx, coach_id=rx.actor.person, member_id=member_id)
    people = (leader_id, member_id, *((rx.actor.person,) if walks_along else ()))
    _own(rx, member_id, people, "We have no such person.")


def may_answer_for(rx: Reading, people: Collection[str], words: str) -> None:
    """One of these, or staff."""
    _own(rx, True, people, words)


def leads(rx: Reading, leader_id: str) -> bool:
    return _sees_all(rx.actor) or rx.actor.person == leader_id


def coach_one_may_meet(rx: Reading, coach_id: str) -> None:
    """A coach's openings are for the coach, for staff and for whoever walks with them."""
    walks_along = heard.match_between(rx, coach_id=coach_id, member_id=rx.actor.person)
    people = walks_along.people if walks_along else (coach_id,)
    _own(rx, coach_id, people, "We have no such coach.")


def person_to_narrow_to(actor: Actor) -> str | None:
    """Lists hold what is one's own; staff see their organisation."""
    return None if _sees_all(actor) else actor.person


def _own(rx: Reading, found: Thing | None, people: Collection[str], words: str) -> Thing:
    if found is None or not (_sees_all(rx.actor) or rx.actor.is_among(people)):
        raise NotFound(words)
    return found


def _sees_all(actor: Actor) -> bool:
    return actor.is_staff or actor.role == "service"
