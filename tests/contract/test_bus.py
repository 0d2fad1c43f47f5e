"""What shared/bus/port.py promises, on each bus. Every test has topics and groups of its own."""

import gc
import subprocess
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.bus.port import BusUnavailable, Message
from tests.contract.buses import InMemory, OnAFile, OnKafka, another_process

# kafka-python leaves sockets of attempts that led nowhere to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(params=["memory", "local", "kafka"])
def place(request, tmp_path):
    if request.param == "kafka":
        return OnKafka(request.getfixturevalue("kafka"))
    return OnAFile(tmp_path / "log.db") if request.param == "local" else InMemory()


@pytest.fixture
def bus(place, caplog):
    caplog.set_level("CRITICAL", logger="kafka")  # what it says while away would keep those sockets alive
    bus = place.open()
    yield bus
    bus.close()
    gc.collect()


@pytest.fixture
def topic(request):
    return f"topic-{abs(hash((request.node.nodeid, time.time_ns())))}"


@pytest.fixture
def join(bus, topic):
    """A member of a group; whoever is still there at the end leaves."""
    members = []

    def join(group="scheduling", *, on=bus):
        members.append(on.subscribe(group, [topic]))
        return members[-1]

    yield join
    while members:
        members.pop().close()


def told(*words, key="ada"):
    return [Message(key, word.encode()) for word in words]


def hear(member, many, *, within=60, commit=True):
    """What a member hears until it is as many, or the time is over."""
    heard, until = [], time.monotonic() + within
    while len(heard) < many and time.monotonic() < until:
        news = member.poll(timeout_seconds=0.2)
        if commit and news:
            member.commit(news)
        heard += news
    return heard


def hear_no_more(member):
    return member.poll(timeout_seconds=0.5) == []


def words(deliveries):
    return [each.value.decode() for each in deliveries]


def by_key(deliveries):
    heard = defaultdict(list)
    for each in deliveries:
        heard[each.key].append(int(each.value))
    return heard


def test_events_of_one_person_arrive_in_the_order_they_were_told(bus, topic, join):
    people = [f"person {n}" for n in range(20)]
    for turn in range(0, 50, 5):
        bus.publish(topic, [Message(one, str(n).encode()) for n in range(turn, turn + 5) for one in people])
    heard = by_key(hear(join(), 1000))
    assert heard == {one: list(range(50)) for one in people}


def test_events_told_by_several_at_once_are_all_kept_each_in_its_order(bus, topic, join):
    def tell(name):
        for n in range(20):
            assert bus.publish(topic, [Message(name, str(n).encode())]) == []

    names = [f"worker {n}" for n in range(6)]
    with ThreadPoolExecutor(6) as workers:
        list(workers.map(tell, names))
    assert by_key(hear(join(), 120)) == {name: list(range(20)) for name in names}


def test_an_event_says_where_it_stands(bus, topic, join):
    bus.publish(topic, told("ä word", "another"))
    first, second = hear(join(), 2)
    assert (first.topic, first.key, words([first, second])) == (topic, "ada", ["ä word", "another"])
    assert first.partition == second.partition in range(6)
    assert first.offset < second.offset


def test_nothing_to_hear_is_said_in_time(bus, topic, join):
    member = join()
    assert hear_no_more(member)
    began = time.monotonic()
    assert member.poll(timeout_seconds=0.5) == []
    assert 0.3 < time.monotonic() - began < 2


def test_nobody_hears_a_topic_they_do_not_listen_to(bus, topic, join):
    bus.publish(f"{topic}-elsewhere", told("not for us"))
    bus.publish(topic, told("for us"))
    member = join()
    assert words(hear(member, 1)) == ["for us"]
    assert hear_no_more(member)


def test_no_more_is_handed_over_than_was_asked_for(bus, topic, join):
    bus.publish(topic, told(*"abcdef"))
    member = join()
    heard = []
    while len(heard) < 6:
        news = member.poll(timeout_seconds=5, limit=2)
        assert 1 <= len(news) <= 2
        heard += news
    assert words(heard) == list("abcdef")


def test_every_group_hears_everything_from_the_oldest(bus, topic, join):
    bus.publish(topic, told("first", "second"))
    assert words(hear(join("scheduling"), 2)) == ["first", "second"]
    bus.publish(topic, told("third"))
    assert words(hear(join("notifications"), 3)) == ["first", "second", "third"]


