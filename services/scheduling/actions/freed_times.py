"""A time that came free goes to who would like an earlier one: one at a time, and silence costs nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from services.scheduling.actions.access import own_person
from services.scheduling.actions.bookable import mark_bookable
from services.scheduling.actions.engaging import coachs_time, rules_of
from services.scheduling.actions.openings import Wish, require_open
from services.scheduling.domain.freed import NOT_WITHIN, TimeOffer, stands_until
from services.scheduling.domain.openings import Opening
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import Session
from services.scheduling.store import cadences, engagements, heard, sessions
from services.scheduling.store import freed as store
from shared.db.reading import Reading, Row
from shared.db.transaction import Transaction
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id

Shown = dict[str, Any]
BATCH, MOST_ASKED = 20, 20
FREES = frozenset({"member", "match_ended"})  # what the coach or we cannot keep is not free
SHARED = ("match_id", "coach_id", "member_id", "starts_at", "ends_at", "time_zone", "expires_at", "state", "session_id")


def say_wish(tx: Transaction, person_id: str, *, wanted: bool) -> Shown:
    """Tell me when an earlier time comes free; or do not. Whoever waits longest is asked first."""
    own_person(tx, person_id)
    if wanted:
        store.wish(tx, person_id, since=tx.now)
    else:
        store.forget_wish(tx, person_id)
        lapse_for_person(tx, person_id)
    return wish_seen(tx, person_id)


def wish_seen(rx: Reading, person_id: str) -> Shown:
    own_person(rx, person_id)
    since = store.waiting_since(rx, person_id)
    return {"person_id": person_id, "wanted": since is not None, "since": since}


def time_is_free(tx: Transaction, session: Session, *, reason: str) -> None:
    """The person cannot come, or comes another time; the coach is there. The worker offers it in a moment."""
    is_soon = session.starts_at - tx.now <= NOT_WITHIN
    if session.match_id and session.member_id and reason in FREES and not is_soon:
        whose = {"coach_id": session.coach_id, "freed_by": session.member_id}
        store.add_time(tx, id=new_id(), starts_at=session.starts_at, **whose)


def offer_what_is_free(tx: Transaction) -> int:
    """What nobody answered goes to the next; a time is open until somebody takes it or nobody is left to ask."""
    _let_lapse(tx, store.run_out(tx))
    waiting = {row["id"]: row for row in store.open_times(tx, limit=BATCH)}
    asked = {id: store.asked_about(tx, id) for id in waiting}
    free = [row for id, row in waiting.items() if not any(each.state == "offered" for each in asked[id])]
    pairs = {row["id"]: _who_might(tx, row, asked[row["id"]]) for row in free}
    people = {person for each in pairs.values() for pair in each for person in pair.people}
    engagements.alone_with(tx, people)
    engagements.release_expired(tx, sorted(people))
    for row in free:
        if not any(_offered(tx, row, pair) for pair in pairs[row["id"]]):
            store.close_time(tx, row["id"])
    return len(free)


def lapse_for_person(tx: Transaction, member_id: str) -> None:
    _let_lapse(tx, store.standing_of(tx, member_id))


def lapse_for_match(tx: Transaction, match_id: str) -> None:
    _let_lapse(tx, store.standing_of_match(tx, match_id))


def forget_person(tx: Transaction, member_id: str) -> None:
    """Who has died or is gone is offered nothing from this moment."""
    store.forget_wish(tx, member_id)
    lapse_for_person(tx, member_id)


def lapse(tx: Transaction, offer: TimeOffer) -> TimeOffer:
    lapsed = offer.lapsed()
    engagements.release(tx, offer.id)
    store.keep(tx, lapsed)
    tell_time(tx, "time.lapsed", lapsed)
    return lapsed


def tell_time(tx: Transaction, type: str, offer: TimeOffer) -> None:
    data: Shown = {name: getattr(offer, name) for name in SHARED} | {"offer_id": offer.id}
    tx.emit(type, subject=offer.id, key=offer.member_id, version=offer.version, data=data)


def say_again(tx: Transaction) -> int:
    standing = store.standing(tx)
    for offer in standing:
        tell_time(tx, "time.offered", offer)
    return len(standing)


def _let_lapse(tx: Transaction, offers: Iterable[TimeOffer]) -> None:
    found = list(offers)
    coaches = {offer.coach_id for offer in found}
    engagements.alone_with(tx, coaches)
    for offer in found:
        lapse(tx, offer)
    mark_bookable(tx, coaches)


def _who_might(rx: Reading, freed: Row, asked: list[TimeOffer]) -> list[Parties]:
    if freed["starts_at"] - rx.now <= NOT_WITHIN:
        return []
    besides = [freed["freed_by"], *(offer.member_id for offer in asked)]
    found = store.who_waits_for(rx, freed["coach_id"], besides=besides, limit=MOST_ASKED)
    pairs = [pair for id in found if (pair := heard.match(rx, id))]
    return [pair for pair in pairs if _would_be_glad(rx, pair, freed["starts_at"])]


def _would_be_glad(rx: Reading, pair: Parties, starts_at: datetime) -> bool:
    """Not who is away or asked to be left in peace, nor who meets before that anyway, nor who was just asked."""
    person, said = heard.person(rx, pair.member_id), cadences.wishes(rx, pair.member_id)
    if (person and (person.gone or person.state == "paused")) or (said and said["not_called_from"]):
        return False
    if store.standing_of(rx, pair.member_id):
        return False
    return all(each.starts_at > starts_at for each in sessions.ahead_of_match(rx, pair.match_id or ""))


def _offered(tx: Transaction, freed: Row, pair: Parties) -> bool:
    """Only what can be booked. The coach's time is kept meanwhile; the person's is not: they owe no answer."""
    person = heard.person(tx, pair.member_id)
    starts_at, zone = freed["starts_at"], person.time_zone if person else "UTC"
    notice = rules_of(tx, pair.coach_id).min_notice_minutes
    until = stands_until(tx.now, zone, starts_at, notice_minutes=notice)
    if until is None or heard.gone(tx, pair.people):
        return False
    try:
        opening, diary = require_open(tx, Wish(pair, starts_at, pair.minutes))
    except Conflict:
        return False
    if not _fits_what_lies_ahead(tx, pair, opening):
        return False
    _keep(tx, _offer(freed, pair, diary.hours.time_zone, tx.now, until))
    return True


def _fits_what_lies_ahead(rx: Reading, pair: Parties, opening: Opening) -> bool:
    """Whichever of it this time takes the place of, they meet as they said they would."""
    return all(each.modality in opening.modalities for each in sessions.ahead_of_match(rx, pair.match_id or ""))


def _offer(freed: Row, pair: Parties, time_zone: str, now: datetime, until: datetime) -> TimeOffer:
    who = {"match_id": pair.match_id, "coach_id": pair.coach_id, "member_id": pair.member_id}
    when = {"starts_at": freed["starts_at"], "ends_at": freed["starts_at"] + timedelta(minutes=pair.minutes)}
    stands: Any = {"time_zone": time_zone, "offered_at": now, "expires_at": until}
    return TimeOffer(id=new_id(), freed_id=freed["id"], **who, **when, **stands)


def _keep(tx: Transaction, offer: TimeOffer) -> None:
    store.add(tx, offer)
    theirs, span = rules_of(tx, offer.coach_id), (offer.starts_at, offer.ends_at)
    kept = coachs_time(offer.id, offer.coach_id, *span, theirs, kind="offer", expires_at=offer.expires_at)
    engagements.engage(tx, [kept])
    tell_time(tx, "time.offered", offer)
    mark_bookable(tx, [offer.coach_id])
