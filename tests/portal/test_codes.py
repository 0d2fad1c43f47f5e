"""Signing in with a code: to an address, on paper, with a PIN, with a second factor. Nobody learns who is known."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import segno

from services.portal.accounts.tries import Limit, count_try
from shared.kernel.errors import TooMany
from shared.kernel.ids import new_id
from tests.desk.postbox import Postbox, text_of
from tests.portal.people import a_coach, a_person
from tests.portal.town import APIS, a_town

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
SAM = "sam@example.org"


@pytest.fixture
def letters():
    with Postbox() as postbox:
        yield postbox


@pytest.fixture
def town(desk_for, settings, letters):
    with a_town(desk_for, replace(settings, smtp_url=letters.url)) as built:
        built.open(*APIS)
        yield built


def reachable(town, person, address=SAM):
    consent = {"given_at": "2026-11-23T14:00:00Z", "wording": "v1", "locale": "en", "actor": new_id()}
    point = {"kind": "email", "address": address, "shared": "no", "consent": consent}
    path = f"/v1/people/{person}/contact-points"
    town.ask("notifications", "PUT", path, town.actor("intake"), json={"items": [point]})


def asked(town, address=SAM):
    return town.browser().open("/sign-in").submit("Send me a code", address=address)


def code_for(town, letters, address=SAM):
    notifications = town.rooms["notifications"]
    while notifications.work.loops["codes"](notifications.desk):
        pass
    return re.search(r"\b\d{6}\b", text_of(letters.to(address)[-1]))[0]


def test_a_code_signs_in_the_browser_that_asked_and_no_other(town, letters):
    reachable(town, a_person(town, "Sam"))
    here, elsewhere, unknown = asked(town), town.browser().open("/sign-in"), asked(town, "nobody@example.org")
    assert (here.path, here.status, here.main) == (unknown.path, unknown.status, unknown.main)
    code = code_for(town, letters)
    assert unknown.submit("Sign in", code=code).status == 422
    assert here.submit("Sign in", code=f"{(int(code) + 1) % 10**6:06d}").status == 422
    assert elsewhere.open("/sign-in/code").path == "/sign-in"
    before = here.client.get_cookie("here").value
    assert here.submit("Sign in", code=code).path == "/me"
    assert here.client.get_cookie("here").value != before
    assert asked(town, "no address").status == 422


def test_people_on_one_address_come_in_by_role_and_pin(town, letters):
    jo, sam = a_coach(town, "Jo"), a_person(town, "Sam")
    for person in (jo, sam):
        reachable(town, person)
    owner = town.signed_in("member", sam).open("/mine")
    assert owner.submit("Set this PIN", pin="1234").status == 422
    assert "Your PIN is set" in owner.submit("Set this PIN", pin="2468").main
    browser = asked(town)
    who = browser.submit("Sign in", code=code_for(town, letters))
    assert who.path == "/sign-in/who" and "Jo" not in who.main and "Sam" not in who.main
    assert who.submit("Sign in", role="coach", pin="2468").status == 422
    assert who.submit("Sign in", role="member", pin="2468").path == "/me"


def test_staff_show_two_things_each_once(town, letters):
    mia = new_id()
    staff = town.signed_in("intake", mia)
    reachable(town, mia)
    first = asked(town).submit("Sign in", code=code_for(town, letters))
    assert first.status == 403 and "second one is not set up" in first.main
    left_open = staff.open("/mine").form("Set it up")
    setup = staff.open("/mine").submit("Set it up")
    totp = pyotp.TOTP(re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", setup.main)[0].replace(" ", ""))
    at = lambda: totp.at(town.clock.at)  # noqa: E731
    assert setup.submit("Turn it on", code="000000").status == 422
    spare = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", setup.submit("Turn it on", code=at()).main)[0]
    assert staff.send(left_open).path == "/mine", "whoever sits down at an open page changes no second factor"
    assert staff.open("/mine/second").path == "/mine"
    two = asked(town).submit("Sign in", code=code_for(town, letters))
    assert two.path == "/sign-in/second" and two.open("/intake").status == 401
    two.open("/sign-in/second")
    assert two.submit("Sign in", code=at()).status == 422, "the code of the set-up is taken once"
    town.clock.at += timedelta(minutes=1)
    assert two.submit("Sign in", code=at()).path == "/intake"
    for status in (200, 422):
        spared = asked(town).submit("Sign in", code=code_for(town, letters))
        assert spared.submit("Sign in", code=spare.lower()).status == status


def cells_of(page):
    """The picture, read back cell by cell, without the blank around it."""
    picture = next(node for node in page.all("svg") if node.get("class") == "square")
    across = int(picture.get("viewbox").split()[2])
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)", picture.all("path")[0].get("d"))
    dark = {(int(x) + step, int(y)) for x, y, length in strokes for step in range(int(length))}
    return [[(x, y) in dark for x in range(4, across - 4)] for y in range(4, across - 4)]


def test_the_key_is_a_picture_for_a_camera_too(town):
    setup = town.signed_in("intake").open("/mine").submit("Set it up")
    address = next(str(link.get("href")) for link in setup.page.all("a") if "otpauth" in str(link.get("href")))
    assert cells_of(setup.page) == [[bool(cell) for cell in row] for row in segno.make(address, error="m").matrix]


def test_a_code_on_paper_opens_a_persons_own_pages_once(town):
    sam, desk = a_person(town, "Sam"), town.actor("intake")
    made = town.ask("notifications", "POST", f"/v1/people/{sam}/codes", desk, json={"kind": "printed"})["codes"]
    assert town.browser().open("/sign-in/paper").submit("Sign in", code=made[0]).path == "/me"
    assert town.browser().open("/sign-in/paper").submit("Sign in", code=made[0]).status == 422


def test_who_sees_where_they_are_signed_in_can_end_it(town):
    sam = a_person(town, "Sam")
    one, other = town.signed_in("member", sam), town.signed_in("member", sam)
    assert "Signed out there" in one.open("/mine").submit("Sign out there").main
    assert other.open("/me").status == 401 and one.open("/me").status == 200
    third = town.signed_in("member", sam)
    one.open("/mine").submit("Sign out everywhere")
    assert (one.open("/me").status, third.open("/me").status) == (401, 401)


def test_at_a_shared_desk_a_pin_brings_somebody_back_until_their_day_is_over(town):
    mia = new_id()
    desk = town.signed_in("intake", mia).open("/mine").submit("Set this PIN", pin="8351")
    desk.submit("This is a shared desk")
    desk.open("/hard-time").submit("Sign out").open("/switch")
    assert desk.status == 200 and desk.submit("Sign in", role="intake", pin="0001").status == 422
    assert desk.submit("Sign in", role="intake", pin="8351").path == "/intake"
    town.clock.at += timedelta(hours=12)
    assert desk.open("/intake").status == 401 and desk.open("/switch").path == "/sign-in"
    assert town.browser().open("/switch").path == "/sign-in"


def test_what_was_typed_when_the_visit_ran_out_stands_there_again(town):
    mia = new_id()
    desk = town.signed_in("intake", mia).open("/intake/people/new")
    town.clock.at += timedelta(minutes=31)
    told = {"name": 'Ari "A" <b>', "reach": "come_by", "urgency": "soon"}
    assert desk.submit("Save", **told).status == 401
    stranger = town.link(new_id(), "intake")
    assert desk.open(stranger).submit("Sign in now").path == "/intake"
    desk.open(town.link(mia, "intake")).submit("Sign in now")
    assert desk.path == "/intake/people/new" and "Here is what you had typed" in desk.main
    filled = desk.filled(desk.form("Save"))
    assert (filled["name"], filled["reach"], filled["urgency"]) == (told["name"], "come_by", "soon")
    assert desk.submit("Save").status == 200


def test_a_page_to_come_back_to_is_one_of_ours(town):
    mia = new_id()
    desk = town.signed_in("intake", mia).open("/intake/people/new")
    town.clock.at += timedelta(minutes=31)
    for path in ("https://example.org/", "//example.org/", "/\\example.org", "/x\r\nSet-Cookie: a=b"):
        desk.open("/hard-time")
        form = desk.filled(desk.form("Leave quickly")) | {"page": path}
        assert desk.client.post("/intake/people/new", data=form).status_code == 401
    assert desk.open(town.link(mia, "intake")).submit("Sign in now").path == "/intake"


def test_no_link_of_ours_leads_to_another_house_whatever_stands_in_the_address(town):
    browser = town.browser()
    for path in ("/%5Cexample.org", "/%2F/example.org", "/%09/example.org", "/sign-in?next=//example.org"):
        links = {str(link.get("href")) for link in browser.open(path).page.all("a")} - {"#main"}
        assert len(links) > 2 and not [one for one in links if not re.match(r"/($|[a-z%])", one)], links
    answer = browser.client.get("/sign-in?lang=es%0d%0aSet-Cookie:%20a=b")
    assert "a=b" not in str(answer.headers)


def test_a_pin_is_guessed_five_times_at_a_shared_desk_and_not_once_more(town):
    desk = town.signed_in("intake").open("/mine").submit("Set this PIN", pin="8351")
    desk.submit("This is a shared desk")
    desk.open("/hard-time").submit("Sign out").open("/switch")
    for guess in range(5):
        assert desk.submit("Sign in", role="intake", pin=f"000{guess}").status == 422
    assert desk.submit("Sign in", role="intake", pin="8351").status == 422 and "many times" in desk.main


def test_a_limit_holds_across_processes(town):
    limit = Limit(f"of this test {new_id()}", 2, timedelta(days=1))
    one, other = town.portal.desk, replace(town.portal.desk)
    for desk in (one, other):
        count_try(desk, limit, "somebody")
    with pytest.raises(TooMany):
        count_try(other, limit, "somebody")
    count_try(one, limit, "somebody else")
