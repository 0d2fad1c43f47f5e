"""Words that follow from what happened elsewhere; and none, once the reason is gone."""

from datetime import timedelta

from services.notifications.store.tables import metadata
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.elsewhere import DAY, consent, cover, free_time, match, outreach, referral, to


def test_a_coach_who_has_not_answered_is_asked_once_more_and_not_after_the_answer(office):
    office.people()
    offer = office.offer()
    office.deliver()
    office.offer(type="offer.chased", offer_id=offer)
    office.deliver()
    assert to(office, "jo@example.org") == ["A question for you", "A question still waits for you"]
    second = office.offer()
    office.offer(type="offer.chased", offer_id=second)
    office.offer(type="offer.declined", offer_id=second, state="declined")
    office.deliver()
    assert len(to(office, "jo@example.org")) == 2


def test_an_offer_that_is_hurried_at_night_does_not_wait_for_a_morning_that_is_too_late(office):
    office.people().room.clock.at += timedelta(hours=13)
    offer_id = office.offer()
    assert not office.deliver()
    office.offer(offer_id=offer_id, expires_at=office.now + timedelta(hours=23))
    assert not office.deliver()
    office.offer(offer_id=offer_id, expires_at=office.now + timedelta(hours=2))
    assert len(office.deliver()) == 1
    office.offer(offer_id=offer_id, expires_at=office.now + timedelta(hours=1))
    assert len(office.deliver(hours=11)) == 1


def test_a_word_that_is_due_reaches_whoever_holds_it(office):
    office.people()
    cover = new_id()
    office.say_person(cover, kinds=["coach"])
    office.give_address(cover, "cover@example.org")
    id = outreach(office)
    office.deliver()
    assert to(office, "jo@example.org") == ["A word is due"]
    outreach(office, id=id, type="outreach.overdue", held_by="cover", cover=cover)
    office.deliver()
    assert to(office, "cover@example.org") == ["A word is due"]
    assert to(office, "sam@example.org") == []


def test_a_word_said_meanwhile_is_not_asked_for_any_more(office):
    office.people()
    office.room.clock.at = office.now.replace(hour=2)
    id = outreach(office)
    outreach(office, id=id, type="outreach.completed", state="completed", outcome="reached")
    office.deliver(hours=14)
    assert to(office, "jo@example.org") == []
    assert office.reason("outreach") == "outreach_done"


def test_after_three_tries_the_person_hears_that_the_door_is_open(office):
    office.people()
    id = outreach(office)
    outreach(office, id=id, type="outreach.completed", state="completed", outcome="door_is_open")
    office.deliver()
    assert to(office, "sam@example.org") == ["Whenever you like"]


def test_somebody_said_yes_is_told_to_the_person_and_an_ending_kindly_to_the_coach(office):
    office.people()
    id = match(office)
    office.deliver()
    assert to(office, "sam@example.org") == ["You can pick a time now"]
    match(office, id=id, type="match.ended", state="ended", reason="new_coach", coach_hears="kindly")
    office.deliver()
    assert to(office, "jo@example.org") == ["A small change"]


def test_of_a_death_no_message_tells(office):
    office.people()
    id = match(office)
    match(office, id=id, type="match.ended", state="ended", reason="died", coach_hears="kindly")
    office.say_person(office.member, type="person.changed", kinds=["member"], state="died")
    office.deliver(days=1)
    assert office.mailbox.letters == []


def test_whoever_took_back_that_we_contact_them_hears_nothing_from_that_moment(office):
    office.people()
    given = consent(office)
    office.book(office.now + 3 * DAY)
    consent(office, id=given, type="consent.revoked", state="revoked")
    office.deliver(days=2)
    assert to(office, "sam@example.org") == []
    consent(office)
    office.book(office.now + 3 * DAY)
    office.deliver()
    assert len(to(office, "sam@example.org")) == 1


def test_another_consent_that_ends_stops_no_message(office):
    office.people()
    consent(office, id=consent(office, kind="outside"), kind="outside", type="consent.revoked", state="revoked")
    office.book(office.now + 3 * DAY)
    office.deliver()
    assert len(to(office, "sam@example.org")) == 1


