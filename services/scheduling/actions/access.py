"""Who may see and do what: a coach their own, a member their own, staff their organisation.

A stranger hears what they would hear of a thing that never was.
"""

from collections.abc import Collection
from typing import TypeVar

from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import Session
from services.scheduling.store import heard, sessions
from shared.db.reading import Reading
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound

Thing = TypeVar("Thing")


def own_match(rx: Reading, match_id: str) -> Parties:
    match = heard.match(rx, match_id)
    return _own(rx, match, match.people if match else (), "We have no such match.")


def own_session(rx: Reading, session_id: str) -> Session:
    session = sessions.find(rx, session_id)
    return _own(rx, session, session.people if session else (), "We have no such session.")


def own_coach(rx: Reading, coach_id: str) -> None:
    _own(rx, coach_id, (coach_id,), "We have no such coach.")


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
