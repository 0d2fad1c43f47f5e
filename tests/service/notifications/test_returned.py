"""A mail that a server took and sent back later: the way is given up, somebody rings, and no stranger can do that."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.notifications.actions.returned import take_report
from services.notifications.senders.reports import read_report
from shared.db.engine import TO_WRITE
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


def take(office, raw):
    return take_report(office.room.desk, read_report(raw))


def fate(office):
    return office.states()["member", "confirmation"]


def calls(office):
    return [call["why"] for call in office.room.ask("GET", "/v1/calls", office.staff).json["items"]]


@pytest.mark.parametrize("sent_back", [WHOLE, HEADERS])
def test_an_address_that_is_gone_is_given_up_once_and_a_person_rings(office, booked, sent_back):
    raw = report(booked, to=SAM.upper(), sent_back=sent_back)
    assert [take(office, raw) for _ in range(2)] == [1, 0]
    assert (fate(office), calls(office)) == ("undeliverable", ["undeliverable"])
    assert office.room.told_types() == ["address.undeliverable"]
    office.deliver(days=1)
    assert len(office.mailbox.to(SAM)) == 1, "nothing more goes there"


@pytest.mark.parametrize("status", ["5.2.2", "5.1.8"])
def test_a_full_mailbox_or_trouble_with_our_own_address_is_rung_about_and_written_to_again(office, booked, status):
    take(office, report(booked, status=status))
    assert (fate(office), calls(office)) == ("undeliverable", ["undeliverable"])
    office.deliver(days=1)
    assert len(office.mailbox.to(SAM)) == 2 and office.room.told_types() == []


@pytest.mark.parametrize(
    "told",
    [{"action": "delayed", "status": "4.4.1"}, {"to": "jo@example.org"}, {"id": f"<{'0' * 40}@localhost>"},
     {"sent_back": "Content-Type: text/plain\n\n{id}"}],
)  # fmt: skip
def test_what_only_delays_or_was_made_up_changes_nothing(office, booked, told):
    assert take(office, report(**{"id": booked} | told)) == 0
    assert (fate(office), calls(office)) == ("handed_over", [])


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\x00", b"Subject: Hi\n\nThank you!", report("")[:400], report("x").replace(b"/report", b"/mixed")],
)
def test_anything_at_all_can_be_read(raw):
    assert read_report(raw) == []


@pytest.mark.parametrize("id", ["<", "<[", "<@>", "<a@[", "<a@[>", "=?utf-8?q?=ff?="])
@pytest.mark.parametrize("sent_back", [WHOLE, HEADERS])
def test_an_id_that_is_none_is_read_as_it_is_written(id, sent_back):
    assert [each.message_id for each in read_report(report(id, sent_back=sent_back))] == [id]


def test_of_a_report_about_very_many_a_few_are_looked_for_and_nobody_who_writes_waits(office, booked):
    desk, begun = office.room.desk, []
    block = "Final-Recipient: rfc822; {}@example.org\nAction: failed\nStatus: 5.1.1\n\n"
    many = "".join(block.format(n % 1000) for n in range(2000))
    report_of_many = report(booked).replace(
        b"Final-Recipient: rfc822; sam", many.encode() + b"Final-Recipient: rfc822; x"
    )
    read = read_report(report_of_many)
    assert [each.address for each in read] == [f"{n}@example.org" for n in range(4)]
    event.listen(desk.engine, "before_cursor_execute", lambda *told: begun.append(told[2]))
    assert take_report(desk, read) == 0
    assert begun and TO_WRITE not in begun


def hand(raw, home, command=("-m", "services.notifications")):
    how = {"cwd": ROOT, "env": os.environ | {"HOLDFAST_HOME": str(home)}, "input": raw}
    return subprocess.run([sys.executable, *command, "returned"], capture_output=True, **how)


def test_the_mail_server_hands_it_to_a_program(office, booked, tmp_path):
    desk = office.room.desk
    if desk.engine.dialect.name != "sqlite":
        pytest.skip("one process on one engine is enough")
    (tmp_path / "keys").symlink_to(desk.settings.home / "keys")
    (tmp_path / "notifications.db").symlink_to(desk.engine.url.database)
    done = hand(report(booked), tmp_path)
    assert (done.returncode, done.stdout) == (0, b'{"returned": 1}\n') and fate(office) == "undeliverable"


def test_without_keys_a_report_is_to_be_brought_again_and_every_other_mail_is_let_go(tmp_path):
    later = hand(report("<x@localhost>"), tmp_path, command=("-m", "cli"))
    assert (later.returncode, later.stdout) == (os.EX_TEMPFAIL, b"") and b"just now" in later.stderr
    assert hand(b"Subject: Hi", tmp_path / "none").stdout == b'{"returned": 0}\n'
    assert not (tmp_path / "none").exists()
