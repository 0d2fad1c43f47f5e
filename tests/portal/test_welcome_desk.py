"""The desk at the front: someone is here, who can talk now, a first conversation on the spot, somebody we may know."""

import pytest

from tests.portal.people import a_coach, a_person, a_request, on_call

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
LANGUAGES = ("en", "es")


def contacts(town):
    return town.ask("scheduling", "GET", "/v1/contacts", town.actor("supervisor"))["items"]


def number_of(town, person, number="+15555550134", **more):
    item = {"kind": "voice", "address": number, "shared": "no", **more}
    town.ask(
        "notifications", "PUT", f"/v1/people/{person}/contact-points", town.actor("intake"), json={"items": [item]}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_front(open_town, language):
    jo, request = a_coach(open_town, "Jo"), a_request(open_town, a_person(open_town, "Sam"))
    on_call(open_town, jo)
    number_of(open_town, jo)
    open_town.settle()
    desk = open_town.signed_in("intake", language=language)
    for path in ("", "/visit", f"/referrals/{request}/talk", f"/referrals/{request}/welcome"):
        assert desk.open(f"/intake{path}").status == 200, path
        assert "Sam" in desk.main or "Jo" in desk.main, path


def test_someone_is_here_in_two_taps(open_town):
    sam = a_person(open_town, "Sam")
    a_request(open_town, sam)
    desk = open_town.signed_in("intake").open("/intake").follow("Someone is here")
    desk.submit("Sam", person=sam)
    assert desk.path == "/intake" and "someone is here" in desk.main
    assert [(one["person_id"], one["kind"], one["started_by"]) for one in contacts(open_town)] == [
        (sam, "visit", "person")
    ]


def test_whoever_gives_no_name_is_counted(open_town):
    desk = open_town.signed_in("intake").open("/intake/visit")
    desk.submit("Write down a visit", count="4")
    assert [(one["person_id"], one["count"]) for one in contacts(open_town)] == [(None, 4)]


def test_a_name_we_may_know_is_asked_about_once(open_town):
    sam = a_person(open_town, "Sam")
    desk = open_town.signed_in("intake").open("/intake/visit").submit("Write down a visit", name="Sam")
    assert "Is Sam one of these?" in desk.main
    desk.submit("Somebody else", counted="yes")
    assert [one["person_id"] for one in contacts(open_town)] == [None]
    desk.open("/intake/visit").submit("Write down a visit", name="Sam").submit("Somebody else", person=sam)
    assert [one["person_id"] for one in contacts(open_town)] == [None, sam]


def test_a_visit_sent_twice_is_one_visit(open_town):
    desk = open_town.signed_in("intake").open("/intake/visit")
    form = desk.form("Write down a visit")
    desk.send(form), desk.send(form)
    assert len(contacts(open_town)) == 1


def test_the_handover_card_has_the_number_and_the_words(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    on_call(open_town, jo)
    number_of(open_town, jo, best_times="Mornings")
    request = a_request(open_town, sam)
    desk = open_town.signed_in("intake").open("/intake").follow("Bring Sam and a coach together")
    assert "555-555-0134" in desk.main and "Mornings" in desk.main and "I have Sam here" in desk.main
    assert "tel:+15555550134" in [link.get("href") for link in desk.page.all("a")]
    assert desk.submit("Write it down").status == 422
    desk.submit("Write it down", outcome="connected")
    assert desk.path == f"/intake/referrals/{request}" and "the two are talking" in desk.main
    assert [(one["person_id"], one["coach_id"], one["outcome"]) for one in contacts(open_town)] == [(sam, jo, "talked")]


def test_a_first_conversation_is_booked_on_the_spot(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, "Sam")
    on_call(open_town, jo)
    request = a_request(open_town, sam)
    open_town.settle()
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{request}/welcome")
    times = [one.get("value") for one in desk.form("Book it").all("input") if one.get("name") == "starts_at"]
    assert "Please choose a time" in desk.submit("Book it").main
    desk.submit("Book it", starts_at=times[-1], way="", in_the_way="nowhere_private")
    assert "If that is easier, choose above: In person" in desk.main
    assert desk.filled(desk.form("Book it"))["in_the_way"] == "nowhere_private", "nothing said is lost"
    desk.submit("Book it", starts_at=times[-1], way="phone")
    assert "Booked" in desk.main and "Jo" in desk.main and "Sam" in desk.main
    for one in (desk, open_town.signed_in("coach", jo).open(desk.path)):
        assert "Nowhere private to talk" in one.main and "You could offer to walk and talk" in one.main
    assert "You could offer" not in open_town.signed_in("member", sam).open(desk.path).main
    desk.open(f"/intake/referrals/{request}/welcome").submit("Book it", starts_at=times[-1])
    assert desk.status == 409 and "just been taken" in desk.main


def test_somebody_we_may_know_is_shown_before_anybody_is_made(open_town):
    sam = a_person(open_town, "Sam")
    number_of(open_town, sam, "+15555550171")
    desk = open_town.signed_in("intake").open("/intake/people/new")
    typed = {"reach": "email", "email": "sam@example.org", "urgency": "soon"}
    desk.submit("Save", name="Sam", **typed)
    assert desk.status == 409 and "We may know this person already" in desk.main
    desk.submit("Save", same=sam)
    assert desk.title == "People who could walk with Sam"
    waiting = open_town.ask("matching", "GET", "/v1/referrals", open_town.actor("intake"))["items"]
    assert [one["member_id"] for one in waiting] == [sam]
    path = f"/v1/people/{sam}/contact-points?purpose=page"
    ways = open_town.ask("notifications", "GET", path, open_town.actor("intake"))["items"]
    assert {way["address"] for way in ways} == {"+15555550171", "sam@example.org"}


def test_somebody_else_of_the_same_name_is_somebody_else(open_town):
    a_person(open_town, "Sam")
    desk = open_town.signed_in("intake").open("/intake/people/new")
    desk.submit("Save", name="Sam", reach="come_by", urgency="soon").submit("Save", same="nobody")
    assert desk.title == "People who could walk with Sam"


def test_how_they_like_to_be_rung_is_asked_and_shown(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    how = {"say_we_are": "Alex from the library", "best_times": "After 4 pm", "message_ok": "no", "shared": "yes"}
    desk.submit("Save", name="Sam", reach="phone", phone="555-555-0134", urgency="urgent", now_at="the hospital", **how)
    waiting = open_town.ask("matching", "GET", "/v1/referrals", open_town.actor("intake"))["items"][0]
    desk.open(f"/people/{waiting['member_id']}/reach")
    for words in ("Alex from the library", "After 4 pm", "Do not leave a message", "no names", "Call 555-555-0134"):
        assert words in desk.main
    assert desk.submit("Write it down").status == 422
    desk.submit("Write it down", outcome="no_answer")
    assert [one["outcome"] for one in contacts(open_town)] == ["no_answer"]


def test_not_found_yet_is_written_down_with_what_comes_next(open_town):
    request = a_request(open_town, a_person(open_town, "Sam"))
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{request}")
    assert "Please say what happens next" in desk.submit("Write it down").main
    desk.submit("Write it down", step="weekly_call")
    assert desk.path == "/intake"
    referral = open_town.ask("matching", "GET", f"/v1/referrals/{request}", open_town.actor("intake"))
    assert referral["next_steps"] == ["weekly_call"] and referral["look_again_at"]


def test_the_desk_stands_when_a_service_is_away(open_town):
    request = a_request(open_town, a_person(open_town, "Sam"))
    desk = open_town.signed_in("intake")
    open_town.close("scheduling")
    desk.open("/intake")
    assert "Sam" in desk.main and "this part is not available" in desk.main
    visit = desk.open("/intake/visit").submit("Write down a visit", count="2")
    assert visit.status == 503 and "nothing is done twice" in visit.main
    open_town.open("scheduling")
    open_town.close("notifications")
    assert desk.open(f"/intake/referrals/{request}/talk").status == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_on_call_is_said_on_a_page_and_can_talk_at_once(open_town, language):
    jo, cam = a_coach(open_town, "Jo"), a_coach(open_town, "Cam")
    week = {"coach-0": jo, "days-0": ["1", "2"], "start-0": "00:00", "end-0": "24:00"}
    desk = open_town.signed_in("intake").open("/intake").follow("Change who is on call")
    assert desk.submit("Keep this list", **week | {"days-0": []}).status == 422
    assert "choose days" in desk.main
    desk.submit("Keep this list", **week)
    assert "Jo" in desk.open("/intake").main and "can talk now" in desk.main
    boss = open_town.signed_in("supervisor", language=language).open("/on-call")
    button = {"en": "Keep this list", "es": "Guardar esta lista"}[language]
    boss.submit(button, **{"coach-1": cam, "days-1": ["3"], "start-1": "09:00", "end-1": "12:00"})
    kept = open_town.ask("scheduling", "GET", "/v1/on-call", open_town.actor("supervisor"))
    assert [(one["coach_id"], one["days"]) for one in kept["weekly"]] == [(jo, [1, 2]), (cam, [3])]
    boss.submit(button, **{"coach-0": ""})
    kept = open_town.ask("scheduling", "GET", "/v1/on-call", open_town.actor("supervisor"))
    assert [one["coach_id"] for one in kept["weekly"]] == [cam]
