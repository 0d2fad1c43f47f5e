"""A mail that a server took and sent back later: the way is given up, somebody rings, and no stranger can do that."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from services.notifications.actions.returned import take_report
from services.notifications.senders.reports import read_report
from tests.house.rooms import ROOT

SAM = "sam@example.org"
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: You are booked\n\nHi"
HEADERS = "Content-Type: text/rfc822-headers\n\nMessage-ID: {id}\nSubject: You are booked\n"
REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: alex@localhost
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}

--b
{sent_back}
--b--
"""


def report(id, *, to=SAM, action="failed", status="5.1.1", sent_back=WHOLE):
    told = {"to": to, "action": action, "status": status, "sent_back": sent_back.format(id=id)}
    return REPORT.format(**told).encode()


@pytest.fixture
def booked(office):
    """Sam was told of a session by mail; the server took it."""
    office.people().book(office.now + timedelta(days=2))
    office.deliver()
    (letter,) = office.mailbox.to(SAM)
    return str(letter["Message-ID"])


def fate(office):
    return office.states()["member", "confirmation"]


def calls(office):
    return [call["why"] for call in office.room.ask("GET", "/v1/calls", office.staff).json["items"]]


@pytest.mark.parametrize("sent_back", [WHOLE, HEADERS])
def test_an_address_that_is_gone_is_given_up_once_and_a_person_rings(office, booked, sent_back):
    raw = report(booked, to=SAM.upper(), sent_back=sent_back)
    assert [take_report(office.room.desk, raw) for _ in range(2)] == [1, 0]
    assert (fate(office), calls(office)) == ("undeliverable", ["undeliverable"])
    assert office.room.told_types() == ["address.undeliverable"]
    office.deliver(days=1)
    assert len(office.mailbox.to(SAM)) == 1, "nothing more goes there"


def test_a_full_mailbox_is_rung_about_and_written_to_again(office, booked):
    take_report(office.room.desk, report(booked, status="5.2.2"))
    assert (fate(office), calls(office)) == ("undeliverable", ["undeliverable"])
    office.deliver(days=1)
    assert len(office.mailbox.to(SAM)) == 2 and office.room.told_types() == []


@pytest.mark.parametrize(
    "told",
    [{"action": "delayed", "status": "4.4.1"}, {"to": "jo@example.org"}, {"id": f"<{'0' * 40}@localhost>"},
     {"sent_back": "Content-Type: text/plain\n\n{id}"}],
)  # fmt: skip
def test_what_only_delays_or_was_made_up_changes_nothing(office, booked, told):
    assert take_report(office.room.desk, report(**{"id": booked} | told)) == 0
    assert (fate(office), calls(office)) == ("handed_over", [])


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\x00", b"Subject: Hi\n\nThank you!", report("")[:400], report("x").replace(b"/report", b"/mixed")],
)
def test_anything_at_all_can_be_read(raw):
    assert read_report(raw) == []


def test_the_mail_server_hands_it_to_a_program(office, booked, tmp_path):
    desk = office.room.desk
    if desk.engine.dialect.name != "sqlite":
        pytest.skip("one process on one engine is enough")
    (tmp_path / "keys").symlink_to(desk.settings.home / "keys")
    (tmp_path / "notifications.db").symlink_to(desk.engine.url.database)
    command = [sys.executable, "-m", "services.notifications", "returned"]
    how = {"cwd": ROOT, "env": os.environ | {"HOLDFAST_HOME": str(tmp_path)}, "input": report(booked)}
    done = subprocess.run(command, capture_output=True, check=True, **how)
    assert done.stdout == b'{"returned": 1}\n' and fate(office) == "undeliverable"
