"""Two who write about the same person in the same moment: both are answered, and one of them comes last."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

PLACES = ("one", "two", "three", "four")


def all_at_once(act):
    ready = Barrier(len(PLACES))

    def when_ready(place):
        ready.wait()
        return act(place)

    with ThreadPoolExecutor(len(PLACES)) as crowd:
        return [answer.status_code for answer in crowd.map(when_ready, PLACES)]


def test_people_who_write_down_addresses_at_once_are_all_heard_and_one_comes_last(office):
    for _ in range(3):
        assert all_at_once(lambda at: office.give_address(office.member, f"{at}@example.org")) == [200] * len(PLACES)
    path = f"/v1/people/{office.member}/contact-points?purpose=to_ring"
    assert len(office.room.ask("GET", path, office.staff).json["items"]) == 1


def test_people_who_give_the_same_address_at_once_are_all_heard(office):
    assert all_at_once(lambda at: office.give_address(office.member, "sam@example.org")) == [200] * len(PLACES)


def test_first_wishes_written_at_once_are_all_heard(office):
    assert all_at_once(lambda at: office.wish(office.member, language="es")) == [200] * len(PLACES)