def test_a_time_that_came_free_is_told_once_without_a_countdown(office):
    office.people()
    free_time(office)
    office.deliver()
    assert to(office, "sam@example.org") == ["A time is free: Wednesday, November 25, 9:00 AM"]
    taken = free_time(office)
    free_time(office, id=taken, state="taken")
    office.deliver()
    assert len(to(office, "sam@example.org")) == 1
    office.say_person(office.member, type="person.changed", kinds=["member"], state="paused")
    free_time(office)
    office.deliver()
    assert len(to(office, "sam@example.org")) == 1, "their telephone may be in other hands"


def test_colleagues_are_asked_to_take_a_time_until_one_has(office):
    office.people()
    colleague, other = new_id(), new_id()
    for person, address in ((colleague, "col@example.org"), (other, "other@example.org")):
        office.say_person(person, kinds=["coach"])
        office.give_address(person, address)
    id = cover(office, [colleague])
    office.deliver()
    assert to(office, "col@example.org") == ["Could you take this? Wednesday, November 25, 9:00 AM"]
    second = cover(office, [other])
    cover(office, [other], id=second, state="claimed")
    office.deliver()
    assert to(office, "other@example.org") == [] and id


def test_of_who_was_erased_nothing_is_kept_anew(office):
    office.people().book(office.now + 2 * DAY)
    match(office)
    office.say_person(office.member, type="person.erased", kinds=["member"], state="erased")
    outreach(office)
    referral(office, ready_from=office.now)
    with reading(office.room.desk, office.staff) as rx:
        for name in ("causes", "seats", "contents", "contact_points", "preferences"):
            table = metadata.tables[name]
            assert rx.rows(table, table.c.person_id == office.member) == [], name
    assert office.deliver() == office.mailbox.to("jo@example.org")


def test_supervisors_hear_of_who_is_not_back_and_not_who_it_is_until_nobody_needs_to_ring(office):
    boss = Actor(new_id(), "supervisor", office.organisation)
    office.people()
    office.room.ask("PUT", f"/v1/people/{boss.person}/preferences", boss, json={"digest": True})
    office.give_address(boss.person, "boss@example.org")
    told = {"trip_id": new_id(), "coach_id": office.coach, "back_by": office.now}
    for states in (["late", "out"], ["late"], ["back"]):
        for state in states:
            type = "trip.late" if state == "late" else "trip.over"
            office.say(type, told["trip_id"], told | {"state": state}, key=office.coach)
        office.deliver()
    (letter,) = office.mailbox.to("boss@example.org")
    assert letter["Subject"] == "Please ring someone from the team" and office.coach not in letter.as_string()


def test_supervisors_hear_at_once_that_a_coach_looked_in_an_emergency_and_not_at_whom(office):
    office.people()
    boss, looker = Actor(new_id(), "supervisor", office.organisation), new_id()
    office.room.ask("PUT", f"/v1/people/{boss.person}/preferences", boss, json={"digest": True})
    office.give_address(boss.person, "boss@example.org")
    path = f"/v1/people/{office.member}/contact-points?purpose=emergency"
    coach = Actor(looker, "coach", office.organisation)
    assert office.room.ask("GET", path, coach).status_code == 404
    told = {"emergency_id": new_id(), "person_id": office.member, "coach_id": looker, "state": "opened"}
    told |= {"expires_at": office.now + timedelta(hours=1)}
    for type, version in (("emergency.opened", 1), ("emergency.reviewed", 2)):
        office.room.tell(
            type,
            subject=told["emergency_id"],
            key=office.member,
            version=version,
            data=told,
            organisation=office.organisation,
        )
    office.deliver()
    (letter,) = office.mailbox.to("boss@example.org")
    assert letter["Subject"] == "Please read this today" and office.member not in letter.as_string()
    assert office.room.ask("GET", path, coach).status_code == 200
    office.deliver(minutes=61)
    assert office.room.ask("GET", path, coach).status_code == 404
