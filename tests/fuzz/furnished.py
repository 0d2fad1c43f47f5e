"""A house in which people live: else most doors would only say that nobody is there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339
from tests.desk.room import Room
from tests.service.matching import agreements
from tests.service.matching.house import House
from tests.service.notifications.mailbox import Mailbox
from tests.service.notifications.office import Office
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    BO_AND_CAM,
    HARBOUR,
    SAL_AT_THE_DESK,
    Centre,
)

MANY = 8


def furnished(room: Room) -> tuple[str, list[dict[str, Any]]]:
    """Whose house it is, and what was told: whatever is named `…_id` in it is there."""
    organisation, told = FURNISH[room.desk.name](room)
    return organisation, [*told, *(event.data for event in room.told())]


def _matching(room: Room) -> tuple[str, list[dict[str, Any]]]:
    """One coach, whom many walk with, wait for, or have asked."""
    house = House(room)
    coach = house.coach(opens_in_hours=24, capacity=40)
    matches = [house.match(coach) for _ in range(MANY)]
    members = [each["member_id"] for each in house.did("GET", "/v1/matches", house.supervisor)["items"]]
    offers = [house.offered(coach) for _ in range(MANY)]
    waiting = [house.referral(house.member()) for _ in range(MANY)]
    lists = [house.shortlist(referral)["shortlist_id"] for referral in waiting]
    consents = [agreements.give(house, member)["id"] for member in members]
    told = [{"coach_id": coach}, *_each("match_id", matches), *_each("offer_id", offers)]
    told += [*_each("referral_id", waiting), *_each("shortlist_id", lists), *_each("consent_id", consents)]
    return house.organisation, [*told, *_each("member_id", members)]


def _scheduling(room: Room) -> tuple[str, list[dict[str, Any]]]:
    """Ada's hours with Bo, some of which repeat; Bo's group, and Bo's own coach, who covers."""
    centre = Centre(room)
    for match_id, coach, member in ((ADA_AND_BO, BO, ADA), (BO_AND_CAM, new_id(), BO)):
        centre.person(member)
        centre.coach(coach)
        centre.match(match_id, coach, member)
        centre.hours(coach)
    first = room.clock.at.replace(hour=15) + timedelta(days=1)
    days = [rfc3339(first + timedelta(days=7 * week + day)) for week in range(2) for day in range(4)]
    sessions = [centre.booked(starts_at=day)["id"] for day in days]
    groups = [_made(centre, "/groups", starts_at=_at(day, 18), coach_id=BO, minutes=60) for day in days]
    holds = [_made(centre, "/holds", starts_at=_at(day, 20), match_id=ADA_AND_BO) for day in days[:2]]
    weekly = {"match_id": ADA_AND_BO, "minutes": 60, "rrule": "FREQ=WEEKLY;COUNT=2"}
    series = [_made(centre, "/series", starts_at=_at(day, 21), **weekly) for day in days[:4]]
    places = [centre.place(f"Library, room {n}") for n in range(3)]
    told = [{"match_id": ADA_AND_BO, "member_id": ADA, "coach_id": BO, "person_id": ADA}]
    told += [*_each("session_id", sessions), *_each("group_id", groups)]
    told += [*_each("hold_id", holds), *_each("series_id", series)]
    return HARBOUR, [*told, *_each("place_id", places)]


def _notifications(room: Room) -> tuple[str, list[dict[str, Any]]]:
    """Somebody with sessions ahead, whom we write to, and who wrote back."""
    mailbox = Mailbox().open()
    office = Office(room.desk, mailbox)
    office.room = room
    office.people()
    sessions = [office.book(room.clock.at + timedelta(days=2 + n))["session_id"] for n in range(MANY)]
    office.deliver()
    mailbox.shut()
    messages = [each["id"] for each in office.messages()]
    told = [{"person_id": office.member, "coach_id": office.coach, "member_id": office.member}]
    return office.organisation, [*told, *_each("session_id", sessions), *_each("message_id", messages)]


FURNISH: dict[str, Callable[[Room], tuple[str, list[dict[str, Any]]]]] = {
    "matching": _matching,
    "scheduling": _scheduling,
    "notifications": _notifications,
}


def _each(name: str, ids: list[str]) -> list[dict[str, Any]]:
    return [{name: id} for id in ids]


def _made(centre: Centre, path: str, **wish: Any) -> str:
    answer = centre.ask("POST", path, SAL_AT_THE_DESK, json=wish)
    assert answer.status_code == 201, answer.text
    id: str = answer.json["id"]
    return id


def _at(moment: str, hour: int) -> str:
    return f"{moment[:11]}{hour}:00:00Z"
