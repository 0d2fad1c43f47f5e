"""Questions that do not wait for one another."""

import threading
from contextvars import ContextVar

import pytest

from services.portal.clients.at_once import HANDS, Asked

REQUEST = ContextVar("REQUEST", default="nobody's")


def test_two_questions_are_under_way_at_the_same_time():
    """Each waits for the other one to have begun: asked in turn, neither would ever end."""
    both = threading.Barrier(2, timeout=10)
    asked = [Asked(both.wait) for _ in range(2)]
    assert sorted(one.answer() for one in asked) == [0, 1]


def test_no_question_waits_for_a_free_hand():
    """Every hand is busy: whoever reads the answer asks by themselves."""
    go, begun = threading.Event(), threading.Barrier(HANDS + 1, timeout=10)

    def slow():
        begun.wait()
        go.wait(10)

    busy = [Asked(slow) for _ in range(HANDS)]
    begun.wait()
    assert Asked(lambda: "here").answer() == "here"
    go.set()
    assert [one.answer() for one in busy] == [None] * HANDS


def test_a_question_knows_no_request_whoever_asks_it():
    REQUEST.set("mine")
    assert {Asked(REQUEST.get).answer() for _ in range(3 * HANDS)} == {"nobody's"}


def test_what_went_wrong_is_heard_by_whoever_reads():
    with pytest.raises(LookupError, match="not here"):
        Asked(_nowhere).answer()


def _nowhere():
    raise LookupError("not here")
