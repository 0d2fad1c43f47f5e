"""What people text back: heard once, done at once, and never in silence."""

import re
from datetime import timedelta

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.gateway import SECRET, signed, signed_as_twilio
from tests.service.notifications.conftest import set_sms_url
from tests.service.notifications.office import token_in

IN_TWO_DAYS = timedelta(days=2)
SAM = "+15555550134"
on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)  # words are words on every engine


@pytest.fixture
def session(office, gateway):
    """Sam is reached by text alone, and has been told of a session."""
    office.people()
    office.give_number(office.member, SAM)
    session = office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    gateway.texts.clear()
    return session


def text_in(office, text, *, number=SAM, id=None, **how):
    body = {"id": id or new_id(), "from": number, "text": text}
    return office.room.ask("POST", "/v1/inbound/sms", None, **signed(body, **how))


def write(office, text, **how):
    answer = text_in(office, text, **how)
    assert answer.status_code == 204, answer.text
    office.deliver()


def listed(office, what, actor=None, **query):
    answer = office.room.ask("GET", f"/v1/{what}", actor or office.staff, query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def told(office, type):
    return [event.data for event in office.room.told() if event.type == type]


@pytest.mark.parametrize(
    "word", ["STOP", "stop.", "S T O P", "Please stop texting me", "Baja", "¡PARA!", "unsubscribe"]
)
@on_sqlite
def test_a_stop_is_at_once_with_one_confirmation_and_nothing_after(office, gateway, session, word):
    write(office, word)
    assert gateway.to(SAM) == ["OK, no more texts from us. Alex"]
    write(office, word)
    office.move(session, office.now + timedelta(days=3))
    office.deliver(days=1)
    assert len(gateway.texts) == 1
    assert told(office, "texting.stopped") == [{"person_id": office.member, "topic": "everything"}]
    assert [call["why"] for call in listed(office, "calls")] == ["stopped"], "somebody rings about the session ahead"


@on_sqlite
def test_a_confirmation_that_could_not_be_said_within_five_minutes_is_left_out(office, gateway, session):
    assert text_in(office, "stop").status_code == 204
    office.deliver(minutes=6)
    assert not gateway.texts


@on_sqlite
def test_where_only_a_topic_is_stopped_the_rest_still_comes(office, gateway, session):
    office.set(stop_scope="topic")
    write(office, "stop")
    assert gateway.to(SAM) == ["OK, no more texts about this. Alex"]
    assert told(office, "texting.stopped") == [{"person_id": office.member, "topic": "sessions"}]
    office.deliver(days=1)
    assert len(gateway.texts) == 1


@on_sqlite
def test_cancel_stops_texts_and_asks_about_the_session_and_never_calls_it_off(office, gateway, session):
    write(office, "cancel")
    (answer,) = gateway.to(SAM)
    assert answer.startswith("OK, no more texts from us. We still have you down for Wed, Nov 25, 9:00 AM.")
    assert token_in(answer) and told(office, "reminder.answered") == []


@on_sqlite
def test_start_brings_texts_back(office, gateway, session):
    write(office, "stop")
    write(office, "START")
    office.deliver(days=1)
    assert [text[:7] for text in gateway.to(SAM)] == ["OK, no ", "OK, tex", "See you"]


def test_a_number_that_stopped_before_we_knew_it_is_not_texted(office, gateway):
    office.people()
    assert text_in(office, "stop").status_code == 204
    office.give_number(office.member, SAM)
    office.book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert not gateway.texts and office.reason("confirmation", person_id=office.member) == "stopped"


@on_sqlite
@pytest.mark.parametrize("words", ["Wrong number", "who is this?", "número equivocado"])
def test_a_wrong_number_is_stopped_at_once_and_the_person_is_rung(office, gateway, session, words):
    write(office, words)
    assert gateway.to(SAM) == ["Sorry. We will not text this number again."]
    assert [call["why"] for call in listed(office, "calls")] == ["wrong_number"]
    assert told(office, "address.undeliverable") == [{"person_id": office.member, "channel": "sms"}]
    office.deliver(days=1)
    assert len(gateway.texts) == 1


@on_sqlite
@pytest.mark.parametrize(("digit", "answer"), [("1", "confirm"), ("3", "cannot_come"), ("4", "running_late")])
def test_a_digit_is_their_word_to_scheduling(office, gateway, session, digit, answer):
    write(office, digit)
    (event,) = told(office, "reminder.answered")
    assert event == {
        "person_id": office.member, "session_id": session["session_id"], "session_version": 1, "answer": answer,
    }  # fmt: skip


@on_sqlite
def test_one_is_thanked_three_is_told_by_what_scheduling_does(office, gateway, session):
    write(office, "1")
    assert gateway.to(SAM) == ["Thanks. See you Wed, Nov 25, 9:00 AM. Alex"]
    write(office, "3")
    office.cancel(session)
    office.deliver()
    assert [text[:14] for text in gateway.to(SAM)] == ["Thanks. See yo", "We do not meet"]


@on_sqlite
def test_two_is_answered_with_a_link(office, gateway, session):
    write(office, "2")
    (answer,) = gateway.to(SAM)
    asked = office.room.ask("POST", "/v1/links/look", office.portal, json={"token": token_in(answer)})
    assert "change" in asked.json["acts"] and told(office, "reminder.answered") == []


@on_sqlite
def test_four_is_passed_on_to_whoever_waits_once(office, gateway, session):
    for _ in range(2):
        write(office, "4")
    subjects = [str(letter["Subject"]) for letter in office.mailbox.to("jo@example.org")]
    assert [subject for subject in subjects if subject.startswith("A little later")] == [
        "A little later: Wednesday, November 25, 9:00 AM"
    ]


@on_sqlite
def test_a_digit_about_a_time_that_was_moved_is_asked_again(office, gateway, session):
    office.move(session, office.now + timedelta(days=3))
    write(office, "3", id="one")
    assert told(office, "reminder.answered") == []
    assert any(text.startswith("The time has changed") for text in gateway.to(SAM))


@on_sqlite
def test_a_digit_about_nothing_is_read_by_a_person(office, gateway, session):
    office.room.clock.at += timedelta(days=3)
    write(office, "1")
    assert [reply["text"] for reply in listed(office, "replies")] == ["1"]


def test_words_are_read_by_a_person_and_answered_once_a_day_with_when_that_will_be(office, gateway, session):
    write(office, "can we meet somewhere else?")
    write(office, "near the river")
    assert gateway.to(SAM) == [
        "Thanks. A person reads this today, before 5:00 PM. If you need someone now: call or text 988."
    ]
    office.deliver(hours=30)
    gateway.texts.clear()
    write(office, "hello?")
    assert [re.sub(r"before .*\. If", "before X. If", text) for text in gateway.to(SAM)] == [
        "Thanks. A person reads this today, before X. If you need someone now: call or text 988."
    ]
    as_coach = Actor(office.coach, "coach", office.organisation)
    read = listed(office, "replies", as_coach, state="open")
    assert [reply["text"] for reply in read] == ["can we meet somewhere else?", "near the river", "hello?"]
    assert listed(office, "replies", Actor(new_id(), "coach", office.organisation)) == []


@on_sqlite
def test_at_night_nobody_is_promised_a_reader(office, gateway, session):
    office.room.clock.at += timedelta(hours=13)
    write(office, "are you there")
    assert gateway.to(SAM)[-1].startswith("Thanks. Nobody here reads this before Tue, Nov 24, 9:00 AM.")


@on_sqlite
def test_an_organisation_says_when_its_people_read(office, gateway, session):
    office.set(read_days=[3], read_from="08:00", read_until="12:00")
    write(office, "are you there")
    assert gateway.to(SAM)[-1].startswith("Thanks. Nobody here reads this before Wed, Nov 25, 8:00 AM.")


@on_sqlite
def test_in_spanish_too(office, gateway, session):
    office.say_person(office.member, type="person.changed", kinds=["member"], language="es")
    write(office, "¿podemos vernos otro día?")
    assert gateway.to(SAM)[-1].endswith("Si necesitas a alguien ahora: llama al 988 y marca 2.")


def test_a_reply_is_seen_to_once(office, gateway, session):
    write(office, "thank you")
    (reply,) = listed(office, "replies")
    path = f"/v1/replies/{reply['id']}/handling"
    done = office.room.ask("POST", path, office.staff, json={"outcome": "answered"})
    assert (done.status_code, done.json["state"]) == (201, "handled")
    assert office.room.ask("POST", path, office.staff, json={}).json["code"] == "handled"
    assert listed(office, "replies", state="open") == []
    assert "thank you" not in office.room.wire()


@on_sqlite
@pytest.mark.parametrize("how", [{"secret": "another"}, {"at": 1_600_000_000}])
def test_what_is_forged_or_stale_changes_nothing(office, gateway, session, how):
    assert text_in(office, "stop", **how).status_code == 403
    office.deliver(days=1)
    assert gateway.texts[0]["text"].startswith("See you")


def test_without_a_signature_nobody_is_heard(office):
    for path in ("/v1/inbound/sms", "/v1/receipts/gateway", "/v1/receipts/nobody"):
        assert office.room.ask("POST", path, None, json={"id": "1", "from": SAM, "text": "stop"}).status_code == 401


def test_what_is_delivered_twice_is_heard_once(office, gateway, session):
    for _ in range(3):
        write(office, "see you then", id="the-same")
    assert len(listed(office, "replies")) == 1


@on_sqlite
def test_an_incomplete_text_is_named(office, gateway):
    answer = office.room.ask("POST", "/v1/inbound/sms", None, **signed({"id": "1", "from": SAM}))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["text"])


