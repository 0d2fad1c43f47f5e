from datetime import timedelta

import pytest

from services.notifications.domain.identity import message_id, message_key
from services.notifications.domain.message import Outcome, WrongStep, after, backoff, step, why_not
from tests.unit.notifications.people import a_member, a_session, utc

STARTS_AT = utc(2026, 11, 25, 16)
NOW = utc(2026, 11, 24, 16)
KEY = {"about": "s", "version": 0, "kind": "reminder-120", "channel": "email", "person": "p"}


def become(outcome, kind="confirmation", attempts=1, unsure=1):
    return after(Outcome(outcome), kind=kind, attempts=attempts, unsure=unsure, jitter=0.5)


def ask(kind="reminder", sequence=0, session=None, reader=None, now=NOW):
    return why_not(
        kind=kind,
        sequence=sequence,
        useless_after=STARTS_AT,
        session=session or a_session(STARTS_AT),
        reader=reader or a_member(),
        now=now,
    )


def test_the_same_message_has_the_same_id_wherever_it_is_made():
    assert message_key(**KEY) == message_key(**KEY)
    assert message_id(message_key(**KEY), domain="localhost").endswith("@localhost>")


@pytest.mark.parametrize(("part", "other"), [*{name: "x" for name in KEY if name != "version"}.items(), ("version", 1)])
def test_another_person_kind_channel_or_version_is_another_message(part, other):
    assert message_key(**KEY) != message_key(**KEY | {part: other})


def test_without_an_answer_a_reminder_is_not_sent_again_and_a_cancellation_is():
    assert become("ambiguous", kind="reminder").state == "ambiguous"
    assert become("ambiguous", kind="cancellation").state == "planned"


def test_it_is_not_sent_again_for_ever():
    assert become("ambiguous", kind="cancellation", unsure=3).state == "ambiguous"


def test_not_now_means_later_and_never_means_never():
    assert (become("try_again").state, become("refused").state) == ("planned", "undeliverable")
    assert become("try_again", attempts=500).wait <= timedelta(minutes=10)


def test_the_wait_grows_and_is_partly_chance():
    assert backoff(1, 0.0) < backoff(1, 1.0) <= backoff(2, 1.0) < backoff(5, 0.5)


@pytest.mark.parametrize("state", ["handed_over", "ambiguous"])
def test_what_has_gone_out_never_goes_out_again(state):
    for to in ("planned", "claimed", "handing_over", "dropped", "no_channel"):
        with pytest.raises(WrongStep):
            step(state, to)


def test_nothing_goes_out_after_its_reason_is_gone():
    assert ask() is None
    assert ask(session=a_session(STARTS_AT, state="cancelled")) == "cancelled"
    assert ask(session=a_session(STARTS_AT, sequence=1)) == "moved"
    assert ask(reader=a_member(state="died")) == "died"
    assert ask(now=STARTS_AT) == "too_late"


def test_a_confirmed_session_is_still_recalled():
    assert ask(session=a_session(STARTS_AT, state="confirmed", version=2)) is None


def test_a_cancellation_goes_out_unless_the_session_lives_again():
    assert ask(kind="cancellation", session=a_session(STARTS_AT, state="cancelled", sequence=1)) is None
    assert ask(kind="cancellation") == "booked_again"
