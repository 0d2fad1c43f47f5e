import gc
import runpy

import pytest

from shared.process.web import GUNICORN


@pytest.fixture
def started():
    """As gunicorn calls it in a process that is ready to answer."""
    thresholds, ready = gc.get_threshold(), runpy.run_path(str(GUNICORN))["post_worker_init"]
    yield lambda: ready(None)
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_a_web_process_began_with_is_not_looked_through_while_it_answers(started):
    kept = [{"made": "at the start"}]
    started()
    assert not any(each is kept for each in gc.get_objects())


def test_one_answer_alone_is_not_looked_through_again_and_again(started):
    began = gc.get_stats()[0]["collections"]
    started()
    answer = [{"made": "for somebody"} for _ in range(10_000)]
    assert gc.get_stats()[0]["collections"] - began <= 1 and answer
