import pytest

from services.scheduling.actions.heard import say_again
from services.scheduling.store.tables import referrals
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    BO,
    BO_AND_CAM,
    BO_THE_MEMBER,
    HARBOUR,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)

WEDNESDAY = "2026-11-25T15:00:00Z"
OURSELVES = Actor("scheduling", "service", HARBOUR)


@pytest.fixture
def centre(open_centre):
    return open_centre


def test_an_ended_match_cancels_what_lies_ahead_once(centre):
    centre.booked(starts_at="2026-11-23T14:00:00Z")
    for day in (TUESDAY_TEN, WEDNESDAY):
        centre.booked(starts_at=day)
    centre.room.clock.at = centre.room.clock.at.replace(hour=14, minute=30)
    told = len(centre.said("availability."))
    ended = {"deed": "ended", "state": "ended"}
    centre.match(ADA_AND_BO, BO, ADA, **ended)
    centre.match(ADA_AND_BO, BO, ADA, **ended)
    assert centre.types() == ["session.booked"] * 3 + ["session.cancelled"] * 2
    assert {event.data["reason"] for event in centre.said()[3:]} == {"match_ended"}
    assert len([event for event in centre.said("availability.")[told:] if event.subject == BO]) == 1
    assert TUESDAY_TEN in centre.bookable()


def test_a_match_that_ended_with_a_death_is_called_off_as_such(centre):
    centre.booked()
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="ended", reason="died")
    assert [event.data["reason"] for event in centre.said("session.cancelled")] == ["died"]


def test_late_news_does_not_bring_an_ended_match_back(centre):
    centre.versions[ADA_AND_BO] = 5
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="not_started")
    centre.versions[ADA_AND_BO] = 1
    centre.match(ADA_AND_BO, BO, ADA)
    assert centre.book().json["code"] == "ended"


def test_a_paused_match_keeps_its_sessions(centre):
    centre.booked()
    centre.match(ADA_AND_BO, BO, ADA, deed="paused", state="paused")
    assert centre.types() == ["session.booked"]


def test_when_somebody_has_died_everything_ahead_is_called_off_at_once(centre):
    centre.booked()
    centre.booked(actor=BO_THE_MEMBER, match_id=BO_AND_CAM, starts_at=WEDNESDAY)
    centre.person(BO, kinds=["coach", "member"], deed="changed", state="died")
    assert {event.data["reason"] for event in centre.said() if event.type == "session.cancelled"} == {"died"}
    assert centre.types().count("session.cancelled") == 2
    assert centre.bookable() == [] and centre.openings() == []
    assert centre.book().json["code"] == "ended"


def test_a_coach_who_leaves_meets_nobody_and_one_who_is_full_meets_their_own(centre):
    centre.booked()
    centre.coach(BO, accepting=False)
    assert centre.openings()
    centre.coach(BO, state="ended")
    assert centre.openings() == centre.bookable() == []
    assert centre.said()[-1].data["reason"] == "other"
    centre.coach(BO)
    assert TUESDAY_TEN in centre.bookable()


def test_a_person_erased_leaves_no_way_back(centre):
    centre.booked()
    centre.person(ADA, deed="erased", state="erased")
    centre.versions[ADA] = 0
    centre.person(ADA)
    assert centre.types() == ["session.booked", "session.cancelled"]
    assert centre.book(SAL_AT_THE_DESK).json["code"] == "ended"


def test_a_referral_is_remembered(centre):
    referral = new_id()
    data = {"referral_id": referral, "member_id": ADA, "urgency": "soon", "state": "open"}
    centre.told_by_others("referral.filed", referral, data | {"ready_from": centre.room.clock.at})
    with reading(centre.room.desk, OURSELVES) as rx:
        assert rx.row(referrals, referrals.c.referral_id == referral)["urgency"] == "soon"


@pytest.mark.parametrize(("answer", "state"), [("confirm", "confirmed"), ("cannot_come", "cancelled")])
def test_an_answer_by_text_is_their_word(centre, answer, state):
    session = centre.booked()
    reply = {"person_id": ADA, "session_id": session["id"], "session_version": 1, "answer": answer}
    centre.told_by_others("reminder.answered", ADA, reply)
    centre.told_by_others("reminder.answered", ADA, reply)
    assert centre.ask("GET", f"/sessions/{session['id']}").json["state"] == state
    assert len(centre.said()) == 2


def test_one_may_say_yes_and_later_no(centre):
    session = centre.booked()
    for answer in ("confirm", "cannot_come"):
        reply = {"person_id": ADA, "session_id": session["id"], "session_version": 1, "answer": answer}
        centre.told_by_others("reminder.answered", ADA, reply)
    assert centre.types() == ["session.booked", "session.confirmed", "session.cancelled"]


def test_an_answer_about_a_time_that_was_moved_changes_nothing(centre):
    session = centre.booked()
    centre.do(session, "move", starts_at=WEDNESDAY)
    reply = {"person_id": ADA, "session_id": session["id"], "session_version": 1, "answer": "cannot_come"}
    centre.told_by_others("reminder.answered", ADA, reply)
    assert centre.types() == ["session.booked", "session.moved"]


def test_a_call_that_stood_in_for_a_message_is_a_contact(centre):
    told = {"call_id": new_id(), "person_id": ADA, "coach_id": None, "outcome": "talked", "at": centre.room.clock.at}
    centre.told_by_others("call.tried", ADA, told)
    (contact,) = [event.data for event in centre.said("contact.recorded")]
    assert (contact["person_id"], contact["kind"], contact["outcome"]) == (ADA, "call", "talked")


def test_all_that_stands_can_be_said_again(centre):
    session = centre.booked()
    centre.do(session, "confirmation")
    before = len(centre.said(""))
    with transaction(centre.room.desk, OURSELVES) as tx:
        assert say_again(tx) == 3
    again = sorted(centre.said("")[before:], key=lambda event: event.type)
    assert [event.type for event in again] == ["availability.changed", "availability.changed", "session.confirmed"]
    assert again[-1].aggregateversion == 2
