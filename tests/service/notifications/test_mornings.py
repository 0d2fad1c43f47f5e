"""What comes in the morning, on chosen days, and how often; and what stays away while somebody is."""

from datetime import timedelta

import pytest

from shared.events.timers import run_timer
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.elsewhere import (
    DAY,
    choose_days,
    consent,
    match,
    outreach,
    referral,
    to,
)
from tests.service.notifications.mailbox import text_of


def test_a_coach_s_day_comes_in_the_morning_as_times_and_nothing_else(office):
    office.people()
    first = office.book(office.now + DAY + timedelta(hours=2))
    office.book(office.now + DAY + timedelta(hours=4), first=False)
    office.deliver()
    office.cancel(first)
    office.deliver(hours=22, minutes=31)
    (day,) = [letter for letter in office.mailbox.to("jo@example.org") if letter["Subject"] == "Your day"]
    assert "1 time today" in text_of(day) and "1:00 PM, by phone" in text_of(day)
    assert "11:00" not in text_of(day)
    office.deliver(minutes=10)
    assert to(office, "jo@example.org").count("Your day") == 1


def test_a_time_that_waits_for_the_coach_does_not_read_as_agreed(office):
    office.people()
    asked = office.session(office.now + DAY + timedelta(hours=2), state="pending")
    office.say("session.requested", asked["session_id"], asked, key=asked["match_id"])
    office.book(office.now + DAY + timedelta(hours=4))
    office.deliver(hours=22, minutes=31)
    (day,) = [letter for letter in office.mailbox.to("jo@example.org") if letter["Subject"] == "Your day"]
    assert "11:00 AM, by phone (not agreed yet)" in text_of(day)
    assert "1:00 PM, by phone" in text_of(day) and text_of(day).count("not agreed") == 1


def test_a_day_without_sessions_is_left_in_peace(office):
    office.people().book(office.now + 3 * DAY)
    office.deliver(days=1)
    assert "Your day" not in to(office, "jo@example.org")


def test_a_supervisor_hears_how_many_and_never_who(office):
    office.people()
    boss = Actor(new_id(), "supervisor", office.organisation)
    path = f"/v1/people/{boss.person}/preferences"
    office.room.ask("PUT", path, boss, json={"digest": True})
    office.give_address(boss.person, "boss@example.org")
    referral(office, ready_from=office.now - 3 * DAY)
    outreach(office, type="outreach.overdue", held_by="supervisor")
    office.book(office.now + 9 * DAY, coach_id=new_id(), member_ids=[new_id()])
    office.deliver(days=1)
    (digest,) = office.mailbox.to("boss@example.org")
    assert "1 person has nobody beside them yet" in text_of(digest) and "1 word is due" in text_of(digest)
    assert office.member not in digest.as_string()


def test_a_supervisor_hears_when_to_look_again_and_which_agreements_end_soon(office):
    office.people()
    boss = Actor(new_id(), "supervisor", office.organisation)
    office.room.ask("PUT", f"/v1/people/{boss.person}/preferences", boss, json={"digest": True})
    office.give_address(boss.person, "boss@example.org")
    match(office, type="match.paused", state="paused", until=office.now + DAY)
    office.say_person(office.member, type="person.changed", state="paused", until=office.now + DAY)
    office.say_person(office.coach, type="person.changed", kinds=["coach"], state="paused", until=office.now + 3 * DAY)
    match(office, id=match(office, type="match.paused", state="paused", until=office.now), type="match.changed")
    for days in (4, 15, 15, 16, 31):
        consent(office, kind="disclosure", expires_at=office.now + days * DAY)
    gone = consent(office, kind="disclosure", expires_at=office.now + 4 * DAY)
    consent(office, id=gone, type="consent.revoked", kind="disclosure", state="revoked")
    office.book(office.now + 9 * DAY, coach_id=new_id(), member_ids=[new_id()])
    office.deliver(days=1)
    (digest,) = office.mailbox.to("boss@example.org")
    assert [line for line in text_of(digest).splitlines() if line[:1].isdigit()] == [
        "1 person is away, and the day to look again has come",
        "1 agreement ends in 3 days",
        "2 agreements end in 14 days",
        "1 agreement ends in 30 days",
    ]


def test_the_digest_is_for_those_who_look_after_all(office):
    path = f"/v1/people/{office.member}/preferences"
    member = Actor(office.member, "member", office.organisation)
    assert office.room.ask("PUT", path, member, json={"digest": True}).status_code == 403


def test_a_quiet_house_sends_no_digest(office):
    boss = Actor(new_id(), "supervisor", office.organisation)
    office.room.ask("PUT", f"/v1/people/{boss.person}/preferences", boss, json={"digest": True})
    office.give_address(boss.person, "boss@example.org")
    office.say_person(boss.person, kinds=["staff"])
    office.deliver(days=1)
    assert office.mailbox.to("boss@example.org") == []
    assert office.reason("digest") == "nothing_to_say"


def test_a_chosen_day_is_kept_and_only_the_person_chooses(office):
    office.people()
    day = (office.now + 3 * DAY).date()
    assert choose_days(office, day).json == {"days": [str(day)]}
    assert choose_days(office, day, actor=Actor(new_id(), "member", office.organisation)).status_code == 404
    office.deliver(days=3, hours=1)
    assert to(office, "sam@example.org") == ["Today"]


@pytest.mark.parametrize("ahead", [-1, 0, 5 * 366 + 1, 2_900_000])
def test_a_day_that_is_over_or_years_away_is_refused_and_what_was_chosen_stays(office, ahead):
    office.people()
    day = (office.now + 3 * DAY).date()
    choose_days(office, day)
    office.room.clock.at = office.now.replace(hour=20)
    refused = choose_days(office, day, (office.now + ahead * DAY).date())
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["days"])
    assert choose_days(office, day).json == {"days": [str(day)]}


