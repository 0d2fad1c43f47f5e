"""Many at once: exactly one gets it, and the database would say so even if nobody had asked."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
import sqlalchemy as sa

from services.scheduling.store import hours, overlap
from services.scheduling.store.care_tables import trips
from services.scheduling.store.tables import engagements, holds
from shared.db.transaction import transaction
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    BO_AND_CAM,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
    z,
)

WHO_WAITS = """
SELECT count(*) FROM pg_locks JOIN pg_database AS own ON own.oid = database
WHERE NOT granted AND datname = current_database()
"""
HALF_PAST_TEN, TWO = "2026-11-24T15:30:00Z", "2026-11-24T19:00:00Z"


@pytest.fixture
def centre(open_centre):
    return open_centre


def race(centre, wishes):
    ready = Barrier(len(wishes))

    def want(wish):
        ready.wait()
        answer = centre.book(SAL_AT_THE_DESK, **wish)
        while answer.status_code == 503:
            answer = centre.book(SAL_AT_THE_DESK, **wish)
        return answer

    with ThreadPoolExecutor(len(wishes)) as crowd:
        return list(crowd.map(want, wishes))


def one_winner(answers):
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (len(answers) - 1)
    losers = [answer for answer in answers if answer.status_code == 409]
    assert all("nearest" in answer.json for answer in losers)
    return {answer.json["code"] for answer in losers}


def nobody_is_in_two_places(centre):
    with every_row(centre.room.desk.engine) as connection:
        rows = connection.execute(sa.select(engagements)).mappings().all()
    for one in rows:
        for other in rows:
            apart = one["ends_at"] <= other["starts_at"] or other["ends_at"] <= one["starts_at"]
            assert apart or one["person_id"] != other["person_id"] or one["session_id"] == other["session_id"]


@pytest.mark.parametrize("many", [2, 20, 100])
def test_however_many_want_one_hour_one_gets_it(centre, many):
    assert one_winner(race(centre, [{"starts_at": TUESDAY_TEN}] * many)) == {"taken"}
    assert centre.types() == ["session.booked"]
    nobody_is_in_two_places(centre)


@pytest.mark.parametrize("many", [2, 20, 100])
def test_half_want_ten_and_half_want_half_past_and_one_gets_it(centre, many):
    wishes = [{"starts_at": TUESDAY_TEN}, {"starts_at": HALF_PAST_TEN}] * (many // 2)
    assert one_winner(race(centre, wishes)) == {"taken"}
    nobody_is_in_two_places(centre)


def test_a_member_wanted_by_many_coaches_meets_one(centre):
    matches = []
    for _ in range(6):
        coach, match_id = new_id(), new_id()
        centre.match(match_id, coach, ADA)
        centre.hours(coach)
        matches.append(match_id)
    wishes = [{"match_id": match_id, "starts_at": at} for match_id in matches for at in (TUESDAY_TEN, HALF_PAST_TEN)]
    assert one_winner(race(centre, wishes)) == {"taken"}
    nobody_is_in_two_places(centre)


def test_someone_who_is_coach_and_member_is_in_one_place(centre):
    wishes = [{"match_id": ADA_AND_BO}, {"match_id": BO_AND_CAM}] * 6
    assert one_winner(race(centre, wishes)) == {"taken"}
    nobody_is_in_two_places(centre)


def test_one_a_day_stays_one_a_day(centre):
    centre.hours(rules={"min_notice_minutes": 0, "max_per_day": 1})
    answers = race(centre, [{"starts_at": TUESDAY_TEN}, {"starts_at": TWO}] * 6)
    assert one_winner(answers) <= {"taken", "not_open"}


def test_a_session_moved_by_two_is_moved_by_one_at_a_time(centre):
    session = centre.booked()
    ready = Barrier(2)

    def move(starts_at):
        ready.wait()
        return centre.do(session, "move", SAL_AT_THE_DESK, starts_at=starts_at).status_code

    with ThreadPoolExecutor(2) as crowd:
        assert list(crowd.map(move, [TWO, "2026-11-24T17:00:00Z"])) == [201, 201]
    assert [event.aggregateversion for event in centre.said()] == [1, 2, 3]
    nobody_is_in_two_places(centre)


def test_the_database_itself_refuses_a_second_engagement(centre):
    """Even when a mistake of ours forgets to ask."""
    centre.booked()
    with pytest.raises(sa.exc.IntegrityError) as said, transaction(centre.room.desk, SAL_AT_THE_DESK) as tx:
        held = dict(tx.row(engagements, engagements.c.person_id == BO))
        del held["organisation"]
        tx.insert(engagements, **held | {"session_id": new_id()})
    assert overlap.is_refusal(said.value)


@pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
def test_where_somebody_else_writes_for_too_long_it_is_busy_and_nothing_is_half_written(centre):
    other = sqlite3.connect(centre.room.desk.engine.url.database, isolation_level=None)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        busy = centre.book()
        other.execute("ROLLBACK")
    assert (busy.status_code, busy.json["code"], "Retry-After" in busy.headers) == (503, "busy", True)
    assert centre.types() == []
    assert (centre.book().status_code, centre.book().json["code"]) == (201, "taken")


@contextmanager
def somebody_waits(centre, deed):
    """`deed` begins and waits in the queue for somebody's time, until what is in the block is committed."""
    with ThreadPoolExecutor(1) as crowd:
        with transaction(centre.room.desk, SAL_AT_THE_DESK) as tx:
            tx.queue_for(BO)
            late = crowd.submit(deed)
            while not tx.connection.scalar(sa.text(WHO_WAITS)):
                assert not late.done(), late.result()
                sleep(0.005)
            yield tx, late
        late.result()


