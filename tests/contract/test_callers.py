"""Whoever knocks more often than a person would is told when to come back; nobody else notices."""

import multiprocessing
from dataclasses import replace

import pytest

from services.matching.store.tables import people
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.web.callers import LOOKED_AT, SLOT, SLOTS, WORDS, Callers
from shared.web.context import Door
from tests.house.rooms import API_SERVICES

on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
HERE, MOST = new_id(), 4


@pytest.fixture
def minute():
    """What the wall clock says, as a test needs it."""
    return [1_800_000_015.0]


@pytest.fixture
def limited(room_for, tmp_path, minute):
    """A service that lets each caller knock four times a minute."""

    def room(service):
        found = room_for(service)
        door = found.app.extensions["holdfast"]
        told = replace(door.desk.settings, calls_a_minute=MOST)
        found.app.extensions["holdfast"] = Door(replace(door.desk, settings=told), door.key)
        found.app.extensions["callers"] = Callers(tmp_path / "callers", now=lambda: minute[0])
        return found

    return room


@on_sqlite
@pytest.mark.parametrize("service", API_SERVICES)
def test_one_caller_hears_when_to_come_back_and_the_next_one_is_let_in(limited, service):
    room, ada, bo = limited(service), Actor(new_id(), "supervisor", HERE), Actor(new_id(), "supervisor", HERE)
    path = "/v1/organisation"
    assert [room.ask("GET", path, ada).status_code for _ in range(MOST + 1)] == [200] * MOST + [429]
    answer = room.ask("GET", path, ada)
    assert (answer.headers["Retry-After"], answer.json["detail"], answer.json["code"]) == ("45", WORDS, "too_many")
    assert room.ask("GET", path, bo).status_code == 200
    assert room.ask("GET", path, Actor("portal", "service", HERE)).status_code == 200


@on_sqlite
def test_a_minute_later_the_caller_is_let_in_again(limited, minute):
    room, ada = limited("matching"), Actor(new_id(), "supervisor", HERE)
    for _ in range(MOST + 1):
        last = room.ask("GET", "/v1/organisation", ada)
    minute[0] += 45
    assert (last.status_code, room.ask("GET", "/v1/organisation", ada).status_code) == (429, 200)


@on_sqlite
def test_whoever_tries_one_token_after_another_waits_and_a_good_one_enters_all_the_same(limited):
    room, wrong = limited("matching"), {"Authorization": "Bearer a.b.c"}
    tried = [room.ask("GET", "/v1/organisation", None, headers=wrong).status_code for _ in range(MOST + 2)]
    assert tried == [401] * MOST + [429, 429]
    assert room.ask("GET", "/v1/organisation", Actor(new_id(), "supervisor", HERE)).status_code == 200


@on_sqlite
def test_a_wish_that_came_too_often_may_be_made_again_with_its_key(limited, minute):
    """It was not kept as the answer to that key, and left nothing behind."""
    room, ada = limited("matching"), Actor(new_id(), "intake", HERE)
    wish = {"json": {"display_name": "Sam"}, "headers": {"Idempotency-Key": "k"}}
    for _ in range(MOST):
        room.ask("GET", "/v1/organisation", ada)
    assert room.ask("POST", "/v1/members", ada, **wish).status_code == 429
    with reading(room.desk, ada) as rx:
        assert not rx.rows(people)
    minute[0] += 45
    assert room.ask("POST", "/v1/members", ada, **wish).status_code == 201


def test_it_holds_across_processes(tmp_path):
    """Four at once, a hundred knocks each: every one is counted."""
    turn = multiprocessing.get_context("fork")
    crowd = [turn.Process(target=_knock, args=(tmp_path / "callers", 100)) for _ in range(4)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert Callers(tmp_path / "callers").count("ab" * 32, minute=7) == 401


def _knock(path, times):
    own = Callers(path)
    for _ in range(times):
        own.count("ab" * 32, minute=7)


def test_the_file_names_nobody_and_is_its_owner_s_alone(tmp_path):
    path = tmp_path / "callers"
    Callers(path).count("ab" * 32, minute=7)
    assert path.stat().st_mode & 0o777 == 0o600 and path.stat().st_size == SLOTS * SLOT.size


def test_where_all_slots_are_taken_the_one_who_knocked_least_gives_way(tmp_path):
    own = Callers(tmp_path / "callers")
    marks = [f"{SLOTS * turn + 1:016x}" for turn in range(1, LOOKED_AT + 2)]  # all begin at one slot
    for mark in marks[:LOOKED_AT]:
        assert (own.count(mark, minute=7), own.count(mark, minute=7)) == (1, 2)
    assert own.count(marks[0], minute=7) == 3
    assert own.count(marks[-1], minute=7) == 1 and own.count(marks[0], minute=7) == 4
