import socket
from dataclasses import replace

import pytest

from services.scheduling.actions import fetching
from services.scheduling.actions.fetching import NoCalendar, fetch
from tests.service.scheduling.centre import BO, BO_THE_COACH, CAM_THE_COACH, SAL_AT_THE_DESK, SAL_ELSEWHERE, TUESDAY_TEN
from tests.service.scheduling.feed_server import feeds  # noqa: F401
from tests.service.scheduling.test_calendars import TUESDAY, calendar

PATH = f"/coaches/{BO}/busy-calendars"


@pytest.fixture
def centre(open_centre):
    return listening_nearby(open_centre, True)


def listening_nearby(centre, allowed):
    """As HOLDFAST_CALENDARS_FROM_LOOPBACK would say."""
    room, desk = centre.room, centre.room.desk
    room.desk = replace(desk, settings=replace(desk.settings, calendars_from_loopback=allowed))
    room.app.extensions["holdfast"] = replace(room.app.extensions["holdfast"], desk=room.desk)
    return centre


def subscribe(centre, url, name="work", actor=BO_THE_COACH):
    return centre.ask("PUT", f"{PATH}/{name}", actor, json={"url": url})


def shown(centre, actor=BO_THE_COACH):
    return centre.ask("GET", PATH, actor).json["items"]


def test_a_calendar_at_an_address_blocks_and_is_read_again(centre, feeds):  # noqa: F811
    url = feeds.says("/mine.ics", calendar(TUESDAY))
    kept = subscribe(centre, url)
    assert (kept.status_code, kept.json["subscribed"], kept.json["busy_times"]) == (200, True, 1)
    assert TUESDAY_TEN not in centre.openings() and TUESDAY_TEN not in centre.bookable()
    assert "url" not in kept.json and "mine.ics" not in centre.ask("GET", PATH, BO_THE_COACH).text
    feeds.says("/mine.ics", calendar())
    centre.room.tick(minutes=29)
    assert TUESDAY_TEN not in centre.openings()
    centre.room.tick(minutes=1)
    assert TUESDAY_TEN in centre.openings() and TUESDAY_TEN in centre.bookable()
    assert [path for path, _ in feeds.asked] == ["/mine.ics", "/mine.ics"]


def test_an_address_that_breaks_keeps_what_was_read_last_and_says_so(centre, feeds):  # noqa: F811
    subscribe(centre, feeds.says("/mine.ics", calendar(TUESDAY)))
    feeds.says("/mine.ics", "<html>Please sign in.</html>")
    centre.room.tick(minutes=30)
    first = shown(centre)[0]["trouble_since"]
    feeds.says("/mine.ics", status=410)
    centre.room.tick(minutes=30)
    [row] = shown(centre)
    assert (row["trouble"], row["trouble_since"], row["busy_times"]) == ("not_there", first, 1)
    assert row["trouble_in_words"] == "There is no calendar at this address any more."
    assert TUESDAY_TEN not in centre.openings()
    feeds.says("/mine.ics", calendar())
    centre.room.tick(minutes=30)
    assert (shown(centre)[0]["trouble"], shown(centre)[0]["trouble_since"]) == (None, None)
    assert TUESDAY_TEN in centre.openings()


