"""Texts, over a real provider of ours: who gets one, what it says, and what becomes of one that is refused."""

from datetime import timedelta

import pytest

from services.notifications.actions.delivery import rest
from shared.kernel.actor import Actor
from tests.desk.gateway import LOST, NUMBER
from tests.service.notifications.conftest import set_sms_url

IN_TWO_DAYS = timedelta(days=2)
SAM = "+15555550134"
on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


@pytest.fixture
def texted(office, gateway):
    """A member who is reached by text alone."""
    office.people()
    office.give_number(office.member, SAM)
    return office


def state_of(office, kind="confirmation", audience="member"):
    return next(m for m in office.messages() if (m["kind"], m["audience"]) == (kind, audience))


@pytest.mark.parametrize("shape", ["url", "as_twilio"])
def test_who_agreed_to_texts_and_has_no_mail_is_texted(texted, gateway, shape):
    set_sms_url(texted, getattr(gateway, shape))
    texted.book(texted.now + IN_TWO_DAYS)
    texted.deliver()
    (text,) = gateway.texts
    assert (text["to"], text["from"]) == (SAM, NUMBER)
    assert text["text"] == (
        "You are booked: Wed, Nov 25, 9:00 AM, by phone. Text 1 I'm coming, 2 new time, 3 can't come. Alex"
    )
    story = state_of(texted)
    assert (story["channel"], story["state"], text["reference"]) == ("sms", "handed_over", story["id"])
    assert [letter["To"] for letter in texted.mailbox.letters] == ["jo@example.org"]


@on_sqlite
def test_spanish_is_written_with_all_its_letters(texted, gateway):
    texted.say_person(texted.member, type="person.changed", kinds=["member"], language="es")
    session = texted.book(texted.now + IN_TWO_DAYS)
    texted.deliver()
    texted.move(session, texted.now + timedelta(days=3))
    texted.deliver()
    assert gateway.to(SAM)[-1].startswith("Nueva hora: jue 26 de nov, 9:00 a.m., por teléfono.")


@on_sqlite
def test_a_text_in_plainer_words_is_answered_with_the_same_digits(texted, gateway):
    me = Actor(texted.member, "member", texted.organisation)
    texted.room.ask("PUT", f"/v1/people/{texted.member}/preferences", me, json={"discreet": False})
    texted.book(texted.now + IN_TWO_DAYS)
    texted.deliver()
    (text,) = gateway.texts
    assert text["text"].startswith("Your coaching session: Wed, Nov 25, 9:00 AM, by phone. Text 1 I'm coming")


@on_sqlite
def test_without_consent_no_text_goes_out_and_a_person_is_asked_to_ring(office, gateway):
    office.people()
    office.give_number(office.member, SAM, consent=False)
    session = office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert not gateway.texts and state_of(office)["reason"] == "no_address"
    (call,) = calls(office)
    assert (call["person_id"], call["why"], call["session_id"]) == (office.member, "no_way", session["session_id"])


@on_sqlite
def test_a_number_that_others_read_is_rung_not_texted(office, gateway):
    office.people()
    office.give_number(office.member, SAM, shared="yes")
    office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert not gateway.texts and len(calls(office)) == 1


@on_sqlite
def test_the_channel_wanted_first_is_used_first(office, gateway):
    office.people()
    mail = {"kind": "email", "address": "sam@example.org"}
    number = {"kind": "sms", "address": SAM, "consent": {"given_at": "2026-11-20T10:00:00Z", "wording": "texts-1"}}
    number["consent"] |= {"locale": "en", "actor": "the person"}
    office.put_ways(office.member, [mail, number])
    office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert not gateway.texts
    office.wish(office.member, channels=["sms", "email"])
    office.deliver(days=1)
    assert [text.partition(",")[0] for text in gateway.to(SAM)] == ["See you Wed"]


def test_a_number_nobody_has_is_given_up_and_the_message_goes_the_next_way(office, gateway):
    office.people()
    number = {"kind": "sms", "address": SAM, "consent": {"given_at": "2026-11-20T10:00:00Z", "wording": "texts-1"}}
    number["consent"] |= {"locale": "en", "actor": "the person"}
    office.put_ways(office.member, [number, {"kind": "email", "address": "sam@example.org"}])
    office.wish(office.member, channels=["sms", "email"])
    gateway.answers.append((422, {"code": "unknown_number"}))
    office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert office.room.told()[-1].data == {"person_id": office.member, "channel": "sms"}
    assert len(office.mailbox.to("sam@example.org")) == 1
    assert [a["state"] for a in state_of(office)["attempts"]] == ["refused", "handed_over"]


def test_a_number_nobody_has_and_no_other_way_puts_the_person_on_the_call_list(texted, gateway):
    gateway.answers.append((400, {"code": "landline"}))
    texted.book(texted.now + IN_TWO_DAYS)
    texted.deliver()
    assert state_of(texted)["state"] == "undeliverable"
    assert [call["why"] for call in calls(texted)] == ["undeliverable"]


def test_a_provider_without_an_answer_leaves_a_confirmation_to_be_said_again(texted, gateway):
    gateway.answers.append((LOST, {}))
    texted.book(texted.now + IN_TWO_DAYS)
    texted.deliver()
    (first,) = state_of(texted)["attempts"]
    assert (first["state"], state_of(texted)["state"]) == ("ambiguous", "planned")


@on_sqlite
def test_after_three_failures_the_second_provider_takes_over(texted, gateway):
    gone = gateway.url.replace(str(gateway.port), "9")
    rest()
    set_sms_url(texted, f"{gone} {gateway.as_twilio}")
    texted.book(texted.now + IN_TWO_DAYS)
    wait_for_texts(texted, gateway, 1)
    assert state_of(texted)["state"] == "handed_over"


def test_no_more_texts_go_out_in_a_minute_or_a_day_than_the_provider_takes(texted, gateway):
    rest()
    set_sms_url(texted, gateway.url.replace("per_minute=6000", "per_minute=3&per_day=2"))
    for day in range(2, 7):
        texted.book(texted.now + timedelta(days=day))
    texted.deliver()
    assert len(gateway.texts) == 2


@on_sqlite
def test_a_link_in_a_text_leads_a_coach_to_the_question(office, gateway):
    office.people()
    office.give_number(office.coach, SAM)
    office.offer()
    office.deliver()
    assert gateway.to(SAM)[0].endswith(f"{office.room.desk.settings.public_url}/ Alex")


def wait_for_texts(office, gateway, count):
    """Waits after trouble are in real time."""
    from datetime import UTC, datetime

    until = datetime.now(UTC) + timedelta(seconds=20)
    while len(gateway.texts) < count and datetime.now(UTC) < until:
        office.room.tick()


def calls(office):
    answer = office.room.ask("GET", "/v1/calls", office.staff)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]
