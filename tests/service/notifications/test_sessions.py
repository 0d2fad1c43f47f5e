"""What people hear of their sessions, as an SMTP server gets it."""

from datetime import timedelta

import pytest

from tests.desk.postbox import invitation_of
from tests.service.notifications.mailbox import calendar_of, text_of
from tests.service.notifications.office import token_in

IN_TWO_DAYS = timedelta(days=2)


def test_a_booked_session_is_confirmed_at_once_to_both_with_an_invitation(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert {letter["To"] for letter in office.mailbox.letters} == {"sam@example.org", "jo@example.org"}
    told = calendar_of(office.mailbox.to("sam@example.org")[0])
    assert (told["method"], told["METHOD"], told["SEQUENCE"]) == ("REQUEST", "REQUEST", "0")
    assert (told["UID"], told["DTSTART"], told["SUMMARY"]) == (session["ics_uid"], "20261125T140000Z", "Appointment")


def test_the_time_is_said_by_the_reader_s_own_clock_and_in_their_language(office):
    office.people(language="es", time_zone="America/Los_Angeles").book(office.now + IN_TWO_DAYS)
    office.deliver()
    assert office.mailbox.to("sam@example.org")[0]["Subject"] == "Tu cita: miércoles 25 de noviembre, 6:00 a.m."
    assert office.mailbox.to("jo@example.org")[0]["Subject"] == "You are booked: Wednesday, November 25, 9:00 AM"


def test_a_first_session_is_recalled_a_day_and_two_hours_before_and_never_twice(office):
    office.people().book(office.now + IN_TWO_DAYS + timedelta(hours=3))
    office.deliver()
    heard = len(office.mailbox.to("sam@example.org"))
    for hours, reminders in ((26, 0), (1, 1), (1, 1), (20, 1), (1, 2), (1, 2)):
        office.deliver(hours=hours)
        assert len(office.mailbox.to("sam@example.org")) - heard == reminders, (hours, office.mailbox.subjects())
    reminder = office.mailbox.to("sam@example.org")[-1]
    assert token_in(text_of(reminder))


def test_moving_takes_the_reminder_along_and_updates_the_invitation(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.move(session, office.now + timedelta(days=4))
    office.deliver()
    update = office.mailbox.to("sam@example.org")[-1]
    told = calendar_of(update)
    assert (told["METHOD"], told["SEQUENCE"], told["UID"]) == ("REQUEST", "1", session["ics_uid"])
    assert told["DTSTART"] == "20261127T140000Z"
    office.deliver(days=1)
    assert office.mailbox.subjects()[-1].startswith("New time")
    office.deliver(days=2)
    assert office.mailbox.subjects()[-1].startswith("See you Friday")


def test_cancelling_stops_the_reminder_and_takes_the_invitation_back(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.cancel(session)
    office.deliver()
    for address in ("sam@example.org", "jo@example.org"):
        told = calendar_of(office.mailbox.to(address)[-1])
        assert (told["METHOD"], told["STATUS"], told["UID"]) == ("CANCEL", "CANCELLED", session["ics_uid"])
    count = len(office.mailbox.letters)
    office.deliver(days=3)
    assert len(office.mailbox.letters) == count
    assert office.states()[("member", "reminder-1440")] == "dropped"
    assert office.reason("reminder-1440") == "cancelled"


def test_a_session_confirmed_in_between_is_still_recalled(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.say("session.confirmed", session["session_id"], session | {"state": "confirmed"}, key=session["match_id"])
    office.deliver(days=1)
    assert office.mailbox.subjects().count("See you Wednesday, November 25, 9:00 AM") == 1
    assert office.states()[("member", "confirmation")] == "handed_over"


def asked_for(office, **more):
    session = office.session(office.now + IN_TWO_DAYS, state="pending", **more)
    office.say("session.requested", session["session_id"], session, key=session["match_id"])
    office.deliver()
    return session


def test_a_time_that_waits_for_a_yes_is_told_when_it_is_agreed_and_recalled_like_any_other(office):
    session = asked_for(office.people())
    assert only_the_question(office)
    office.say("session.booked", session["session_id"], session | {"state": "booked"}, key=session["match_id"])
    office.deliver()
    assert {letter["To"] for letter in office.mailbox.letters} == {"sam@example.org", "jo@example.org"}
    office.deliver(days=1)
    assert office.mailbox.subjects()[-1].startswith("See you Wednesday")


def test_whoever_asked_hears_of_a_no_and_nobody_of_a_question_taken_back(office):
    office.people()
    office.cancel(asked_for(office), reason="member")
    office.deliver()
    assert only_the_question(office)
    office.cancel(asked_for(office), reason="coach")
    office.deliver()
    assert [letter["To"] for letter in office.mailbox.letters if not is_question(letter)] == ["sam@example.org"]


def test_a_coach_is_asked_once_in_words_that_do_not_read_as_agreed(office):
    asked_for(office.people())
    office.deliver(minutes=10)
    (letter,) = office.mailbox.letters
    assert letter["To"] == "jo@example.org" and "It is not agreed yet" in text_of(letter)
    assert invitation_of(letter) is None and "/l/" not in text_of(letter)


@pytest.mark.parametrize("answered", [False, True])
def test_a_question_of_the_night_is_asked_in_the_morning_unless_it_was_answered(office, answered):
    office.people()
    office.wish(office.coach, quiet_hours={"from": "00:00", "to": "23:00"})
    session = asked_for(office)
    assert office.mailbox.letters == []
    if answered:
        office.say("session.booked", session["session_id"], session | {"state": "booked"}, key=session["match_id"])
    office.deliver(hours=14, minutes=30)
    assert [is_question(letter) for letter in office.mailbox.to("jo@example.org")] == [not answered]


def is_question(letter):
    return letter["Subject"].startswith("Is this a good time?")


def only_the_question(office):
    return [(letter["To"], is_question(letter)) for letter in office.mailbox.letters] == [("jo@example.org", True)]


def test_moved_to_a_time_that_waits_for_a_yes_the_old_reminders_die_and_new_ones_come_with_the_yes(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    starts_at = office.now + timedelta(days=4)
    moved = session | {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
    moved |= {"sequence": 1, "state": "pending"}
    office.say("session.moved", session["session_id"], moved, key=session["match_id"])
    office.deliver(days=1)
    assert len([letter for letter in office.mailbox.letters if not is_question(letter)]) == 2
    office.say("session.booked", session["session_id"], moved | {"state": "booked"}, key=session["match_id"])
    office.deliver()
    assert calendar_of(office.mailbox.to("sam@example.org")[-1])["SEQUENCE"] == "1"
    office.deliver(days=2)
    assert office.mailbox.subjects()[-1].startswith("See you Friday")


def test_an_event_heard_twice_or_late_changes_nothing(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    moved = office.move(session, office.now + timedelta(days=4))
    office.say("session.booked", session["session_id"], session, key=session["match_id"], version=1)
    office.say("session.moved", session["session_id"], moved, key=session["match_id"], version=2)
    office.deliver()
    assert [subject[:8] for subject in office.mailbox.subjects()] == ["New time"] * 2


def test_a_match_that_ends_stops_all_but_the_news_that_a_session_is_off(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.cancel(session, reason="match_ended")
    office.end_match(session)
    office.deliver()
    assert [subject[:10] for subject in office.mailbox.subjects()[-2:]] == ["Called off"] * 2


def test_a_match_that_ends_stops_the_reminders_even_before_we_hear_of_the_sessions(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.end_match(session)
    office.deliver(days=1)
    assert office.reason("reminder-1440") == "match_ended"
    assert not [subject for subject in office.mailbox.subjects() if subject.startswith("See you")]


def test_when_somebody_has_died_everything_stops_at_once(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    heard = len(office.mailbox.letters)
    office.say_person(office.member, type="person.changed", kinds=["member"], state="died")
    office.cancel(session, reason="died")
    office.deliver(days=1)
    assert len(office.mailbox.letters) == heard
    assert office.reason("reminder-1440") == "died"


def test_when_a_coach_has_died_the_member_hears_that_they_do_not_meet_and_no_more(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.say_person(office.coach, type="person.changed", kinds=["coach"], state="died")
    office.cancel(session, reason="died", side="us")
    (letter,) = office.deliver()[2:]
    assert (letter["To"], letter["Subject"][:10]) == ("sam@example.org", "Called off")
    assert calendar_of(letter)["METHOD"] == "CANCEL"
    assert "died" not in text_of(letter) and "death" not in text_of(letter)


def test_until_we_know_who_has_died_nobody_is_written_to(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.cancel(session, reason="died")
    assert len(office.deliver(minutes=5)) == 2
    office.say_person(office.member, type="person.changed", kinds=["member"], state="died")
    assert len(office.deliver(hours=1)) == 2


def test_who_wants_no_mail_gets_none_and_the_list_says_why(office):
    office.people().book(office.now + IN_TWO_DAYS)
    assert office.wish(office.member, channels=["sms"]).status_code == 200
    assert [letter["To"] for letter in office.deliver()] == ["jo@example.org"]
    (untold,) = office.messages(person_id=office.member, state="no_channel")
    assert (untold["kind"], untold["reason"]) == ("confirmation", "not_wanted")
    office.wish(office.member, channels=["sms", "email"])
    assert [letter["To"] for letter in office.deliver()][1:] == ["sam@example.org"]


def test_who_asked_us_to_leave_them_be_hears_nothing_until_they_take_it_back(office):
    office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.say_person(office.member, type="person.changed", kinds=["member"], do_not_contact=True)
    assert office.reason("reminder-1440") == "do_not_contact"
    office.book(office.now + timedelta(days=3))
    office.deliver()
    assert len(office.mailbox.to("sam@example.org")) == 1
    office.say_person(office.member, type="person.changed", kinds=["member"], do_not_contact=False)
    office.deliver(days=1)
    assert office.mailbox.to("sam@example.org")[-1]["Subject"].startswith("See you")


def test_an_offer_reaches_the_coach_and_says_nothing_of_the_person(office):
    office.people().offer()
    office.deliver()
    (letter,) = office.mailbox.letters
    assert (letter["To"], letter["Subject"]) == ("jo@example.org", "A question for you")
    assert office.member not in letter.as_string()


def test_an_offer_made_at_night_waits_for_the_morning(office):
    office.people().room.clock.at += timedelta(hours=13)
    office.offer()
    assert not office.deliver()
    assert len(office.deliver(hours=11)) == 1


def test_an_offer_taken_back_is_not_sent(office):
    office.people()
    office.mailbox.shut()
    offer_id = office.offer()
    office.deliver()
    office.offer(type="offer.withdrawn", state="withdrawn", offer_id=offer_id)
    office.mailbox.open()
    assert not office.deliver(minutes=5)
    assert office.reason("offer") == "offer_withdrawn"


def test_a_session_heard_of_before_the_person_is_recalled_by_the_person_s_clock_in_the_end(office):
    office.give_address(office.member, "sam@example.org")
    office.book(office.now + IN_TWO_DAYS, first=False)
    office.say_person(office.member, kinds=["member"], time_zone="Asia/Tokyo")
    (reminder,) = [item for item in office.messages() if item["kind"] == "reminder"]
    assert reminder["due_at"] == "2026-11-24T10:59:00Z"  # 19:59 in Tokyo: 23:00 is too late to write


def test_a_reminder_that_could_not_go_out_in_time_is_not_sent_late_and_says_so(office):
    office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.mailbox.shut()
    office.deliver(days=1)
    office.mailbox.open()
    office.deliver(hours=20)
    assert office.states()[("member", "reminder-1440")] == "dropped"
    assert office.reason("reminder-1440") == "too_late"
    assert not [subject for subject in office.mailbox.subjects() if subject.startswith("See you")]


def test_wishes_are_followed_at_once(office):
    office.people().book(office.now + IN_TWO_DAYS)
    assert office.wish(office.member, reminders=[]).status_code == 200
    assert {office.reason("reminder-1440"), office.reason("reminder-120")} == {"not_wanted"}
    office.wish(office.member, reminders=[1440], quiet_hours=None, language="es")
    office.deliver(days=1)
    assert office.mailbox.to("sam@example.org")[-1]["Subject"].startswith("Nos vemos")
    assert office.states()[("member", "reminder-120")] == "dropped"


def test_who_is_in_a_session_no_longer_hears_no_more_of_it(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    office.say("session.booked", session["session_id"], session | {"member_ids": []}, key=session["match_id"])
    office.deliver(days=1)
    assert office.reason("reminder-1440") == "left"
    assert len(office.mailbox.to("sam@example.org")) == 1
