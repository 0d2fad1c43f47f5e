"""Ways to reach a person, their wishes, the stories of messages: over HTTP, as somebody."""

from datetime import timedelta

import pytest

from services.notifications.store.tables import metadata
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

CONSENT = {"given_at": "2026-11-20T10:00:00Z", "wording": "texts-1", "locale": "en", "actor": "the person"}


def ways(office, person, actor=None, **query):
    path = f"/v1/people/{person}/contact-points"
    return office.room.ask("GET", path, actor or office.staff, query_string={"purpose": "to_ring"} | query)


def as_coach(office):
    return Actor(office.coach, "coach", office.organisation)


def as_member(office):
    return Actor(office.member, "member", office.organisation)


def test_somebody_not_heard_of_yet_can_be_given_an_address(office):
    answer = office.give_address(office.member, "Sam@Example.ORG", say_we_are="Alex from the library")
    assert answer.status_code == 200
    (item,) = ways(office, office.member).json["items"]
    assert (item["address"], item["shared"], item["message_ok"]) == ("Sam@example.org", "no", "yes")
    assert item["say_we_are"] == "Alex from the library"


def test_an_unchanged_number_keeps_its_consent_and_a_changed_one_starts_without(office):
    number = {"kind": "sms", "address": "(555) 555-0134", "shared": "no", "message_ok": "yes"}
    office.put_ways(office.member, [number | {"consent": CONSENT}])
    office.put_ways(office.member, [number | {"address": "+1 555-555-0134", "shared": "yes"}])
    (kept,) = ways(office, office.member).json["items"]
    assert (kept["address"], kept["shared"], kept["consent"]["wording"]) == ("+15555550134", "yes", "texts-1")
    office.put_ways(office.member, [number | {"address": "555 555 0171"}])
    assert ways(office, office.member).json["items"][0]["consent"] is None


@pytest.mark.parametrize(
    ("kind", "address"),
    [("email", "sam"), ("email", "sam@"), ("email", "sam@example.org\nBcc: all@example.org"),
     ("email", "sám@example.org"),
     ("sms", "12"), ("sms", "call me"), ("sms", "+44 20 7946 0018"), ("sms", "1-800-555-0199"),
     ("sms", "(555) 555-0134 x2"), ("voice", "0"), ("place", "  ")],
)  # fmt: skip
def test_a_wrong_address_is_named_and_nothing_is_kept(office, kind, address):
    office.give_address(office.member, "sam@example.org")
    good = {"kind": "email", "address": "other@example.org"}
    answer = office.put_ways(office.member, [good, {"kind": kind, "address": address}])
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["items.1.address"]
    assert [item["address"] for item in ways(office, office.member).json["items"]] == ["sam@example.org"]


def test_an_address_in_other_letters_is_kept_as_servers_write_it(office):
    answer = office.give_address(office.member, "sam@bücher.example.org")
    assert answer.json["items"][0]["address"] == "sam@xn--bcher-kva.example.org"
    office.book(office.now + timedelta(days=2))
    assert [letter["To"] for letter in office.deliver()] == ["sam@xn--bcher-kva.example.org"]


def test_an_address_given_twice_is_named(office):
    twice = [{"kind": "email", "address": "sam@example.org"}, {"kind": "email", "address": "SAM@example.org"}]
    assert list(office.put_ways(office.member, twice).json["errors"]) == ["items.1.address"]


@pytest.mark.parametrize("more", [{"colour": "blue"}, {"shared": "perhaps"}, {"message_ok": 7}, {"consent": {}}])
def test_what_we_do_not_know_is_refused(office, more):
    assert office.give_address(office.member, "sam@example.org", **more).status_code == 422


def test_a_voice_number_may_have_an_extension_and_a_place_its_own_words(office):
    items = [{"kind": "voice", "address": "(555) 555-0134 x2"}, {"kind": "place", "address": "the library, after 4"}]
    office.put_ways(office.member, items)
    assert [i["address"] for i in ways(office, office.member).json["items"]] == [
        "+15555550134;ext=2",
        "the library, after 4",
    ]


def test_their_own_coach_may_ring_and_another_coach_learns_nothing(office):
    office.people()
    session = office.session(office.now)
    assert ways(office, office.member, as_coach(office)).status_code == 404
    office.end_match(session, state="active")
    assert ways(office, office.member, as_coach(office)).status_code == 200
    stranger = Actor(new_id(), "coach", office.organisation)
    unknown, theirs = ways(office, new_id(), stranger), ways(office, office.member, stranger)
    assert (unknown.status_code, unknown.json) == (theirs.status_code, theirs.json) == (404, theirs.json)
    office.end_match(session)
    assert ways(office, office.member, as_coach(office)).status_code == 404


def test_the_coach_of_a_welcome_conversation_may_ring_too(office):
    office.people().book(office.now + timedelta(hours=1), match_id=None, referral_id=new_id())
    assert ways(office, office.member, as_coach(office)).status_code == 200


def test_another_organisation_learns_nothing(office):
    office.people()
    elsewhere = Actor(new_id(), "supervisor", new_id())
    assert ways(office, office.member, elsewhere).json == ways(office, new_id(), elsewhere).json


def test_a_member_reads_and_changes_their_own_and_nobody_else_s(office):
    office.people()
    assert ways(office, office.member, as_member(office)).status_code == 200
    assert ways(office, office.coach, as_member(office)).status_code == 404
    items = [{"kind": "email", "address": "me@example.org"}]
    assert office.put_ways(office.member, items, as_member(office)).status_code == 200
    assert office.put_ways(office.coach, items, as_member(office)).status_code == 404


