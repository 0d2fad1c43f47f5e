"""What we ask of Kafka beyond every bus: our topics, and a broker that freezes or comes back empty."""

import gc
import shutil
import time

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource

from shared.bus.port import BusUnavailable, Message
from shared.kernel.ids import new_id
from tests.contract.buses import OnKafka
from tests.contract.test_bus import pytestmark  # noqa: F401  the same allowance for kafka-python's sockets

THIRTY_DAYS_MS = str(30 * 24 * 3600 * 1000)


@pytest.fixture
def topic():
    return f"topic-{new_id()}"


@pytest.fixture
def bus(kafka, caplog):
    caplog.set_level("CRITICAL", logger="kafka")
    bus = OnKafka(kafka).open()
    yield bus
    bus.close()
    gc.collect()


def hear(member, many, *, within=60):
    heard, until = [], time.monotonic() + within
    while len(heard) < many and time.monotonic() < until:
        heard += member.poll(timeout_seconds=0.2)
    return [each.value for each in heard]


def test_a_topic_is_made_with_six_partitions_and_thirty_days(kafka, bus, topic):
    bus.publish(topic, [Message("ada", b"word")])
    admin = KafkaAdminClient(bootstrap_servers=kafka.servers)
    (described,) = admin.describe_topics([topic])
    settings = admin.describe_configs([ConfigResource("TOPIC", topic)])
    admin.close()
    assert len(described["partitions"]) == 6
    assert THIRTY_DAYS_MS in str(settings)


def test_a_broker_that_froze_keeps_everything_once_it_thaws(kafka, bus, topic):
    bus.publish(topic, [Message("ada", b"before")])
    with kafka.frozen(), pytest.raises(BusUnavailable):
        bus.publish(topic, [Message("ada", b"in doubt")])
    bus.publish(topic, [Message("ada", b"in doubt"), Message("ada", b"after")])
    member = bus.subscribe("scheduling", [topic])
    heard = hear(member, 3)
    member.close()
    assert heard[0] == b"before"
    assert heard[-1] == b"after"
    assert b"in doubt" in heard


def test_a_broker_that_came_back_empty_is_told_anew_without_a_restart(kafka, bus, topic):
    """The outbox still has what was not confirmed; the relay only has to say it again."""
    bus.publish(topic, [Message("ada", b"lost with the disk")])
    kafka.stop()
    shutil.rmtree(kafka.folder)
    kafka.start()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            bus.publish(topic, [Message("ada", b"said again")])
            break
        except BusUnavailable:
            time.sleep(0.2)
    member = bus.subscribe("scheduling", [topic])
    assert set(hear(member, 1)) == {b"said again"}
    member.close()
