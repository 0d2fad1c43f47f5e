"""What was said is kept a while, to be read by whom it was said to; an organisation may rehearse first."""

from datetime import timedelta

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.mailbox import text_of
from tests.service.notifications.office import token_in

DAY = timedelta(days=1)


def as_member(office):
    return Actor(office.member, "member", office.organisation)


def inbox(office, actor=None, person=None, **query):
    path = f"/v1/people/{person or office.member}/inbox"
    return office.room.ask("GET", path, actor or as_member(office), query_string=query)


def change(office, **said):
    boss = Actor(new_id(), "supervisor", office.organisation)
    version = office.room.ask("GET", "/v1/organisation", boss).headers["ETag"]
    headers = {"If-Match": version}
    assert office.room.ask("PATCH", "/v1/organisation", boss, json=said, headers=headers).status_code == 200


def test_a_person_reads_here_what_was_said_to_them_and_nobody_else_does(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    (item,) = inbox(office).json["items"]
    assert (item["kind"], item["channel"], item["read_at"]) == ("confirmation", "email", None)
    assert item["text"].startswith("Hi,")
    assert inbox(office, Actor(office.coach, "coach", office.organisation)).status_code == 404


def test_what_was_read_is_no_longer_new(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    (item,) = inbox(office, unread="true").json["items"]
    path = f"/v1/inbox/{item['id']}/reading"
    assert office.room.ask("POST", path, as_member(office)).json["read_at"] is not None
    assert inbox(office, unread="true").json["items"] == []
    assert office.room.ask("POST", path, Actor(new_id(), "member", office.organisation)).status_code == 404


def test_whoever_reads_only_here_gets_everything_here_and_nothing_elsewhere(office):
    office.people()
    office.wish(office.member, channels=["in_app"])
    office.book(office.now + 2 * DAY)
    office.deliver()
    assert office.mailbox.to("sam@example.org") == []
    (item,) = inbox(office).json["items"]
    assert (item["channel"], office.states()[("member", "confirmation")]) == ("in_app", "handed_over")
    assert "http" not in item["text"]


def test_what_stands_only_here_waits_until_somebody_looks(office):
    """Words are kept a week, not longer; unless nobody has seen them yet, and they are still of use."""
    office.people()
    office.book(office.now + 20 * DAY)
    office.wish(office.coach, channels=["in_app"])
    office.deliver()
    as_coach = Actor(office.coach, "coach", office.organisation)
    assert inbox(office, only_here="true").json["items"] == [], "it came by mail"
    for days in (8, 11):
        office.deliver(days=days)
        (item,) = inbox(office, as_coach, office.coach, only_here="true", unread="true").json["items"]
        assert item["kind"] == "confirmation"
    office.room.ask("POST", f"/v1/inbox/{item['id']}/reading", as_coach)
    office.deliver(minutes=2)
    assert inbox(office, as_coach, office.coach).json["items"] == []


def test_here_is_where_it_lies_when_no_address_works(office):
    office.wish(office.member, channels=["email", "in_app"])
    office.book(office.now + 2 * DAY)
    office.deliver()
    assert [item["channel"] for item in inbox(office).json["items"]] == ["in_app"]


def test_the_story_holds_the_words_for_a_week_and_the_rest_for_good(office):
    office.people().book(office.now + 30 * DAY)
    office.deliver()
    (message,) = office.messages(person_id=office.member, state="handed_over")
    path = f"/v1/messages/{message['id']}"
    words = office.room.ask("GET", path, office.staff).json["words"]
    assert words["wording"] == "en-0" and "You are booked" in words["text"]
    office.deliver(days=7, minutes=1)
    story = office.room.ask("GET", path, office.staff).json
    assert (story["words"], story["state"], len(story["attempts"])) == (None, "handed_over", 1)
    assert inbox(office).json["items"] == []


def test_the_key_of_a_link_is_not_kept_with_the_words(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    token = token_in(text_of(office.mailbox.to("sam@example.org")[0]))
    assert token not in inbox(office).text


def test_a_coach_sees_that_something_was_said_in_a_session_of_theirs_and_not_the_words(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    (message,) = office.messages(person_id=office.member, state="handed_over")
    coach = Actor(office.coach, "coach", office.organisation)
    story = office.room.ask("GET", f"/v1/messages/{message['id']}", coach).json
    assert (story["state"], story["words"]) == ("handed_over", None)


def test_an_organisation_that_rehearses_sends_only_to_itself(office):
    office.people()
    change(office, rehearsal=True, rehearsal_email="us@example.org")
    office.book(office.now + 2 * DAY)
    office.deliver()
    assert {letter["To"] for letter in office.mailbox.letters} == {"us@example.org"}
    assert all("rehearsal" in text_of(letter) for letter in office.mailbox.letters)
    office.room.ask("POST", "/v1/verifications", office.portal, json={"address": "sam@example.org"})
    office.deliver()
    assert {letter["To"] for letter in office.mailbox.letters} == {"us@example.org"}


def test_messages_are_signed_with_the_name_and_in_the_words_of_the_organisation(office):
    office.people()
    change(office, sender_name="Robin")
    words = {"subject": "All set: {when}", "text": "Hi,\n\nAll set: {when}.\n\n{tell_us}: {link}\n\n{sender}"}
    boss = Actor(new_id(), "admin", office.organisation)
    path = "/v1/wordings/confirmation/en"
    office.room.ask("PUT", path, boss, json=words, headers={"If-Match": '"0"'})
    office.book(office.now + 2 * DAY)
    office.deliver()
    (letter,) = office.mailbox.to("sam@example.org")
    assert letter["From"].startswith("Robin <") and letter["Subject"].startswith("All set")
    assert text_of(letter).rstrip().endswith("Robin")
    (message,) = office.messages(person_id=office.member, state="handed_over")
    assert office.room.ask("GET", f"/v1/messages/{message['id']}", boss).json["words"]["wording"] == "en-1"


def test_erasing_a_person_leaves_no_words(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    office.say_person(office.member, type="person.erased", kinds=["member"], state="erased")
    assert inbox(office).json["items"] == []