@on_sqlite
def test_twilio_signs_its_own_way(office, gateway, session):
    set_sms_url(office, gateway.as_twilio)
    form = {"MessageSid": "SM1", "From": SAM, "To": "+15555550100", "Body": "stop"}
    url = "http://localhost/v1/inbound/sms"
    assert office.room.ask("POST", "/v1/inbound/sms", None, **signed_as_twilio(url, form)).status_code == 204
    forged = signed_as_twilio(url, form | {"Body": "start"}) | {"data": form}
    assert office.room.ask("POST", "/v1/inbound/sms", None, **forged).status_code == 403
    assert len(told(office, "texting.stopped")) == 1


def message_to(office, person):
    return next(m for m in office.messages(person_id=person) if m["kind"] == "confirmation")


def receipt(office, state, *, code=None, id="r1", **how):
    reference = message_to(office, office.member)["id"]
    body = {"id": id, "reference": reference, "state": state} | ({"code": code} if code else {})
    return office.room.ask("POST", "/v1/receipts/gateway", None, **signed(body, **how)).status_code


def test_a_receipt_says_that_it_arrived(office, gateway, session):
    assert receipt(office, "delivered") == 204
    assert message_to(office, office.member)["delivered_at"]


def test_a_receipt_that_nothing_arrives_there_is_counted_once(office, gateway, session):
    for _ in range(2):
        assert receipt(office, "undelivered", code="unreachable") == 204
    assert message_to(office, office.member)["state"] == "undeliverable"
    assert told(office, "address.undeliverable") == [{"person_id": office.member, "channel": "sms"}]
    assert [call["why"] for call in listed(office, "calls")] == ["undeliverable"]


@on_sqlite
def test_a_forged_receipt_changes_nothing(office, gateway, session):
    assert receipt(office, "undelivered", code="unreachable", secret=SECRET + "x") == 403
    assert message_to(office, office.member)["state"] == "handed_over"
