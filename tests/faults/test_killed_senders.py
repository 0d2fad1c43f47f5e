"""Four senders at once, some killed at every step of a send: nothing twice but what nobody can know, nothing lost."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from services.notifications.actions.delivery import rest
from services.notifications.domain.message import MOST_UNSURE_ATTEMPTS
from tests.desk.installation import eventually
from tests.faults.senders_at_work import STEPS
from tests.service.notifications.mailbox import Mailbox
from tests.service.notifications.office import Office

TIMES = 5  # `make faults`: HOLDFAST_SENDER_KILLS
SESSIONS_EACH = 4
SECOND_TRY_SECONDS = 60  # less than a lease: what the dead had in hand is found by their names
ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(desk_for):
    mailbox = Mailbox().open()
    yield Office(desk_for("notifications"), mailbox).people()
    rest()
    mailbox.shut()


@pytest.fixture
def senders(office, tmp_path):
    desk = office.room.desk
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(desk.settings.home / "keys")
    told = [
        desk.engine.url.render_as_string(hide_password=False),
        str(home),
        office.mailbox.url,
        office.now.isoformat(),
    ]
    command = [sys.executable, "-m", "tests.faults.senders_at_work", *told]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, text=True, **streams)
    yield process
    process.stdin.close()
    process.stdout.close()
    process.wait()


def test_whenever_a_sender_is_killed_nothing_comes_twice_that_need_not_and_nothing_is_lost(office, senders):
    """Each kill leaves at most one attempt of which nobody can know; it is listed, and only it may come again."""
    hours, killed = count(48), 0
    times = int(os.environ.get("HOLDFAST_SENDER_KILLS", TIMES))
    for nth in range(1, times + 1):
        for steps in (STEPS[:3], STEPS[3:]):
            for _ in range(SESSIONS_EACH * len(steps)):
                office.book(office.now + timedelta(hours=next(hours)))
            senders.stdin.write(" ".join(f"{step}:{1 + nth % 3}" for step in steps) + "\n")
            senders.stdin.flush()
            line = senders.stdout.readline()
            assert line, "the senders are gone"
            killed += int(line)
    told = eventually(lambda: all_dealt_with(office), within=SECOND_TRY_SECONDS, what="everybody to be told")
    confirmations = [story for story in told if story["kind"] == "confirmation"]
    unsure = sum(attempt["state"] == "ambiguous" for story in told for attempt in story["attempts"])
    assert killed > 0 and unsure <= killed
    again = sum(came - 1 for came in Counter(letter["Message-ID"] for letter in office.mailbox.letters).values())
    assert again <= unsure
    given_up = [story for story in confirmations if story["state"] == "ambiguous"]
    for story in given_up:
        assert [attempt["state"] for attempt in story["attempts"]].count("ambiguous") == MOST_UNSURE_ATTEMPTS
    arrived = {letter["Message-ID"] for letter in office.mailbox.letters}
    assert len(confirmations) - len(given_up) <= len(arrived) <= len(confirmations)


def all_dealt_with(office):
    """Nothing is lost: of what nobody can know a second try is made, a while later on the real clock.

    The oldest is taken first, so the same message may meet three deaths: then it is listed, and a person decides.
    """
    office.deliver()
    told = office_stories(office)
    states = {story["state"] for story in told if story["kind"] == "confirmation"}
    return told if states <= {"handed_over", "ambiguous"} else None


def office_stories(office):
    found, cursor = [], {}
    while cursor is not None:
        page = office.room.ask("GET", "/v1/messages", office.staff, query_string={"limit": 200} | cursor).json
        found += page["items"]
        cursor = {"cursor": page["next"]} if page["next"] else None
    return found
