"""A broker that asks who comes: the services sign in, and nobody else hears or says anything."""

import shutil
import tempfile
from pathlib import Path

import pytest

from deploy.engines.kafka import KafkaBroker
from deploy.engines.missing import EngineMissing
from shared.bus.choose import open_bus
from shared.bus.port import BusUnavailable, Message
from shared.kernel.settings import Settings
from tests.engines.required import without

USER, PASSWORD = "holdfast", "three-plain-words-7"


@pytest.fixture(scope="module")
def broker():
    folder = Path(tempfile.mkdtemp(prefix="holdfast-tests-", dir="/tmp"))
    running = KafkaBroker(folder / "kafka", user=USER, password=PASSWORD)
    try:
        running.start()
    except EngineMissing as missing:
        without(missing)
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


def bus_of(broker, user, password):
    return open_bus(Settings(kafka=broker.servers, kafka_user=user, kafka_password=password))


def test_who_signs_in_is_heard_and_hears(broker):
    bus = bus_of(broker, USER, PASSWORD)
    assert bus.publish("asked", [Message("key", b"a word")]) == []
    hearing, heard = bus.subscribe("listeners", ["asked"]), []
    for _ in range(40):
        heard += hearing.poll(timeout_seconds=0.5)
        if heard:
            break
    hearing.close(), bus.close()
    assert [each.value for each in heard] == [b"a word"]


@pytest.mark.parametrize(("user", "password"), [(USER, "another"), ("somebody", PASSWORD), (None, None)])
def test_who_does_not_is_turned_away(broker, user, password):
    bus = bus_of(broker, user, password)
    with pytest.raises(BusUnavailable) as refused:
        bus.publish("asked", [Message("key", b"a word")])
    bus.close()
    assert PASSWORD not in str(refused.value)


def test_the_password_is_in_no_picture_of_the_settings(broker):
    assert PASSWORD not in repr(Settings(kafka_user=USER, kafka_password=PASSWORD))
