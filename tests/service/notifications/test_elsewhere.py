"""Another place, or another face, at the same time."""

from datetime import timedelta

from shared.kernel.ids import new_id
from tests.desk.postbox import invitation_of
from tests.service.notifications.mailbox import text_of

IN_TWO_DAYS = timedelta(days=2)


def test_where_only_the_place_has_changed_nobody_hears_of_another_time(office):
    session = office.people(language="es").book(office.now + IN_TWO_DAYS)
    office.deliver()
    elsewhere = session | {"sequence": 1, "place_id": new_id()}
    office.say("session.booked", session["session_id"], elsewhere, key=session["match_id"])
    office.deliver()
    told = office.mailbox.to("jo@example.org")[-1]
    assert told["Subject"] == "Where you meet has changed: Wednesday, November 25, 9:00 AM"
    assert "The time is the same" in text_of(told) and invitation_of(told) is None
    assert office.mailbox.to("sam@example.org")[-1]["Subject"].startswith("Cambió el lugar: miércoles 25")
    office.say("session.confirmed", session["session_id"], elsewhere | {"state": "confirmed"}, key=session["match_id"])
    office.deliver()
    assert not any(subject.startswith(("New time", "Nueva hora")) for subject in office.mailbox.subjects())
    assert len(office.mailbox.to("sam@example.org")) == 2


def test_whoever_comes_hears_of_another_face_and_nobody_of_another_time(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    colleague = a_colleague(office)
    covered = session | {"coach_id": colleague, "covers_for": office.coach, "sequence": 1}
    for deed, state in (("booked", "booked"), ("confirmed", "confirmed")):
        office.say(f"session.{deed}", session["session_id"], covered | {"state": state}, key=session["match_id"])
        office.deliver()
    told = [str(each["Subject"]).partition(":")[0] for each in office.mailbox.to("sam@example.org")]
    assert told == ["You are booked", "Someone else will be there"]
    assert "SEQUENCE:1" in invitation_of(office.mailbox.to("sam@example.org")[-1])
    assert [str(each["Subject"]).partition(":")[0] for each in office.mailbox.to("kim@example.org")] == [
        "You are booked"
    ]
    office.move(covered, office.now + IN_TWO_DAYS + timedelta(hours=2))
    office.deliver()
    assert str(office.mailbox.to("sam@example.org")[-1]["Subject"]).startswith("New time")


def test_while_a_time_waits_for_a_yes_nobody_hears_who_will_be_there(office):
    session = office.people().session(office.now + IN_TWO_DAYS, state="pending")
    covered = session | {"coach_id": a_colleague(office), "covers_for": office.coach, "sequence": 1}
    for how in (session, covered):
        office.say("session.requested", session["session_id"], how, key=session["match_id"])
        assert office.deliver() is not None and office.mailbox.to("sam@example.org") == []
    office.say("session.booked", session["session_id"], covered | {"state": "booked"}, key=session["match_id"])
    office.deliver()
    assert first_words(office, "sam") == ["You are booked"], "who has heard nothing of it, hears of a time"


def test_whoever_heard_of_another_face_hears_that_their_own_coach_comes_after_all(office):
    session = office.people(language="es").book(office.now + IN_TWO_DAYS)
    office.deliver()
    for sequence, how in ((1, {"coach_id": a_colleague(office), "covers_for": office.coach}), (2, {})):
        office.say(
            "session.booked", session["session_id"], session | how | {"sequence": sequence}, key=session["match_id"]
        )
        office.deliver()
    assert first_words(office, "sam") == [
        "Tu cita",
        "Esta vez será otra persona",
        "Será quien te acompaña siempre",
    ]
    assert "SEQUENCE:2" in invitation_of(office.mailbox.to("sam@example.org")[-1])
    assert first_words(office, "jo") == ["You are booked", "You are booked"]


def test_of_a_colleague_whom_nobody_had_heard_of_nothing_is_said_when_their_own_coach_comes(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    covered = session | {"coach_id": a_colleague(office), "covers_for": office.coach, "sequence": 1}
    back = session | {"sequence": 2}
    for deed, how in (("booked", covered), ("booked", back), ("confirmed", back | {"state": "confirmed"})):
        office.say(f"session.{deed}", session["session_id"], how, key=session["match_id"])
    office.deliver()
    assert first_words(office, "sam") == ["You are booked"]
    elsewhere = back | {"sequence": 3, "place_id": new_id()}
    office.say("session.booked", session["session_id"], elsewhere, key=session["match_id"])
    office.deliver()
    assert first_words(office, "sam") == ["You are booked", "Where you meet has changed"]


def test_a_move_that_nobody_had_heard_of_is_not_lost_when_a_colleague_stands_in(office):
    session = office.people().book(office.now + IN_TWO_DAYS)
    office.deliver()
    moved = office.move(session, office.now + IN_TWO_DAYS + timedelta(hours=2))
    covered = moved | {"coach_id": a_colleague(office), "covers_for": office.coach, "sequence": 2}
    office.say("session.booked", session["session_id"], covered, key=session["match_id"])
    office.deliver()
    assert first_words(office, "sam") == ["You are booked", "New time"]


def first_words(office, name):
    return [str(each["Subject"]).partition(":")[0] for each in office.mailbox.to(f"{name}@example.org")]


def a_colleague(office):
    colleague = new_id()
    office.say_person(colleague, kinds=["coach"])
    office.give_address(colleague, "kim@example.org")
    return colleague
