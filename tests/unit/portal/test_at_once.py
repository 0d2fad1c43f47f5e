"""Questions that do not wait for one another."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.portal.clients.at_once import HANDS, Asked
from services.portal.clients.transport import AT_ONCE, Away, Declined, Door, Turns

REQUEST = ContextVar("REQUEST", default="nobody's")


def test_two_questions_are_under_way_at_the_same_time():
    """Each waits for the other one to have begun: asked in turn, neither would ever end."""
    both = threading.Barrier(2, timeout=10)
    asked = [Asked(both.wait) for _ in range(2)]
    assert sorted(one.answer() for one in asked) == [0, 1]


@pytest.fixture
def every_hand_is_busy():
    """Whoever reads an answer asks by themselves."""
    go, begun = threading.Event(), threading.Barrier(HANDS + 1, timeout=10)

    def slow():
        begun.wait()
        go.wait(10)

    busy = [Asked(slow) for _ in range(HANDS)]
    begun.wait()
    yield
    go.set()
    assert [one.answer() for one in busy] == [None] * HANDS


class Question:
    """Counts how often it was asked."""

    def __init__(self, wrong=None):
        self.wrong, self.times = wrong, 0

    def __call__(self):
        self.times += 1
        if self.wrong:
            raise self.wrong
        return "here"


def read_twice(question):
    asked, told = Asked(question), []
    for _ in range(2):
        try:
            told.append(asked.answer())
        except Exception as wrong:
            told.append(wrong)
    return told


DECLINED = Declined(404, "not_found", "not here", {})
ANSWERS = pytest.mark.parametrize(("wrong", "told"), [(None, "here"), (DECLINED, DECLINED)])


@ANSWERS
def test_no_question_waits_for_a_free_hand_and_each_is_asked_once(every_hand_is_busy, wrong, told):
    question = Question(wrong)
    assert (read_twice(question), question.times) == ([told, told], 1)


@ANSWERS
def test_what_a_hand_heard_is_the_same_however_often_it_is_read(wrong, told):
    question = Question(wrong)
    assert (read_twice(question), question.times) == ([told, told], 1)


def test_a_question_knows_no_request_whoever_asks_it():
    REQUEST.set("mine")
    assert {Asked(REQUEST.get).answer() for _ in range(3 * HANDS)} == {"nobody's"}


def test_a_question_asked_by_who_reads_knows_no_request_either(every_hand_is_busy):
    REQUEST.set("mine")
    assert Asked(REQUEST.get).answer() == "nobody's"


def test_one_page_asks_a_service_so_many_questions_at_once_and_no_more_and_another_page_has_its_own_turns():
    with a_slow_service() as (url, busy):
        doors = [Door("matching", url, str, turns=Turns()) for _ in range(2)]
        asked = [Asked(lambda door=door: door.get("/v1/people")) for door in doors for _ in range(HANDS // 2)]
        assert busy.are_full.wait(10) and not busy.are_more.wait(0.2)
        busy.go.set()
        assert [one.answer() for one in asked] == [{}] * len(asked)


def test_those_who_wait_while_a_service_is_found_to_be_away_do_not_ask_as_well_and_later_ones_do():
    with a_slow_service() as (url, busy):
        door = Door("matching", url, str, turns=Turns(), read_seconds=0.3)
        asked = [Asked(lambda: door.get("/v1/people")) for _ in range(HANDS)]
        for one in asked:
            with pytest.raises(Away):
                one.answer()
        assert busy.times == 2 * AT_ONCE, "each of the first asked once more"
        busy.go.set()
        assert door.get("/v1/people") == {}


class Busy:
    """How many are being answered: as many as two pages may ask at once, or more."""

    def __init__(self) -> None:
        self.now, self.times, self.lock = 0, 0, threading.Lock()
        self.go, self.are_full, self.are_more = threading.Event(), threading.Event(), threading.Event()

    def count(self, more: int) -> None:
        with self.lock:
            self.now += more
            self.times += more > 0
            if self.now >= 2 * AT_ONCE:
                (self.are_full if self.now == 2 * AT_ONCE else self.are_more).set()


@contextmanager
def a_slow_service() -> Iterator[tuple[str, Busy]]:
    busy = Busy()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            busy.count(1)
            busy.go.wait(10)
            busy.count(-1)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", busy
    finally:
        server.shutdown()
        server.server_close()
