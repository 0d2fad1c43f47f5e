"""A word that somebody wrote leads to the place it names, or nowhere; a list, to its end."""

import pytest

from services.portal.clients.happened import Happened
from services.portal.clients.notifications import Notifications
from services.portal.clients.transport import Declined, Door


def nobody():
    raise AssertionError("asked")


@pytest.mark.parametrize("path", ["/v1/holds/../sessions/1", "/v1/holds/./1", "/v1/numbers/..?week=1", "/v1/holds/.."])
def test_nothing_is_asked_where_a_word_leads_elsewhere(path):
    with pytest.raises(Declined, match="not here"):
        Door("scheduling", "http://localhost", nobody).delete(path)


def test_a_free_word_stays_one_part_of_its_path():
    asked = []

    class Listening(Door):
        def get(self, path, **query):
            asked.append(path)

    Happened(Listening("scheduling", "http://localhost", nobody)).behind_number("a/../b?c")
    assert asked == ["/v1/numbers/a%2F..%2Fb%3Fc"]


def test_the_list_to_ring_goes_on_to_its_last_page():
    pages = {None: {"items": [{"id": "1"}], "next": "on"}, "on": {"items": [{"id": "2"}], "next": None}}

    class Listed(Door):
        def get(self, path, *, cursor, **query):
            return pages[cursor]

    told = Notifications(Listed("notifications", "http://localhost", nobody)).calls()
    assert [one["id"] for one in told] == ["1", "2"]
