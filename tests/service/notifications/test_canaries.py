"""What must be nowhere but where it belongs: addresses sealed, and out of events, logs, answers and messages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.notifications.store.tables import metadata
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.service.notifications.mailbox import calendar_of, text_of

CANARY = "canary.zebra@example.org"
SAY = "Zebra from the library"
TELLING = ("recover", "sober", "peer", "coach", "treat", "recupera", "sobri")


@pytest.fixture
def quiet_day(office, capsys):
    office.people()
    office.give_address(office.member, CANARY, say_we_are=SAY)
    office.mailbox.unknown.add(CANARY)
    office.put_ways(office.member, [{"kind": "email", "address": "canary.zebra"}])
    office.book(office.now + timedelta(days=2))
    office.deliver()
    return capsys.readouterr()


def test_an_address_is_in_no_event_and_no_log(office, quiet_day):
    assert "address.undeliverable" in office.room.told_types()
    for said in (office.room.wire(), quiet_day.out, quiet_day.err, repr(office.messages())):
        assert "zebra" not in said.lower()


def test_an_address_lies_sealed(office, quiet_day):
    with every_row(office.room.desk.engine) as connection:
        kept = repr([connection.execute(select(table)).all() for table in metadata.sorted_tables])
    assert "zebra" not in kept.lower()


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_in_a_whole_journey_of_messages_tells_why_they_meet(office, language):
    session = office.people(language=language).book(office.now + timedelta(days=2))
    office.offer()
    office.deliver(days=1)
    office.cancel(office.move(session, office.now + timedelta(days=3)))
    office.deliver()
    for letter in office.mailbox.letters:
        said = "\n".join((str(letter["From"]), str(letter["Subject"]), str(letter["Message-ID"]), text_of(letter)))
        invitation = "" if "text/calendar" not in letter.as_string() else str(calendar_of(letter))
        for word in TELLING:
            assert word not in (said + invitation).lower()


PLAIN = {"en": "Your coaching session", "es": "Tu sesión de coaching"}


@pytest.mark.parametrize(
    ("language", "shared", "is_plain"), [("en", "no", 1), ("es", "no", 1), ("en", "unknown", 0), ("en", "yes", 0)]
)
def test_plainer_words_are_for_whoever_asked_where_nobody_else_reads(office, language, shared, is_plain):
    office.people(language=language)
    office.give_address(office.member, "sam@example.org", shared=shared)
    path, me = f"/v1/people/{office.member}/preferences", Actor(office.member, "member", office.organisation)
    assert office.room.ask("PUT", path, me, json={"discreet": False}).status_code == 200
    office.cancel(office.book(office.now + timedelta(days=2)))
    office.book(office.now + timedelta(days=2), match_id=None)
    office.deliver()
    theirs = [text_of(letter) for letter in office.mailbox.to("sam@example.org")]
    assert sum(PLAIN[language] in said for said in theirs) == is_plain and len(theirs) == 2
    assert not any(PLAIN[language] in text_of(letter) for letter in office.mailbox.to("jo@example.org"))
    assert not any("coach" in str(letter["Subject"]).lower() for letter in office.mailbox.letters)


@pytest.mark.parametrize("why", ["away", "another reads there", "rehearsal"])
def test_plainer_words_are_not_said_where_somebody_else_may_read_them(office, why):
    office.people()
    path, me = f"/v1/people/{office.member}/preferences", Actor(office.member, "member", office.organisation)
    assert office.room.ask("PUT", path, me, json={"discreet": False}).status_code == 200
    session = office.book(office.now + timedelta(days=2))
    if why == "away":
        office.say_person(office.member, type="person.changed", kinds=["member"], state="paused")
        office.cancel(session)
    elif why == "rehearsal":
        office.set(rehearsal=True, rehearsal_email="us@example.org")
    else:
        office.give_address(new_id(), "sam@example.org")
    said = [text_of(letter) for letter in office.deliver()]
    assert said and not any(PLAIN["en"] in each or "/l/" in each and why == "rehearsal" for each in said)


def test_the_reader_is_the_only_guest_of_an_invitation(office):
    office.people().book(office.now + timedelta(days=2))
    office.deliver()
    told = calendar_of(office.mailbox.to("sam@example.org")[0])
    assert (told["ATTENDEE"], told["ORGANIZER"]) == ("mailto:sam@example.org", "mailto:alex@localhost")
    assert "jo@example.org" not in office.mailbox.to("sam@example.org")[0].as_string()