def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_kept(centre, feeds):  # noqa: F811
    for url, code in [
        (feeds.says("/page", "<html></html>"), "not_a_calendar"),
        (feeds.says("/large", "B" * (fetching.MOST_BYTES + 1)), "too_large"),
        (feeds.says("/login", status=401), "refused"),
        (f"{feeds.url}/nothing", "not_there"),
        (feeds.says("/round", status=302, Location="/round"), "refused"),
        (feeds.says("/file", status=302, Location="file:///etc/passwd"), "address"),
        (feeds.says("/inside", status=302, Location="http://10.0.0.1/"), "private"),
        (feeds.says("/many", calendar(*["DTSTART:20261124T150000Z"] * 5001)), "not_a_calendar"),
        ("ftp://example.org/mine.ics", "address"),
        ("webcal://example.org/mine.ics", "address"),
        ("https://me:secret@example.org/mine.ics", "address"),
        ("http:///mine.ics", "address"),
        ("http://192.168.1.10/mine.ics", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://127.0.0.1:1/", "unreachable"),
    ]:
        answer = subscribe(centre, url)
        assert (answer.status_code, answer.json["code"], set(answer.json["errors"])) == (422, code, {"url"}), url
    assert shown(centre) == []


def test_an_address_that_turns_is_followed(centre, feeds):  # noqa: F811
    feeds.says("/new.ics", calendar(TUESDAY))
    assert subscribe(centre, feeds.says("/old.ics", status=301, Location="/new.ics")).json["busy_times"] == 1


def test_an_address_that_never_stops_speaking_is_hung_up_on(feeds):  # noqa: F811
    with pytest.raises(NoCalendar) as said:
        fetch(feeds.never_ends("/slow"), loopback=True, seconds=0.3)
    assert said.value.code == "too_slow"


def test_an_address_at_which_nobody_ever_answers_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NoCalendar) as said:
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", loopback=True, seconds=0.3)
    assert said.value.code == "too_slow"


def test_nobody_listens_in_on_this_machine_without_being_told_to(centre, feeds):  # noqa: F811
    refused = subscribe(listening_nearby(centre, False), feeds.says("/mine.ics", calendar()))
    assert (refused.status_code, refused.json["code"], feeds.asked) == (422, "private", [])


def test_the_address_that_was_judged_is_the_one_connected_to(feeds):  # noqa: F811
    """A name that answers differently the second time leads nowhere else: it is asked once."""
    asked = []

    def look_up(host, port, **how):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    feeds.says("/mine.ics", calendar())
    url = feeds.url.replace("127.0.0.1", "calendar.example.org")
    assert fetch(f"{url}/mine.ics", loopback=True, look_up=look_up).startswith(b"BEGIN:VCALENDAR")
    assert asked == ["calendar.example.org"]
    assert feeds.asked[0][1].startswith("calendar.example.org:")


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.0.1", "127.0.0.1", "0.0.0.0", "169.254.1.1", "100.64.0.1", "224.0.0.1"),
        *(
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "::7f00:1",
            "64:ff9b:1::7f00:1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
        ),
        *("255.255.255.255", "240.0.0.1", "192.0.2.1", "2001:db8::1"),
    ],
)
def test_no_private_address_is_public(address):
    assert not fetching._is_public(address, False)


def test_public_addresses_are(address="1.1.1.1"):
    assert all(fetching._is_public(each, False) for each in (address, "2606:4700::1111", "64:ff9b::101:101"))


def test_a_calendar_is_the_coachs_own_and_the_desks(centre, feeds):  # noqa: F811
    url = feeds.says("/mine.ics", calendar(TUESDAY))
    assert centre.ask("GET", PATH, CAM_THE_COACH).status_code == 404
    assert subscribe(centre, url, actor=CAM_THE_COACH).status_code == 404
    assert feeds.asked == []
    assert subscribe(centre, url, actor=SAL_AT_THE_DESK).status_code == 200
    assert shown(centre, SAL_ELSEWHERE) == []
    assert centre.ask("DELETE", f"{PATH}/work", SAL_ELSEWHERE).status_code == 404
    assert centre.ask("DELETE", f"{PATH}/work", BO_THE_COACH).status_code == 204
    assert shown(centre) == [] and TUESDAY_TEN in centre.openings()
    centre.room.tick(minutes=31)
    assert len(feeds.asked) == 1


def test_when_somebody_is_erased_their_calendar_is_not_read_any_more(centre, feeds):  # noqa: F811
    subscribe(centre, feeds.says("/mine.ics", calendar(TUESDAY)))
    centre.person(BO, deed="erased", kinds=["coach"], state="erased")
    centre.room.tick(minutes=31)
    centre.room.tick(hours=1)
    assert len(feeds.asked) == 1
