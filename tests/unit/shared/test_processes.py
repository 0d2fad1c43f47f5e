import gc
import runpy
import signal
from types import SimpleNamespace

import pytest

from shared.events.runner import Work
from shared.kernel.settings import Settings
from shared.process import worker
from shared.process.web import GUNICORN


@pytest.fixture
def as_before():
    thresholds, ends = gc.get_threshold(), {end: signal.getsignal(end) for end in (signal.SIGTERM, signal.SIGINT)}
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    for end, what in ends.items():
        signal.signal(end, what)


@pytest.fixture(params=["web", "worker"])
def started(request, as_before, monkeypatch, tmp_path):
    """As gunicorn calls it in a process that is ready to answer; a worker, up to where its threads begin."""
    if request.param == "web":
        ready = runpy.run_path(str(GUNICORN))["post_worker_init"]
        return lambda: ready(None)
    monkeypatch.setattr(worker, "Worker", lambda *told: SimpleNamespace(run=lambda: None))
    desk = SimpleNamespace(settings=Settings(home=tmp_path))
    return lambda: worker.work(desk, Work())


def test_what_a_process_began_with_is_not_looked_through_while_it_works(started):
    kept = [{"made": "at the start"}]
    started()
    assert not any(each is kept for each in gc.get_objects())


def test_one_answer_alone_is_not_looked_through_again_and_again(started):
    started()
    began = gc.get_stats()[0]["collections"]
    answer = [{"made": "for somebody"} for _ in range(10_000)]
    assert gc.get_stats()[0]["collections"] - began <= 1 and answer