def test_reading_an_address_says_what_for_and_is_written_down(office):
    office.people()
    answer = office.room.ask("GET", f"/v1/people/{office.member}/contact-points", office.staff)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["purpose"])
    ways(office, office.member)
    with reading(office.room.desk, office.staff) as rx:
        table = metadata.tables["audit"]
        deeds = [(row["deed"], row["purpose"]) for row in rx.rows(table, table.c.person_id == office.member)]
    assert deeds == [("contact_points.written", None), ("contact_points.read", "to_ring")]


def test_wishes_are_as_usual_until_said_otherwise(office):
    path = f"/v1/people/{office.member}/preferences"
    usual = office.room.ask("GET", path, as_member(office)).json
    assert usual["quiet_hours"] == {"from": "20:00", "to": "09:00"}
    assert (usual["reminders"], usual["discreet"], usual["channels"]) == (None, True, ["email", "sms"])
    told = {"quiet_hours": {"from": "21:30", "to": "24:00"}, "reminders": [1440, 60], "language": "es"}
    assert office.wish(office.member, **told).status_code == 200
    assert office.room.ask("GET", path, as_member(office)).json["quiet_hours"] == {"from": "21:30", "to": "00:00"}


@pytest.mark.parametrize(
    ("wishes", "field"),
    [({"quiet_hours": {"from": "09:00", "to": "09:00"}}, "quiet_hours"),
     ({"quiet_hours": {"from": "9", "to": "10:00"}}, "quiet_hours.from"),
     ({"quiet_hours": {"from": "00:00", "to": "24:00"}}, "quiet_hours"), ({"reminders": [5]}, "reminders.0"),
     ({"channels": ["pigeon"]}, "channels.0"), ({"language": "¡español!"}, "language"), ({"loud": True}, "loud"),
     ({"discreet": "rather"}, "discreet")],
)  # fmt: skip
def test_a_wish_we_cannot_follow_is_named(office, wishes, field):
    answer = office.wish(office.member, **wishes)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_plainer_words_are_the_person_s_own_to_ask_for(office):
    assert office.wish(office.member, discreet=False).status_code == 403
    path = f"/v1/people/{office.member}/preferences"
    assert office.room.ask("PUT", path, as_member(office), json={"discreet": False}).json["discreet"] is False
    assert office.wish(office.member, discreet=False, reminders=[60]).json["discreet"] is False
    assert office.wish(office.member).json["discreet"] is True
    assert office.wish(office.member, discreet=False).status_code == 403


def test_who_has_no_address_is_listed_and_reached_once_there_is_one(office):
    office.book(office.now + timedelta(days=2))
    office.deliver()
    assert {item["state"] for item in office.messages(state="no_channel")} == {"no_channel"}
    assert office.reason("confirmation") == "no_address"
    office.give_address(office.member, "sam@example.org")
    office.deliver()
    assert [letter["To"] for letter in office.mailbox.letters] == ["sam@example.org"]


def test_where_no_message_may_be_left_none_is(office):
    office.give_address(office.member, "sam@example.org", message_ok="no")
    office.book(office.now + timedelta(days=2))
    assert not office.deliver()
    assert office.states()[("member", "confirmation")] == "no_channel"


def test_on_a_shared_address_there_is_no_link(office):
    office.give_address(office.member, "house@example.org", shared="yes")
    office.book(office.now + timedelta(days=2))
    (letter,) = office.deliver()
    assert "http" not in letter.as_string()


def test_stories_are_read_by_staff_and_by_whom_they_are_about(office):
    session = office.people().book(office.now + timedelta(days=2))
    office.deliver()
    (mine,) = office.messages(person_id=office.coach, session_id=session["session_id"])
    path = f"/v1/messages/{mine['id']}"
    story = office.room.ask("GET", path, as_coach(office)).json
    assert (story["state"], [attempt["state"] for attempt in story["attempts"]]) == ("handed_over", ["handed_over"])
    stranger = Actor(new_id(), "member", office.organisation)
    assert office.room.ask("GET", path, stranger).status_code == 404
    assert office.room.ask("GET", "/v1/messages", stranger).json["items"] == []
    seen = office.room.ask("GET", "/v1/messages", as_coach(office)).json["items"]
    assert {item["person_id"] for item in seen} == {office.coach, office.member}
    assert {item["person_id"] for item in office.room.ask("GET", "/v1/messages", as_member(office)).json["items"]} == {
        office.member
    }


def test_a_long_list_comes_in_pages(office):
    office.people()
    for day in range(1, 4):
        office.book(office.now + timedelta(days=day))
    first = office.room.ask("GET", "/v1/messages?limit=4", office.staff).json
    rest = office.room.ask("GET", f"/v1/messages?limit=50&cursor={first['next']}", office.staff).json
    ids = [item["id"] for item in first["items"] + rest["items"]]
    assert len(first["items"]) == 4 and rest["next"] is None
    assert ids == [item["id"] for item in office.messages()]


def test_an_unknown_state_is_named(office):
    answer = office.room.ask("GET", "/v1/messages?state=lost", office.staff)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["state"])


def test_erasing_a_person_leaves_no_address_and_stops_every_message(office):
    office.people().book(office.now + timedelta(days=2))
    office.say_person(office.member, type="person.erased", kinds=["member"], state="erased")
    assert [letter["To"] for letter in office.deliver(days=1)] == ["jo@example.org"]
    assert ways(office, office.member).json["items"] == []
    assert office.give_address(office.member, "sam@example.org").status_code == 409
    office.say_person(office.member, type="person.changed", kinds=["member"])
    assert office.give_address(office.member, "sam@example.org").status_code == 409