@pytest.mark.parametrize("desk_for", ["postgresql"], indirect=True)
def test_a_hold_kept_for_longer_while_the_clock_waited_is_not_let_go(centre):
    wish = {"match_id": ADA_AND_BO, "starts_at": TUESDAY_TEN}
    held = centre.ask("POST", "/holds", SAL_AT_THE_DESK, json=wish).json
    centre.room.clock.at += timedelta(minutes=5)
    with somebody_waits(centre, centre.room.tick) as (tx, _):
        later = tx.now + timedelta(minutes=5)
        for table, own in ((holds, holds.c.id), (engagements, engagements.c.session_id)):
            tx.update(table, own == held["id"], expires_at=later)
    assert centre.book(SAL_AT_THE_DESK, hold_id=held["id"]).status_code == 201


@pytest.mark.parametrize("desk_for", ["postgresql"], indirect=True)
def test_of_who_says_they_are_back_while_the_clock_waited_nobody_is_asked(centre):
    back_by = {"back_by": z(centre.room.clock.at + timedelta(hours=2))}
    assert centre.ask("PUT", f"/coaches/{BO}/trip", SAL_AT_THE_DESK, json=back_by).status_code == 200
    centre.room.clock.at += timedelta(hours=2)
    with somebody_waits(centre, centre.room.tick) as (tx, _):
        tx.delete(trips, trips.c.coach_id == BO)
    assert centre.types("trip.") == []


@pytest.mark.parametrize("desk_for", ["postgresql"], indirect=True)
def test_hours_that_stopped_naming_a_place_while_it_was_replaced_are_not_counted(centre):
    old, new = centre.place(), centre.place("Church hall", "the hall")
    centre.hours(weekly=[{"days": [2], "start": "09:00", "end": "17:00", "place_id": old}])

    def replace():
        return centre.ask("POST", f"/places/{old}/replacement", SAL_AT_THE_DESK, json={"place_id": new})

    with somebody_waits(centre, replace) as (tx, done):
        document = hours.find(tx, BO)["document"]
        hours.keep(tx, BO, document | {"weekly": []})
    assert done.result().json["coaches_changed"] == 0
