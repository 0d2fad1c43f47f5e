"""Waiting is read like a person at the desk would say it: how long, what is late, what now. One thing, not ten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.matching.domain import waiting_words as words
from services.matching.domain.offer import Offer
from services.matching.domain.referral import Referral
from services.matching.domain.waiting import Progress, Targets, Waiting, how_far
from tests.unit.matching.crowd import NOON

ADA = Waiting(
    referral=Referral(id="r", member_id="ada", urgency="soon", source="self", ready_from=NOON, filed_at=NOON),
    progress=Progress(),
    offer=None,
    targets=Targets(),
    now=NOON,
)
ASKED = Offer(id="o", referral_id="r", coach_id="bo", position=1, made_at=NOON, expires_at=NOON + timedelta(hours=4))


def after(waiting=ADA, *, progress=None, offer=None, hours=0, **changes):
    referral = replace(waiting.referral, **changes)
    now = NOON + timedelta(hours=hours)
    return replace(waiting, referral=referral, progress=Progress(**progress or {}), offer=offer, now=now)


TALKED = {"first_contact_at": NOON}


@pytest.mark.parametrize("waiting, step", [
    (after(), "be_in_touch"),
    (after(progress=TALKED), "show_people"),
    (after(progress={"booked_for_at": NOON + timedelta(hours=2)}), "show_people"),
    (after(progress={"booked_for_at": NOON}, hours=2), "be_in_touch"),
    (after(progress=TALKED, state="offered", offer=ASKED), "await_answer"),
    (after(progress=TALKED, state="offered", offer=replace(ASKED, chased=1)), "ring_coach"),
    (after(progress=TALKED, outcome="not_found_yet", look_again_at=NOON + timedelta(1)), "next_step_agreed"),
    (after(progress=TALKED, outcome="not_found_yet", look_again_at=NOON + timedelta(1), hours=24), "look_again"),
    (after(ready_from=NOON + timedelta(days=3)), "prepare"),
    (after(state="matched"), "book_first_session"),
    (after(state="matched", progress={"booked_for_at": NOON + timedelta(1)}), "first_session_booked"),
])  # fmt: skip
def test_there_is_one_next_step(waiting, step):
    assert waiting.next_step == step
    assert words.next_step(step, language="en") and words.next_step(step, language="es")


def test_what_is_late_is_counted_from_the_day_a_person_is_ready():
    assert after(hours=23).alerts == ()
    assert after(hours=24).alerts == ("contact_late",)
    assert after(hours=48).alerts == ("contact_late", "session_late")
    assert after(hours=48, progress=TALKED).alerts == ("session_late",)
    assert after(hours=48, ready_from=NOON + timedelta(hours=30)).alerts == ()
    assert after(hours=1, ready_from=NOON + timedelta(hours=30)).age == timedelta(0)


@pytest.mark.parametrize("urgency, still_to_ask, adds_up", [
    ("urgent", 11, False), ("urgent", 12, True),
    ("soon", 1, False), ("soon", 2, True),
    ("routine", 0, False), ("routine", 1, False), ("routine", 2, True),
])  # fmt: skip
def test_questions_one_after_another_must_not_outlive_the_promise(urgency, still_to_ask, adds_up):
    waits = replace(after(urgency=urgency, offer=ASKED, state="offered"), still_to_ask=still_to_ask)
    assert ("waits_add_up" in waits.alerts) is adds_up
    longer = replace(waits, targets=Targets(first_session=timedelta(hours=100)))
    met_soon = replace(waits, progress=Progress(booked_for_at=NOON + timedelta(hours=3)))
    assert "waits_add_up" not in (*longer.alerts, *met_soon.alerts)


@pytest.mark.parametrize("hours, english, spanish", [
    (0, "waiting less than a minute", "esperando menos de un minuto"),
    (0.4, "waiting 24 minutes", "esperando 24 minutos"),
    (1, "waiting 1 hour", "esperando 1 hora"),
    (30, "waiting 1 day", "esperando 1 día"),
    (80, "waiting 3 days", "esperando 3 días"),
])  # fmt: skip
def test_waiting_is_said_in_words_not_in_red(hours, english, spanish):
    assert words.how_long(timedelta(hours=hours), language="en") == english
    assert words.how_long(timedelta(hours=hours), language="es") == spanish


def test_whoever_sent_a_person_hears_one_of_four_things():
    assert how_far(ADA.referral, Progress()) == "received"
    assert how_far(ADA.referral, Progress(**TALKED)) == "in_touch"
    assert how_far(ADA.referral, Progress(**TALKED, first_session_at=NOON)) == "meeting"
    assert how_far(replace(ADA.referral, state="closed", outcome="not_reached"), Progress()) == "could_not_reach"
    assert how_far(replace(ADA.referral, state="closed", outcome="died"), Progress()) == "received"
