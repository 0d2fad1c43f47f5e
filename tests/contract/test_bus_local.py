"""What the local log promises beyond every bus: it is one file, for several processes, on one machine."""

import subprocess
import threading
import time
from datetime import UTC, datetime

import pytest

from shared.bus.local import LocalBus
from shared.bus.port import BusUnavailable, Message
from tests.contract.buses import LEASE_SECONDS, OnAFile, another_process

TOPIC, GROUP = "holdfast.matching", "scheduling"


@pytest.fixture
def place(tmp_path):
    return OnAFile(tmp_path / "log.db")


@pytest.fixture
def bus(place):
    bus = place.open()
    yield bus
    bus.close()


def tell(bus, *words, key="ada"):
    assert bus.publish(TOPIC, [Message(key, word.encode()) for word in words]) == []


def hear(member, many, *, within=60):
    heard, until = [], time.monotonic() + within
    while len(heard) < many and time.monotonic() < until:
        heard += member.poll(timeout_seconds=0.2)
    return heard


def words(deliveries):
    return [each.value.decode() for each in deliveries]


def test_a_pruned_position_never_returns(bus):
    """Else a group that had heard it would skip the event that stands there now."""
    tell(bus, "old")
    member = bus.subscribe(GROUP, [TOPIC])
    (old,) = hear(member, 1)
    member.commit([old])
    assert bus.prune(datetime.now(UTC)) == 1
    tell(bus, "new")
    (new,) = hear(member, 1)
    assert new.offset > old.offset
    member.close()


def test_pruning_takes_only_what_is_old_and_leaves_groups_where_they_are(bus):
    tell(bus, *"abc")
    time.sleep(0.05)
    noon = datetime.now(UTC)
    tell(bus, *"de")
    assert (bus.prune(noon), bus.prune(noon)) == (3, 0)
    member = bus.subscribe(GROUP, [TOPIC])
    assert words(hear(member, 2)) == ["d", "e"]
    member.close()


def test_a_member_that_fell_silent_is_taken_over_and_cannot_commit_for_the_other(bus):
    tell(bus, "first", "second")
    silent = bus.subscribe(GROUP, [TOPIC])
    old = hear(silent, 2)
    other = bus.subscribe(GROUP, [TOPIC])
    began = time.monotonic()
    heard = hear(other, 2)
    assert words(heard) == ["first", "second"]
    assert time.monotonic() - began < LEASE_SECONDS + 1
    silent.commit(old)
    assert bus.lag(GROUP, [TOPIC]) == 2
    other.commit(heard)
    assert bus.lag(GROUP, [TOPIC]) == 0
    silent.close()
    other.close()


def test_a_member_that_is_slow_but_commits_is_not_taken_over(bus):
    tell(bus, *"abcdef")
    slow, other = bus.subscribe(GROUP, [TOPIC]), bus.subscribe("nobody", [TOPIC])
    heard = hear(slow, 6)
    other.close()
    waiting = bus.subscribe(GROUP, [TOPIC])
    found = []
    listening = threading.Thread(target=lambda: found.extend(hear(waiting, 1, within=LEASE_SECONDS * 2)))
    listening.start()
    for each in heard:
        time.sleep(LEASE_SECONDS * 0.4)
        slow.commit([each])
    listening.join()
    assert found == []
    assert bus.lag(GROUP, [TOPIC]) == 0
    slow.close()
    waiting.close()


def test_several_processes_tell_at_once_and_nothing_is_lost(place, bus):
    names = [f"worker-{n}" for n in range(4)]
    commands = [another_process("tests.contract.speaker", place, TOPIC, name, "25") for name in names]
    speakers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    assert [speaker.wait(60) for speaker in speakers] == [0] * 4
    member = bus.subscribe(GROUP, [TOPIC])
    heard = words(hear(member, 1000))
    for name in names:
        assert [each for each in heard if each.startswith(name)] == [f"{name} {n}" for n in range(250)]
    member.close()


def test_a_speaker_killed_while_speaking_leaves_whole_turns_and_all_it_was_told_are_kept(place, bus):
    command = another_process("tests.contract.speaker", place, TOPIC, "ada", "forever")
    with subprocess.Popen(command, stdout=subprocess.PIPE) as speaker:
        for _ in range(20):
            speaker.stdout.readline()
        speaker.kill()
        told = 20 + len(speaker.stdout.readlines())
    member = bus.subscribe(GROUP, [TOPIC])
    heard = words(hear(member, told * 10))
    heard += words(member.poll(timeout_seconds=0))
    assert heard == [f"ada {n}" for n in range(len(heard))]
    assert len(heard) % 10 == 0
    member.close()


def test_while_somebody_writes_the_others_still_hear(place, bus):
    tell(bus, "kept before")
    member = bus.subscribe(GROUP, [TOPIC])
    with place.away():
        assert words(member.poll(timeout_seconds=0)) == ["kept before"]
    member.close()


def test_a_commit_that_could_not_be_kept_is_heard_again(place, bus):
    tell(bus, "word")
    member = bus.subscribe(GROUP, [TOPIC])
    heard = hear(member, 1)
    with place.away():
        member.commit(heard)
    assert bus.lag(GROUP, [TOPIC]) == 1
    member.close()


def test_a_log_that_cannot_be_opened_says_so(tmp_path):
    bus = LocalBus(tmp_path / "no such folder" / "log.db")
    with pytest.raises(BusUnavailable, match="unable to open"):
        tell(bus, "word")
    with pytest.raises(BusUnavailable):
        bus.lag(GROUP, [])
