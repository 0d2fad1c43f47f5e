import itertools
import socket
from contextlib import contextmanager

import pytest

from services.portal.clients.matching import Matching
from services.portal.clients.patience import patiently
from services.portal.clients.transport import Away, Declined, Door
from tests.unit.cli.door import HANGS_UP, a_server

NO_SUCH = (404, {"status": 404, "code": "not_found", "detail": "We have no such match.", "errors": {}})
TAKEN = (409, {"status": 409, "code": "taken", "detail": "That hour is taken.", "errors": {}, "openings": ["ten"]})


def door(url, **how):
    numbers = itertools.count(1)
    return Door("matching", url, lambda: f"token {next(numbers)}", **how)


def test_every_request_carries_a_token_of_its_own():
    with a_server((200, {"version": "1"})) as (url, asked):
        matching = Matching(door(url))
        matching.vocabulary()
        matching.vocabulary()
    assert [headers["Authorization"] for _, _, headers, _ in asked] == ["Bearer token 1", "Bearer token 2"]


def test_every_question_names_the_request_it_is_asked_for():
    with a_server((200, {"version": "1"})) as (url, asked):
        Matching(door(url, correlation="01a21d33")).vocabulary()
    assert asked[0][2]["X-Correlation-Id"] == "01a21d33"


def test_a_question_is_asked_again_once():
    with a_server(HANGS_UP, (200, {"id": "ada"})) as (url, asked):
        assert Matching(door(url)).member("ada") == {"id": "ada"}
    assert len(asked) == 2


def test_a_service_that_keeps_hanging_up_is_away():
    with a_server(HANGS_UP) as (url, asked), pytest.raises(Away) as away:
        door(url).get("/v1/members/ada")
    assert (away.value.service, len(asked)) == ("matching", 2)


def test_a_wish_is_repeated_with_the_same_key():
    with a_server(HANGS_UP, (201, {"id": "bo"})) as (url, asked):
        Matching(door(url)).register_coach({"display_name": "Bo"}, key="row 2")
    assert [headers["Idempotency-Key"] for _, _, headers, _ in asked] == ["row 2", "row 2"]


def test_a_question_by_post_is_not_repeated():
    with a_server(HANGS_UP) as (url, asked), pytest.raises(Away):
        Matching(door(url)).names(["ada"])
    assert len(asked) == 1


def test_a_service_nobody_started_is_away():
    with a_server((200, {})) as (url, _):
        pass
    with pytest.raises(Away, match="cannot be reached"):
        door(url).get("/v1/vocabulary")


def test_a_slow_service_is_away():
    with _a_silent_socket() as url, pytest.raises(Away):
        door(url, read_seconds=0.05).get("/v1/vocabulary")


def test_a_refusal_keeps_its_words_and_what_else_was_said():
    with a_server(TAKEN) as (url, _), pytest.raises(Declined) as no:
        door(url).act("/v1/sessions", {}, key="k")
    assert (no.value.status, no.value.code, str(no.value)) == (409, "taken", "That hour is taken.")
    assert no.value.more == {"openings": ["ten"]}


@pytest.mark.parametrize("status", [500, 502, 503])
def test_busy_and_broken_are_away(status):
    with a_server((status, {"detail": "In a moment."})) as (url, _), pytest.raises(Away, match="In a moment"):
        door(url).get("/v1/vocabulary")


def test_a_list_is_read_to_its_end():
    pages = [(200, {"items": [{"id": 1}], "next": "b"}), (200, {"items": [{"id": 2}], "next": None})]
    with a_server(*pages) as (url, asked):
        assert [coach["id"] for coach in Matching(door(url)).coaches()] == [1, 2]
    assert [path for _, path, _, _ in asked] == ["/v1/coaches?limit=200", "/v1/coaches?limit=200&cursor=b"]


def test_a_change_names_the_version_it_was_made_on():
    with a_server((200, {"id": "bo"})) as (url, asked):
        coaches = Matching(door(url))
        _, version = coaches.coach_and_version("bo")
        coaches.change_coach("bo", {"accepting": False}, version=version)
    assert asked[1][2]["If-Match"] == '"7"'


def test_what_an_event_has_not_brought_yet_is_asked_for_again():
    with a_server(NO_SUCH, NO_SUCH, (200, {"id": "m"})) as (url, asked):
        assert patiently(lambda: door(url).get("/v1/openings")) == {"id": "m"}
    assert len(asked) == 3


def test_patience_ends():
    with a_server(NO_SUCH) as (url, _), pytest.raises(Declined):
        patiently(lambda: door(url).get("/v1/openings"), seconds=0)


@contextmanager
def _a_silent_socket():
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
