from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.scheduling.domain.hold import Hold
from services.scheduling.domain.parties import Parties
from services.scheduling.domain.session import book
from shared.kernel.errors import Conflict

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)
PAIR = Parties("match", "bo", "ada", "active", 60, ("phone",), 7, version=1)
FORMER = Parties("match", "bo", "ada", "ended", 60, ("phone",), 7, version=2)


def booked(pair=PAIR, at=TOMORROW):
    return book("session", pair, starts_at=at, minutes=45, now=NOON, time_zone="UTC", modality="phone")


def test_people_whose_match_has_ended_book_no_more():
    with pytest.raises(Conflict, match="has ended"):
        booked(FORMER)


def test_the_past_is_not_booked():
    with pytest.raises(Conflict, match="has passed"):
        booked(at=NOON - timedelta(minutes=1))


def test_saying_twice_that_one_is_coming_changes_nothing():
    confirmed = booked().confirm(NOON)
    assert (confirmed.state, confirmed.version) == ("confirmed", 2)
    assert confirmed.confirm(NOON) is confirmed


def test_a_session_that_has_begun_is_not_cancelled():
    with pytest.raises(Conflict, match="already started"):
        booked().cancel(TOMORROW, reason="member")


def test_a_session_is_cancelled_once():
    cancelled = booked().cancel(NOON, reason="member")
    assert (cancelled.state, cancelled.version, cancelled.sequence) == ("cancelled", 2, 1)
    with pytest.raises(Conflict, match="already cancelled"):
        cancelled.cancel(NOON, reason="member")


def test_a_change_within_a_day_is_on_short_notice():
    assert not booked().cancel(NOON, reason="member").late
    assert booked().cancel(NOON + timedelta(minutes=1), reason="member").late


def test_a_moved_session_keeps_itself_and_asks_again():
    moved = booked().confirm(NOON).move(NOON, starts_at=TOMORROW + timedelta(hours=1), minutes=45)
    assert (moved.id, moved.state, moved.sequence, moved.version) == ("session", "booked", 1, 3)
    assert moved.minutes == 45


def test_a_session_is_not_moved_onto_itself():
    with pytest.raises(Conflict, match="already at that time"):
        booked().move(NOON, starts_at=TOMORROW, minutes=45)


def test_a_cancelled_session_is_not_moved():
    with pytest.raises(Conflict, match="already cancelled"):
        booked().cancel(NOON, reason="coach").move(NOON, starts_at=NOON + timedelta(days=3), minutes=45)


def test_nobody_says_how_it_went_before_it_began():
    with pytest.raises(Conflict, match="not started"):
        booked().attend(NOON, {"member": "attended"})


def test_each_side_is_kept_apart_and_undone_it_is_as_before():
    confirmed = booked().confirm(NOON)
    one = confirmed.attend(TOMORROW, {"member": "attended"})
    both = one.attend(TOMORROW, {"member": "attended", "coach": "did_not_meet"})
    undone = both.attend(TOMORROW, {})
    assert [session.state for session in (one, both, undone)] == ["attended", "did_not_meet", "confirmed"]
    assert undone.version == 5


def test_a_cancelled_session_was_not_attended():
    with pytest.raises(Conflict, match="was cancelled"):
        booked().cancel(NOON, reason="us").attend(TOMORROW, {"us": "did_not_meet"})


def test_calendars_are_told_of_another_place_where_people_meet_at_one():
    by_phone = booked()
    in_person = replace(by_phone, modality="in_person")
    assert (by_phone.meeting_at("hall").sequence, in_person.meeting_at("hall").sequence) == (0, 1)


def test_a_hold_is_for_what_was_held_and_as_long_as_was_said():
    until = NOON + timedelta(minutes=5)
    hold = Hold("hold", "match", "bo", "ada", TOMORROW, TOMORROW + timedelta(hours=1), until)
    assert hold.is_for("match", TOMORROW, hold.ends_at) and hold.stands(NOON) and not hold.stands(until)
    assert not hold.is_for("other", TOMORROW, hold.ends_at)
    assert not hold.is_for("match", TOMORROW, hold.ends_at + timedelta(minutes=15))


def test_old_news_of_a_match_is_no_news():
    assert FORMER.is_news_to(PAIR) and FORMER.is_news_to(None) and not PAIR.is_news_to(FORMER)
