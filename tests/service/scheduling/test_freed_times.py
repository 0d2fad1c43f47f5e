"""A time that came free: offered to one person at a time, kept for them, and silence costs nothing."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from services.scheduling.domain.freed import stands_until
from services.scheduling.store.tables import engagements
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    HARBOUR,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
    TUESDAY_TEN,
    Actor,
)

LATER = "2026-11-26T15:00:00Z"
EVE, FAY = new_id(), new_id()
EVE_THE_MEMBER, FAY_THE_MEMBER = Actor(EVE, "member", HARBOUR), Actor(FAY, "member", HARBOUR)
EVE_AND_BO, FAY_AND_BO = new_id(), new_id()


@pytest.fixture
def centre(open_centre):
    """Eve and Fay walk with Bo as well, and would like an earlier time; Eve said so first."""
    open_centre.match(EVE_AND_BO, BO, EVE)
    open_centre.match(FAY_AND_BO, BO, FAY)
    for who in (ADA, EVE, FAY):
        open_centre.person(who)
    for who in (EVE_THE_MEMBER, FAY_THE_MEMBER):
        would_like_one(open_centre, who)
        open_centre.room.clock.at += timedelta(minutes=1)
    return open_centre


def would_like_one(centre, who, wanted=True):
    answer = centre.ask("PUT", f"/people/{who.person}/freed-times", who, json={"wanted": wanted})
    assert answer.status_code == 200, answer.json
    return answer.json


def ada_cannot_come(centre, **how):
    centre.do(centre.booked(**how), "cancellation")
    centre.room.tick()


def offered_to(centre, who):
    return centre.ask("GET", "/freed-times", who, query_string={"state": "offered"}).json["items"]


def answer(centre, who, deed="acceptance", **given):
    (time,) = offered_to(centre, who)
    return centre.ask("POST", f"/freed-times/{time['id']}/{deed}", who, json=given)


def told(centre):
    return [(each.type, each.data["member_id"]) for each in centre.said("time.")]


def test_who_has_waited_longest_is_asked_first_and_alone(centre):
    ada_cannot_come(centre)
    assert told(centre) == [("time.offered", EVE)]
    (time,) = offered_to(centre, EVE_THE_MEMBER)
    assert (time["starts_at"], time["still_free"], "expires_at" in time) == (TUESDAY_TEN, True, False)
    assert offered_to(centre, FAY_THE_MEMBER) == []


def test_a_yes_books_it_and_others_come_first_next_time(centre):
    ada_cannot_come(centre)
    taken = answer(centre, EVE_THE_MEMBER)
    assert (taken.status_code, taken.json["state"]) == (201, "taken")
    session = centre.ask("GET", f"/sessions/{taken.json['session_id']}", EVE_THE_MEMBER).json
    assert (session["starts_at"], session["match_id"]) == (TUESDAY_TEN, EVE_AND_BO)
    assert ("time.taken", EVE) in told(centre)
    ada_cannot_come(centre, starts_at="2026-11-24T17:00:00Z")
    assert ("time.offered", FAY) in told(centre)


def test_what_was_booked_for_later_can_be_moved_there(centre):
    later = centre.booked(actor=EVE_THE_MEMBER, match_id=EVE_AND_BO, starts_at=LATER)
    ada_cannot_come(centre)
    taken = answer(centre, EVE_THE_MEMBER, instead_of=later["id"])
    assert (taken.status_code, taken.json["session_id"]) == (201, later["id"])
    assert centre.ask("GET", f"/sessions/{later['id']}", EVE_THE_MEMBER).json["starts_at"] == TUESDAY_TEN


def test_silence_costs_nothing_and_the_next_is_asked(centre):
    ada_cannot_come(centre)
    since = would_like_one(centre, EVE_THE_MEMBER)["since"]
    centre.room.tick(hours=3)
    assert sorted(told(centre)) == sorted([("time.offered", EVE), ("time.lapsed", EVE), ("time.offered", FAY)])
    assert would_like_one(centre, EVE_THE_MEMBER)["since"] == since
    centre.room.tick(hours=12)
    assert centre.book().status_code == 201


def test_no_thanks_asks_the_next_at_once(centre):
    ada_cannot_come(centre)
    assert answer(centre, EVE_THE_MEMBER, "decline").json["state"] == "lapsed"
    centre.room.tick()
    assert ("time.offered", FAY) in told(centre)


def test_meanwhile_it_is_kept_and_the_person_is_bound_to_nothing(centre):
    ada_cannot_come(centre)
    assert centre.book(FAY_THE_MEMBER, FAY_AND_BO).json["code"] == "taken"
    with every_row(centre.room.desk.engine) as connection:
        assert connection.execute(sa.select(engagements.c.person_id)).scalars().all() == [BO]


def test_a_late_yes_is_a_yes_while_nobody_else_has_it(centre):
    ada_cannot_come(centre)
    (time,) = offered_to(centre, EVE_THE_MEMBER)
    centre.room.tick(hours=3)
    late = centre.ask("POST", f"/freed-times/{time['id']}/acceptance", EVE_THE_MEMBER, json={})
    assert late.json["code"] == "taken"
    answer(centre, FAY_THE_MEMBER, "decline")
    assert centre.ask("POST", f"/freed-times/{time['id']}/acceptance", EVE_THE_MEMBER, json={}).json["state"] == "taken"


def test_who_meets_before_that_anyway_or_is_away_is_not_asked(centre):
    centre.booked(actor=EVE_THE_MEMBER, match_id=EVE_AND_BO, starts_at="2026-11-24T14:00:00Z")
    centre.match(FAY_AND_BO, BO, FAY, deed="paused", state="paused")
    ada_cannot_come(centre, starts_at=LATER)
    assert told(centre) == []
    assert centre.book(starts_at=LATER).status_code == 201


def test_who_has_died_is_offered_nothing_from_that_moment(centre):
    ada_cannot_come(centre)
    centre.person(EVE, deed="changed", state="died")
    centre.room.tick()
    assert sorted(told(centre)) == sorted([("time.offered", EVE), ("time.lapsed", EVE), ("time.offered", FAY)])


def test_what_the_coach_cannot_keep_is_not_free(centre):
    centre.do(centre.booked(), "cancellation", BO_THE_COACH)
    centre.room.tick()
    assert told(centre) == []


def test_nobody_else_sees_or_answers_it(centre):
    ada_cannot_come(centre)
    (time,) = offered_to(centre, EVE_THE_MEMBER)
    for who in (FAY_THE_MEMBER, DEE_THE_MEMBER, CAM_THE_COACH, SAL_ELSEWHERE):
        assert centre.ask("GET", f"/freed-times/{time['id']}", who).status_code == 404
        assert centre.ask("POST", f"/freed-times/{time['id']}/acceptance", who, json={}).status_code == 404
    assert centre.ask("GET", f"/freed-times/{time['id']}", SAL_AT_THE_DESK).status_code == 200
    assert centre.ask("PUT", f"/people/{EVE}/freed-times", ADA_THE_MEMBER, json={"wanted": True}).status_code == 404


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T15:00+00:00", "2026-11-23T17:00+00:00"),
        ("2026-11-24T00:30+00:00", "2026-11-24T15:30+00:00"),  # half past seven in the evening: half an hour, then on
        ("2026-11-24T05:00+00:00", "2026-11-24T16:00+00:00"),  # midnight
        ("2026-11-25T12:00+00:00", "2026-11-25T15:00+00:00"),  # not within the hour before
        ("2026-11-25T14:50+00:00", None),
    ],
)
def test_it_stands_for_two_hours_of_somebodys_day(now, until):
    starts_at = datetime.fromisoformat("2026-11-25T16:00+00:00")
    found = stands_until(datetime.fromisoformat(now), "America/New_York", starts_at)
    assert found == (until and datetime.fromisoformat(until))
