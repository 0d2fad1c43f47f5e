"""What is ready, and what the worker last said, part by part; on both engines."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.db.common import heartbeats
from shared.db.heartbeat import beat
from shared.db.transaction import writing
from shared.web import health
from shared.web.app import make_app
from tests.desk.room import PUBLIC_KEY


@pytest.fixture
def worker(desk):
    app = make_app("matching", [], desk, PUBLIC_KEY)

    def say():
        with app.app_context():
            return health._worker()

    return say


def test_a_worker_never_heard_of_is_silent(worker):
    assert worker() == "silent: all"


def test_each_part_that_says_nothing_is_named(desk, worker):
    for part in ("relay", "consumer", "timers"):
        beat(desk, part)
    assert worker() == "ok"
    long_ago = datetime.now(UTC) - timedelta(hours=3)
    with writing(desk) as connection:
        connection.execute(heartbeats.update().where(heartbeats.c.part != "timers").values(at=long_ago))
    assert worker() == "silent: consumer, relay"


def test_a_consumer_that_stopped_itself_is_told(desk, worker):
    beat(desk, "timers")
    beat(desk, "consumer", "stopped: too many dead letters")
    assert worker() == "stopped: consumer"
