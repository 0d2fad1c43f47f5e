"""Two hundred journeys while every process is killed twice: no session lost, none doubled, no reminder twice."""

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count

import pytest

from shared.kernel.ids import new_id
from tests.desk.installation import eventually
from tests.desk.postbox import text_of
from tests.journeys.conftest import MONDAY_MORNING
from tests.journeys.walk import Declined, Walker

JOURNEYS = int(os.environ.get("HOLDFAST_JOURNEYS", "200"))
KILLS = int(os.environ.get("HOLDFAST_KILLS", "2"))
COACHES, AT_ONCE, PAUSE_SECONDS = 12, 6, 1.5
DRAIN_SECONDS = 600  # a machine shared with others may be slow
DAYS = min(3 + JOURNEYS // 250, 27)  # as few as hold them all: what follows takes as long as there are days
STEP, KILLED_WHILE_SENDING = timedelta(minutes=90), (5, 12)
HANDED_OVER = ("handed_over", "ambiguous")
REMINDS = "Are you coming?"


def walk(walker, coaches, chance):
    """One person, from the first word to a booked session. Answers its id, the member's and the start."""
    member = walker.member("Ada")
    referral = walker.referral(member)
    shortlist = walker.shortlist(referral)
    coach = coaches[chance.choice(shortlist["items"])["coach_id"]]
    walker.offer(referral, shortlist, [coach.person])
    match = walker.accept(coach, referral)
    for _ in range(20):
        try:
            session = walker.book(match, chance.choice(walker.openings(match, member, days=DAYS)), member)
            return session["id"], member.person, session["starts_at"]
        except Declined as declined:
            if declined.status != 409:
                raise
    raise AssertionError("no opening could be booked")


def kill_everything(house, stop):
    """Each process, twice, in a random order, with a breath between."""
    order = house.parts * KILLS
    random.Random(7).shuffle(order)
    for part in order:
        house.kill(part)
        time.sleep(random.uniform(0.0, 0.5))
        house.begin(part)
        if stop.wait(PAUSE_SECONDS):
            continue
    return len(order)


@pytest.fixture(scope="module")
def survived(house, record_testsuite_property):
    walker = Walker(house, new_id())
    coaches = {coach.person: coach for coach in (walker.coach(f"Coach {n}", capacity=JOURNEYS) for n in range(COACHES))}
    stop = threading.Event()
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE + 1) as crowd:
        killing = crowd.submit(kill_everything, house, stop)
        walks = [crowd.submit(walk, walker, coaches, random.Random(n)) for n in range(JOURNEYS)]
        booked = [each.result() for each in walks]
        killing.result()
    house.wait_until_ready()
    record_testsuite_property(f"journeys_per_second_{house.engine}", round(JOURNEYS / (time.monotonic() - began), 2))
    return walker, coaches, booked


def test_no_session_is_lost_and_none_is_doubled(house, survived):
    walker, coaches, booked = survived
    found = Counter()
    for coach in coaches.values():
        starts = []
        for session in everything(walker, "scheduling", "/v1/sessions", coach_id=coach.person, actor=coach):
            found[session["id"]] += 1
            starts.append(session["starts_at"])
        assert no_two_within_an_hour(starts)
    assert found == Counter(id for id, _, _ in booked)


def no_two_within_an_hour(starts):
    ordered = sorted(datetime.fromisoformat(start) for start in starts)
    return all(later - earlier >= timedelta(hours=1) for earlier, later in zip(ordered, ordered[1:], strict=False))


def everything(walker, service, path, actor=None, **query):
    cursor = {}
    while True:
        page = walker.get(service, path, actor, limit=200, **query, **cursor)
        yield from page["items"]
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def test_everybody_hears_of_their_booking_and_no_reminder_comes_twice(house, survived):
    walker, _, booked = survived
    members = {member for _, member, _ in booked}
    # The clock stands until the news of every booking has arrived: a confirmation of what is over is rightly not sent.
    eventually(
        lambda: members <= confirmed(walker), within=DRAIN_SECONDS, what="every booking to be confirmed", pause=1
    )
    end = house.now + timedelta(days=DAYS, hours=6)
    steps = count()
    while (due := drain(house, walker, end)) < end:
        house.set_clock(max(due, house.now + STEP))  # the hours in which nobody is written to are passed over
        if next(steps) in KILLED_WHILE_SENDING:
            house.kill("notifications-worker")
            house.begin("notifications-worker")
    assert next(steps) > max(KILLED_WHILE_SENDING)
    told = list(everything(walker, "notifications", "/v1/messages", walker.supervisor))
    reminded = {m["person_id"] for m in told if m["kind"] == "reminder" and m["state"] in HANDED_OVER}
    assert {member for _, member, starts_at in booked if is_far(starts_at)} <= reminded
    arrived = reminders(house, members)
    assert len(arrived) >= len(reminded) - len(KILLED_WHILE_SENDING)
    assert [id for id, times in arrived.items() if times > 1] == []
    ambiguous = [m for m in told if m["state"] == "ambiguous"]
    assert len(ambiguous) <= KILLS + len(KILLED_WHILE_SENDING), ambiguous


def confirmed(walker):
    """Who has been told of a booking, by its letter."""
    told = everything(walker, "notifications", "/v1/messages", walker.supervisor)
    return {m["person_id"] for m in told if m["kind"] == "confirmation" and m["state"] in HANDED_OVER}


def is_far(starts_at):
    """More than a day after it was booked: whoever booked for the same evening was told a moment ago."""
    return datetime.fromisoformat(starts_at) > MONDAY_MORNING + timedelta(hours=30)


def reminders(house, members):
    """How often each reminder arrived, by its Message-ID. Of other letters whose fate is unknown there is a second."""
    return Counter(
        letter["Message-ID"]
        for letter in house.postbox.letters
        if REMINDS in text_of(letter) and any(member in str(letter["To"]) for member in members)
    )


def drain(house, walker, end):
    """Waits until nothing that is due waits to be sent. Answers when the next is due, `end` at the latest."""

    def next_due():
        waiting = list(everything(walker, "notifications", "/v1/messages", walker.supervisor, state="planned"))
        if not waiting:
            return end
        due = min(datetime.fromisoformat(m["due_at"]) for m in waiting)
        return due if due > house.now else None

    return min(end, eventually(next_due, within=DRAIN_SECONDS, what="due messages to be sent", pause=0.2))
