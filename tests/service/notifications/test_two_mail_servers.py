"""Two mail servers of one house: when the first is away the second takes over, each with a count of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.actions.delivery import rest
from tests.service.notifications.mailbox import Mailbox
from tests.service.notifications.office import Office

on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)  # a server is a server on every engine


@pytest.fixture
def second():
    box = Mailbox().open()
    yield box
    box.shut()


def through(office: Office, *urls: str) -> Office:
    rest()
    desk = office.room.desk
    office.use(replace(desk, settings=replace(desk.settings, smtp_url=" ".join(urls))))
    return office


def book(office: Office, times: int) -> None:
    for day in range(2, 2 + times):
        office.book(office.now + timedelta(days=day), coach_id=office.member, member_ids=[office.member])


@on_sqlite
def test_while_the_first_server_is_away_the_second_takes_over_and_nothing_is_tried_in_vain(office, second):
    through(office, office.mailbox.url, second.url).people()
    office.mailbox.shut()
    book(office, 2)
    office.deliver()
    assert (len(office.mailbox.letters), len(second.letters)) == (0, 2)
    assert {len(item["attempts"]) for item in office.messages(state="handed_over")} == {1}
    office.mailbox.open()


@on_sqlite
def test_each_server_has_its_own_count_of_a_day_and_a_full_one_is_waited_for(office, second):
    urls = f"{office.mailbox.url}?per_day=1", f"{second.url}?per_day=2"
    through(office, *urls).people()
    book(office, 4)
    office.deliver()
    assert (len(office.mailbox.letters), len(second.letters)) == (1, 0)
    office.mailbox.shut()
    through(office, *urls).deliver()
    assert (len(office.mailbox.letters), len(second.letters)) == (1, 2)
    assert sum(item["state"] == "planned" and item["kind"] == "confirmation" for item in office.messages()) == 1
    office.mailbox.open()
