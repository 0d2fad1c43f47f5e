"""How an organisation wants its messages, and its own words for them."""

from datetime import timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

GOOD = {"subject": "See you {when}", "text": "Hi,\n\nWe meet {when}, {how}.\n\n{tell_us}: {link}\n\n{sender}"}
REMINDER = "/v1/wordings/reminder/en"


def as_supervisor(office, organisation=None):
    return Actor(new_id(), "supervisor", organisation or office.organisation)


def save(office, words=GOOD, version=0, path=REMINDER):
    headers = {"If-Match": f'"{version}"'}
    return office.room.ask("PUT", path, as_supervisor(office), json=words, headers=headers)


def read(office, path=REMINDER, organisation=None):
    return office.room.ask("GET", path, as_supervisor(office, organisation))


def change(office, version=1, **said):
    headers = {"If-Match": f'"{version}"'}
    return office.room.ask("PATCH", "/v1/organisation", as_supervisor(office), json=said, headers=headers)


def test_every_kind_of_message_can_be_read_in_every_language(office):
    items = read(office, "/v1/wordings").json["items"]
    assert {item["language"] for item in items} == {"en", "es"}
    assert all(item["version"] == 0 and not item["own"] and item["text"] for item in items)


def test_words_of_one_s_own_are_kept_version_by_version(office):
    first = save(office)
    assert (first.status_code, first.headers["ETag"], first.json["own"]) == (200, '"1"', True)
    second = save(office, GOOD | {"subject": "We meet {when}"}, version=1)
    assert [each["version"] for each in second.json["versions"]] == [2, 1]
    gone = office.room.ask("DELETE", REMINDER, as_supervisor(office), headers={"If-Match": '"2"'})
    assert (gone.json["own"], gone.json["version"]) == (False, 3)
    assert gone.json["subject"] == "See you {when}"


def test_of_two_who_change_the_same_words_the_second_is_told(office):
    assert save(office).status_code == 200
    assert save(office).status_code == 412
    assert office.room.ask("PUT", REMINDER, as_supervisor(office), json=GOOD).status_code == 428


@pytest.mark.parametrize(
    ("words", "field"),
    [({"text": "See you."}, "text"), ({"text": "Recovery at {when} {link}"}, "text"),
     ({"subject": "{nope}"}, "subject"), ({"text": "{{ 'a'*10**9 }}"}, "text")],
)  # fmt: skip
def test_what_must_not_be_sent_is_refused_by_field_and_nothing_is_kept(office, words, field):
    answer = save(office, GOOD | words)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert read(office).json["version"] == 0


def test_a_preview_shows_the_words_and_what_stands_against_them_and_keeps_nothing(office):
    said = office.room.ask("POST", f"{REMINDER}/preview", as_supervisor(office), json=GOOD).json
    assert said["errors"] == {} and "by phone" in said["text"] and "<p>" in said["html"]
    wrong = GOOD | {"text": "Rehab {when} {link}"}
    said = office.room.ask("POST", f"{REMINDER}/preview", as_supervisor(office), json=wrong).json
    assert list(said["errors"]) == ["text"]
    broken = GOOD | {"text": "{when"}
    assert office.room.ask("POST", f"{REMINDER}/preview", as_supervisor(office), json=broken).json["text"] is None
    assert read(office).json["version"] == 0


def test_words_belong_to_their_organisation_and_unknown_kinds_to_nobody(office):
    save(office)
    assert read(office, organisation=new_id()).json["version"] == 0
    assert read(office, "/v1/wordings/poem/en").status_code == 404
    assert read(office, "/v1/wordings/reminder/tlh").status_code == 404


def test_what_an_organisation_has_not_said_is_as_usual(office):
    said = read(office, "/v1/organisation")
    assert (said.json["content_kept_days"], said.json["a_day"], said.json["a_week"]) == (7, 1, 4)
    assert (said.json["agenda_at"], said.json["rehearsal"], said.headers["ETag"]) == ("07:30", False, '"1"')


def test_customs_are_changed_by_whoever_has_read_them(office):
    assert change(office, content_kept_days=3, agenda_at="06:45", digest_at=None).status_code == 200
    assert change(office, content_kept_days=4).status_code == 412
    said = read(office, "/v1/organisation").json
    assert (said["content_kept_days"], said["agenda_at"], said["digest_at"]) == (3, "06:45", None)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"rehearsal": True}, "rehearsal_email"), ({"content_kept_days": 1000}, "content_kept_days"),
     ({"sender_name": "Recovery House 12"}, "sender_name"), ({"colour": "blue"}, "colour")],
)  # fmt: skip
def test_a_custom_we_cannot_follow_is_named(office, said, field):
    answer = change(office, **said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_whoever_agrees_to_messages_is_told_from_whom_they_come(office):
    change(office, sender_name="Robin")
    member = Actor(office.member, "member", office.organisation)
    said = office.room.ask("GET", "/v1/organisation/what-to-expect?language=es", member).json
    assert said["sender_name"] == "Robin" and said["email_from"] in said["words"]
    assert "Mientras no pidas palabras más claras" in said["words"], "true of whoever did ask for them, too"


def test_texts_go_out_in_the_organisation_s_own_words_too(office, gateway):
    office.people()
    consent = {"given_at": office.now.isoformat(), "wording": "texts-1", "locale": "en", "actor": "the person"}
    office.put_ways(office.member, [{"kind": "sms", "address": "+15555550134", "consent": consent}])
    words = GOOD | {"short": "All set for {when}. 1 yes, 2 new time, 3 no. {sender}"}
    assert save(office, words, path="/v1/wordings/confirmation/en").json["warnings"] == {}
    office.book(office.now + timedelta(days=2))
    office.deliver()
    assert [text["text"].startswith("All set for Wed") for text in gateway.texts] == [True]
    said = office.room.ask("GET", "/v1/organisation/what-to-expect", as_supervisor(office)).json
    assert said["texts_from"] == "+15555550100" and "+15555550100" in said["words"]


def test_what_a_code_says_is_the_same_everywhere(office):
    assert read(office, "/v1/wordings/code/en").status_code == 404