def test_what_was_not_committed_is_heard_again(bus, topic, join):
    bus.publish(topic, told("first", "second", "third"))
    member = join()
    heard = hear(member, 3, commit=False)
    member.commit(heard[:1])
    member.close()
    assert words(hear(join(), 2)) == ["second", "third"]


def test_a_group_goes_on_where_it_was_after_a_restart(place, bus, topic, join):
    bus.publish(topic, told("before"))
    member = join()
    hear(member, 1)
    member.close()
    bus.publish(topic, told("meanwhile"))
    again = place.open()
    member = join(on=again)
    assert words(hear(member, 1)) == ["meanwhile"]
    assert hear_no_more(member)
    if again is not bus:
        again.close()


def test_events_are_heard_again_from_where_one_asks(bus, topic, join):
    bus.publish(topic, told("first", "second", "third"))
    member = join()
    heard = hear(member, 3)
    member.seek(topic, heard[1].partition, heard[1].offset)
    assert hear(member, 2) == heard[1:]


def test_one_knows_how_far_behind_a_group_is(bus, topic, join):
    bus.publish(topic, [Message(f"person {n}", b"word") for n in range(7)])
    assert bus.lag("scheduling", [topic]) == 7
    member = join()
    heard = hear(member, 7, commit=False)
    assert bus.lag("scheduling", [topic]) == 7
    member.commit(heard)
    assert bus.lag("scheduling", [topic]) == 0
    assert bus.lag("notifications", [topic]) == 7


def test_members_share_and_each_person_is_heard_by_one_of_them(bus, topic, join):
    """Until both have a share, rounds are told; in the round in which both hear, nobody hears twice."""
    members = join(), join()
    until = time.monotonic() + 20
    while True:
        assert time.monotonic() < until, "one member never got a share"
        bus.publish(topic, [Message(f"person {n}", b"word") for n in range(24)])
        heard = [[], []]
        rounds_end = time.monotonic() + 2
        while sum(map(len, heard)) < 24 and time.monotonic() < rounds_end:
            for member, mine in zip(members, heard, strict=True):
                news = member.poll(timeout_seconds=0.1)
                member.commit(news)
                mine += news
        if all(heard) and sum(map(len, heard)) == 24:
            break
    one, other = ({each.key for each in mine} for mine in heard)
    assert not one & other
    assert len(one | other) == 24


def test_a_member_that_leaves_is_taken_over(bus, topic, join):
    gone, stays = join(), join()
    bus.publish(topic, [Message(f"person {n}", str(n).encode()) for n in range(24)])
    hear(gone, 1, within=5, commit=False)
    gone.close()
    heard = hear(stays, 24)
    assert {int(each.value) for each in heard} == set(range(24))


def test_a_member_that_is_killed_is_taken_over(place, bus, topic, join):
    if isinstance(place, InMemory):
        pytest.skip("a bus in memory ends with its process")
    bus.publish(topic, [Message(f"person {n}", str(n).encode()) for n in range(24)])
    command = another_process("tests.contract.member", place, "scheduling", topic)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as member:
        assert int(member.stdout.readline()) > 0
        member.kill()
    assert {int(each.value) for each in hear(join(), 24)} == set(range(24))


def test_an_event_too_large_is_refused_and_the_others_are_kept(bus, topic, join):
    large = Message("ada", b"x" * 2_000_000)
    (refused,) = bus.publish(topic, [*told("before"), large, *told("after")])
    assert refused.index == 1
    assert "2000003 bytes" in refused.reason
    member = join()
    assert words(hear(member, 2)) == ["before", "after"]
    assert hear_no_more(member)


def test_a_bus_that_is_away_says_so_in_time_and_everybody_catches_up(place, bus, topic, join):
    bus.publish(topic, told("before"))
    member = join()
    assert words(hear(member, 1)) == ["before"]
    with place.away():
        began = time.monotonic()
        with pytest.raises(BusUnavailable):
            bus.publish(topic, told("while away"))
        with pytest.raises(BusUnavailable):
            place.open().subscribe("notifications", [topic])
        assert time.monotonic() - began < 15
    bus.publish(topic, told("again"))
    heard = words(hear_patiently(member, "again"))
    assert heard[-1] == "again"
    assert set(heard) <= {"before", "while away", "again"}


def hear_patiently(member, last):
    """A member may meet the end of the outage too, and says so; then it goes on."""
    heard, until = [], time.monotonic() + 20
    while (not heard or heard[-1].value.decode() != last) and time.monotonic() < until:
        try:
            heard += hear(member, 1, within=1)
        except BusUnavailable:
            time.sleep(0.1)
    return heard
