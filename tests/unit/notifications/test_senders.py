"""What leaves the house: bytes on the wire, an entry in a calendar, words on a terminal."""

import email
import email.policy
import io
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from services.notifications.actions.self_check import telling_settings, troubles
from services.notifications.senders.invitation import calendar
from services.notifications.senders.mime import as_bytes
from services.notifications.senders.port import Invitation, Mail
from services.notifications.senders.smtp import Server, WrongAddress, _dotted
from services.notifications.senders.terminal import TerminalSender
from shared.kernel.settings import Settings
from tests.unit.notifications.people import utc

AT = utc(2026, 11, 23, 14)


def an_invitation(**more) -> Invitation:
    told = {"uid": "0190-uid", "sequence": 0, "starts_at": AT, "ends_at": AT + timedelta(minutes=45)}
    return Invitation(**(told | {"title": "Cita", "link": "http://127.0.0.1:8000/l/" + "A" * 22} | more))


def a_mail(**more) -> Mail:
    told = {"to": "sam@example.org", "sender": "Alex <alex@localhost>", "message_id": "<key@localhost>", "at": AT}
    told |= {"subject": "See you", "text": "Hi,\n\n.dot\n", "html": "<p>Hi</p>", "invitation": an_invitation()}
    return Mail(**(told | more))


def read(mail: Mail):
    return email.message_from_bytes(as_bytes(mail), policy=email.policy.default)


def part(letter, kind):
    return next(part for part in letter.walk() if part.get_content_type() == kind)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(words, st.lists(words, max_size=5))
def test_whatever_is_written_is_what_is_read(subject, lines):
    text = "\n".join(lines) + "\n"
    letter = read(a_mail(subject=subject, text=text))
    assert not letter.defects
    if subject == " ".join(subject.split()):
        assert letter["Subject"] == subject
    assert part(letter, "text/plain").get_content().replace("\r\n", "\n") == text


@given(words)
def test_every_line_is_short_and_seven_bits_wide(subject):
    for line in as_bytes(a_mail(subject=subject, text=subject * 20)).split(b"\r\n"):
        assert len(line) <= 998 and line.isascii() and b"\n" not in line


def test_the_same_mail_is_the_same_bytes():
    assert as_bytes(a_mail()) == as_bytes(a_mail())


@pytest.mark.parametrize("field", ["to", "subject", "sender", "message_id"])
def test_nobody_adds_a_header(field):
    with pytest.raises(ValueError, match="one line"):
        as_bytes(a_mail(**{field: "sam@example.org\r\nBcc: all@example.org"}))


@pytest.mark.parametrize("name", ["José", "Ana María of the Bibliothèque on Tenth Avenue by the café", "友"])
def test_who_writes_may_have_a_name_in_any_letters(name):
    written = email.message_from_bytes(as_bytes(a_mail(sender=f"{name} <jose@example.org>")))["From"]
    assert parseaddr(str(make_header(decode_header(written)))) == (name, "jose@example.org")


@pytest.mark.parametrize("sender", ["José", "", "jose@bücher.example.org", "José <josé@example.org>"])
def test_the_doctor_says_when_no_mail_can_be_written_in_our_name(sender):
    told = Settings(smtp_url="smtp://127.0.0.1:9", smtp_from=sender)
    assert "HOLDFAST_SMTP_FROM" in troubles(told)["mail_trouble"]


def test_a_line_that_begins_with_a_dot_does_not_end_the_message():
    assert _dotted(b"a\r\n.\r\nb\r\n") == b"a\r\n..\r\nb\r\n.\r\n"


@pytest.mark.parametrize(
    ("called_off", "method", "status"), [(False, "REQUEST", "CONFIRMED"), (True, "CANCEL", "CANCELLED")]
)
def test_a_calendar_can_make_change_and_take_back_the_entry(called_off, method, status):
    invitation = an_invitation(called_off=called_off, sequence=3)
    sheet = Calendar.from_ical(calendar(invitation, sender="Alex <alex@localhost>", to="sam@example.org", at=AT))
    (entry,) = sheet.events
    assert (sheet["METHOD"], entry["STATUS"], entry["UID"], entry["SEQUENCE"]) == (method, status, "0190-uid", 3)
    assert (entry.start, entry.end, entry["CLASS"]) == (AT, AT + timedelta(minutes=45), "PRIVATE")
    assert part(read(a_mail(invitation=invitation)), "text/calendar").get_param("method") == method


def test_a_reminder_carries_no_invitation():
    assert "calendar" not in read(a_mail(invitation=None)).as_string()


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls", "name"),
    [
        ("smtp://mail.example.org", 25, False, False, None),
        ("smtps://sam:w%40rd@mail.example.org", 465, True, False, "sam"),
        ("smtp+starttls://mail.example.org", 587, False, True, None),
        ("smtp://mail.example.org:2525?starttls=1", 2525, False, True, None),
    ],
)
def test_the_address_of_a_mail_server_says_how_to_speak_with_it(url, port, tls, starttls, name):
    server = Server.at(url)
    assert (server.port, server.tls, server.starttls, server.name) == (port, tls, starttls, name)
    assert server.word in (None, "w@rd")


def test_two_servers_on_one_host_are_two_however_long_its_name():
    long = f"mail.{'a' * 50}.example.org"
    names = [Server.at(f"smtp://{host}:{port}").provider for host in ("localhost", long) for port in (2525, 2526)]
    assert len(set(names)) == 4 and all(len(name) <= 40 for name in names)


def test_an_address_that_cannot_be_read_is_refused_without_its_password():
    with pytest.raises(WrongAddress) as refused:
        Server.at("http://sam:zebra@mail.example.org")
    assert "zebra" not in str(refused.value)


def test_the_terminal_shows_the_words_and_not_to_whom():
    out = io.StringIO()
    assert TerminalSender(out).send(a_mail()).result == "handed_over"
    assert "See you" in out.getvalue() and "sam@" not in out.getvalue()


def test_the_doctor_says_when_nothing_can_be_sent_and_when_a_setting_tells_too_much():
    assert troubles(Settings())["mail_trouble"]
    assert telling_settings(Settings()) == []
    telling = Settings(public_url="https://recovery.example", smtp_from="Sober Friends <hello@detox.example>")
    assert [words.partition(":")[0] for words in telling_settings(telling)] == [
        "HOLDFAST_PUBLIC_URL",
        "HOLDFAST_SMTP_FROM",
        "HOLDFAST_SMTP_FROM",
    ]
