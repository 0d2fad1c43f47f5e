"""A database that is locked or away, a broker that is away: a clear answer, nothing lost, and everything catches up."""

import sqlite3
import time
from contextlib import contextmanager

import pytest
import requests

from shared.kernel.ids import new_id
from tests.desk.installation import eventually
from tests.desk.postbox import invitation_of
from tests.journeys.walk import Walker

SQLITE_WAIT_SECONDS = 5


@pytest.fixture
def walker(house):
    return Walker(house, new_id())


def a_match(walker):
    member, coach = walker.member("Ada"), walker.coach("Jo")
    referral = walker.referral(member)
    walker.offer(referral, walker.shortlist(referral), [coach.person])
    return member, walker.accept(coach, referral)


def invitations_to(house, member):
    return [letter for letter in house.postbox.to(member.person) if invitation_of(letter)]


def test_a_locked_database_is_busy_in_words_and_never_broken(house, walker):
    if house.engine != "embedded":
        pytest.skip("PostgreSQL has no lock on the whole database")
    with locked(house.home / "matching.db"):
        began = time.monotonic()
        answer = house.ask("matching", "POST", "/v1/members", walker.intake, json={"display_name": "Ada"})
        assert (answer.status_code, answer.json()["code"]) == (503, "busy") and answer.headers["Retry-After"]
        assert time.monotonic() - began < SQLITE_WAIT_SECONDS * 2
        assert house.ask("matching", "GET", "/v1/coaches", walker.supervisor).status_code == 200
    assert house.ask("matching", "POST", "/v1/members", walker.intake, json={"display_name": "Ada"}).status_code == 201


@contextmanager
def locked(path):
    """Somebody else writes, and does not come to an end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_a_broker_that_is_away_holds_up_no_booking(house, walker, request):
    if house.engine != "engines":
        pytest.skip("the local log is a file: it is away when its disk is")
    member, match = a_match(walker)
    start = walker.openings(match, member)[4]
    kafka = request.getfixturevalue("kafka")
    kafka.stop()
    try:
        session = walker.book(match, start, member)
        assert is_ready(house, "scheduling") and invitations_to(house, member) == []
    finally:
        kafka.start()
    eventually(lambda: invitations_to(house, member), within=180, what=f"the confirmation of {session['id']}")


def test_a_database_that_is_away_is_said_so_and_comes_back(house, walker, request):
    if house.engine != "engines":
        pytest.skip("a SQLite file is not away")
    member, match = a_match(walker)
    start = walker.openings(match, member)[4]
    postgres = request.getfixturevalue("postgres")
    postgres.stop()
    try:
        answer = house.ask("scheduling", "GET", f"/v1/sessions?match_id={match}", member)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert not is_ready(house, "scheduling")
    finally:
        postgres.start()
    eventually(lambda: is_ready(house, "scheduling"), within=180, what="scheduling ready again")
    walker.book(match, start, member)
    eventually(lambda: invitations_to(house, member), within=180, what="the confirmation")


def is_ready(house, service):
    return requests.get(f"{house.settings.url_of(service)}/health/ready", timeout=10).status_code == 200


def test_after_all_this_no_event_is_left_aside(house):
    for service in ("matching", "scheduling", "notifications", "portal"):
        assert '"items": []' in house.deed(service, "events", "dead-letters")