def test_a_chosen_day_whose_word_is_late_may_stay_beside_another(office):
    office.people()
    day, later = (office.now + 3 * DAY).date(), (office.now + 9 * DAY).date()
    choose_days(office, day)
    office.room.clock.at = (office.now + 3 * DAY).replace(hour=20)
    assert choose_days(office, day, later).json == {"days": [str(day), str(later)]}


@pytest.mark.parametrize("hard", ["outreach", "did_not_meet", "paused", "match_paused", "died"])
def test_a_hard_time_stops_chosen_days_in_silence(office, hard):
    office.people()
    choose_days(office, (office.now + 3 * DAY).date())
    if hard == "outreach":
        outreach(office)
    elif hard == "did_not_meet":
        met = office.session(office.now - DAY, state="did_not_meet")
        office.say("session.did_not_meet", met["session_id"], met, key=met["match_id"])
    elif hard == "match_paused":
        match(office, type="match.paused", state="paused")
    else:
        office.say_person(office.member, type="person.changed", kinds=["member"], state=hard)
    office.deliver(days=3, hours=1)
    assert to(office, "sam@example.org") == []
    assert office.room.ask(
        "GET", f"/v1/people/{office.member}/milestones", Actor(office.member, "member", office.organisation)
    ).json == {"days": []}


def test_whoever_has_no_way_is_not_rung_for_a_day_they_chose(office):
    office.people()
    office.put_ways(office.member, [])
    choose_days(office, (office.now + 3 * DAY).date())
    office.deliver(days=3, hours=1)
    assert office.reason("milestone") == "no_address"
    assert office.room.ask("GET", "/v1/calls", office.staff).json["items"] == []


def test_what_nobody_asked_for_comes_once_a_day_and_the_rest_waits_or_is_left_out(office):
    office.people()
    for _ in range(2):
        id = outreach(office)
        outreach(office, id=id, type="outreach.completed", state="completed", outcome="door_is_open")
    office.deliver()
    assert len(to(office, "sam@example.org")) == 1
    office.deliver(days=1)
    assert len(to(office, "sam@example.org")) == 2


def test_reminders_are_few_unless_the_person_chose_them(office):
    office.people()
    for hours in (48, 50):
        office.book(office.now + timedelta(hours=hours), first=False)
    office.deliver()
    booked = len(to(office, "sam@example.org"))
    office.deliver(hours=24)
    office.deliver(hours=2)
    assert len(to(office, "sam@example.org")) == booked + 1
    assert "enough_for_now" in {item["reason"] for item in office.messages(person_id=office.member)}


def test_both_reminders_of_a_first_session_come_even_when_the_night_puts_them_on_one_day(office):
    office.people().book(office.now + 2 * DAY)
    office.deliver()
    office.deliver(days=1)
    office.deliver(hours=10, minutes=59)
    assert [subject for subject in to(office, "sam@example.org") if subject.startswith("See you")] == [
        "See you Wednesday, November 25, 9:00 AM"
    ] * 2


@pytest.mark.parametrize("who", ["person", "match"])
def test_nothing_reminds_while_somebody_is_away_and_it_comes_back_when_they_do(office, who):
    office.people()
    session = office.book(office.now + 4 * DAY, first=False)
    office.deliver()

    def stands(state):
        if who == "person":
            office.say_person(office.member, type="person.changed", kinds=["member"], state=state)
        else:
            match(
                office,
                type=f"match.{'paused' if state == 'paused' else 'changed'}",
                state=state,
                id=session["match_id"],
            )

    stands("paused")
    assert office.states()[("member", "reminder-1440")] == "dropped"
    stands("active")
    assert office.states()[("member", "reminder-1440")] == "planned"
    stands("paused")
    office.deliver(days=3, hours=1)
    assert not [subject for subject in to(office, "sam@example.org") if subject.startswith("See you")]


def test_who_waits_and_asked_for_it_hears_once_a_week_that_they_are_still_on_the_list(office):
    office.people().wish(office.member, weekly_word=True)
    waiting = referral(office, ready_from=office.now)
    for _ in range(16):
        office.deliver(days=1)
    assert to(office, "sam@example.org") == ["You are still on our list"] * 2
    referral(office, ready_from=office.now - 16 * DAY, type="referral.closed", state="matched", id=waiting)
    office.deliver(days=7)
    assert len(to(office, "sam@example.org")) == 2


def test_nobody_hears_weekly_who_has_not_asked_or_is_away(office):
    office.people()
    referral(office, ready_from=office.now - 7 * DAY)
    office.deliver()
    office.wish(office.member, weekly_word=True, quiet_hours={"from": "09:00", "to": "20:00"})
    office.deliver(minutes=1)
    assert [item["state"] for item in office.messages() if item["kind"] == "still_waiting"] == ["planned"]
    office.wish(office.member, weekly_word=False, quiet_hours=None)
    assert office.reason("still_waiting") == "not_wanted"
    office.wish(office.member, weekly_word=True, quiet_hours=None)
    office.say_person(office.member, type="person.changed", kinds=["member"], state="paused")
    office.deliver(days=7)
    assert to(office, "sam@example.org") == []


def test_the_weekly_word_that_an_outage_held_up_waits_for_the_morning(office):
    office.people().wish(office.member, weekly_word=True)
    referral(office, ready_from=office.now - 7 * DAY)
    for timer in office.room.work.timers:
        run_timer(office.room.desk, timer)
    office.deliver(hours=14)
    assert to(office, "sam@example.org") == [], "it is the middle of the night"
    office.deliver(hours=10)
    assert to(office, "sam@example.org") == ["You are still on our list"]
