"""Whose what people wrote is to read: the coach's, else the desk's; and who only sees that somebody waits."""

from datetime import timedelta

from services.notifications.store import replies
from shared.db.common import audit
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.test_replies import listed, session, write  # noqa: F401


def test_what_nobody_walks_with_them_to_read_is_for_the_desk(office, gateway, session):  # noqa: F811
    """Of a coach who is away too, and of one who walked with them until today."""
    office.end_match(session, state="active")
    write(office, "can somebody ring me?")
    assert listed(office, "replies", at_desk="true") == []
    office.say_person(office.coach, type="person.changed", kinds=["coach"], state="paused")
    assert [reply["text"] for reply in listed(office, "replies", at_desk="true")] == ["can somebody ring me?"]
    office.say_person(office.coach, type="person.changed", kinds=["coach"])
    assert listed(office, "replies", at_desk="true") == []
    office.end_match(session)
    assert [reply["coach_id"] for reply in listed(office, "replies", at_desk="true")] == [None]
    assert listed(office, "replies", Actor(office.coach, "coach", office.organisation)) == []


def test_what_is_written_to_a_coach_who_is_off_is_for_whoever_stands_in_else_for_the_desk_at_once(
    office,
    gateway,
    session,  # noqa: F811
):
    boss, kim = (Actor(new_id(), role, office.organisation) for role in ("supervisor", "coach"))
    office.end_match(session, state="active")
    write(office, "can somebody ring me?")
    off(office, office.now + timedelta(hours=1), office.now + timedelta(days=3))
    assert listed(office, "replies", at_desk="true") == listed(office, "replies/late", boss) == []
    office.room.clock.at += timedelta(hours=2)
    assert [late["person_id"] for late in listed(office, "replies/late", boss)] == [office.member]
    assert len(listed(office, "replies", at_desk="true")) == 1 and listed(office, "replies", kim) == []
    moved = session | {"coach_id": kim.person, "covers_for": office.coach}
    office.say("session.moved", session["session_id"], moved, key=session["match_id"])
    (reply,) = listed(office, "replies", kim)
    assert listed(office, "replies", at_desk="true") == listed(office, "replies/late", boss) == []
    off(office)
    assert listed(office, "replies", kim) == [] and handled(office, reply["id"], kim) == 404
    off(office, office.now - timedelta(hours=1), office.now + timedelta(days=1))
    assert listed(office, "replies", kim) == [], "the first is back before they meet"
    off(office, office.now - timedelta(hours=1), office.now + timedelta(days=3))
    office.say_person(kim.person, kinds=["coach"], state="paused")
    assert len(listed(office, "replies", at_desk="true")) == 1, "who stands in is not here either"
    assert handled(office, reply["id"], kim) == 201
    assert listed(office, "replies", kim) == [], "what somebody has seen to is the two people's own again"
    assert len(listed(office, "replies", Actor(office.coach, "coach", office.organisation))) == 1


def test_a_colleague_who_meets_them_in_another_match_stands_in_for_nobody(office, gateway, session):  # noqa: F811
    kim = Actor(new_id(), "coach", office.organisation)
    office.end_match(session, state="active")
    write(office, "can somebody ring me?")
    off(office, office.now - timedelta(hours=1), office.now + timedelta(days=3))
    office.book(office.now + timedelta(days=1), coach_id=kim.person)
    assert listed(office, "replies", kim) == [] and len(listed(office, "replies", at_desk="true")) == 1


def test_time_off_that_was_taken_back_does_not_come_back_with_an_older_word(office, gateway, session):  # noqa: F811
    office.end_match(session, state="active")
    write(office, "can somebody ring me?")
    off(office, version=5)
    off(office, office.now - timedelta(hours=1), office.now + timedelta(days=3), version=4)
    assert listed(office, "replies", at_desk="true") == []


def off(office, *span, version=None):
    data = {"coach_id": office.coach, "starts_at": list(span[:1]), "ends_at": list(span[1:])}
    office.say("time_off.changed", f"off {office.coach}", data, key=office.coach, version=version)


def handled(office, reply_id, actor):
    path, said = f"/v1/replies/{reply_id}/handling", {"outcome": "answered"}
    return office.room.ask("POST", path, actor, json=said).status_code


def test_supervisors_see_who_waits_and_not_what_they_wrote(office, gateway, session):  # noqa: F811
    boss = Actor(new_id(), "supervisor", office.organisation)
    write(office, "can somebody ring me?")
    assert listed(office, "replies/late", boss) == []
    office.room.clock.at += timedelta(days=1)
    (late,) = listed(office, "replies/late", boss)
    assert (late["person_id"], set(late)) == (office.member, {"id", "person_id", "coach_id", "received_at"})
    assert read_by(office, boss) == []


def test_supervisors_see_the_two_hundred_that_wait_longest(office, gateway, session):  # noqa: F811
    boss = Actor(new_id(), "supervisor", office.organisation)
    write(office, "can somebody ring me?")
    office.room.clock.at += timedelta(minutes=1)
    with transaction(office.room.desk, office.staff) as tx:
        for _ in range(200):
            replies.add(tx, office.coach, text="and me", coach_id=None, contact_point_id=None)
    office.room.clock.at += timedelta(days=1)
    late = listed(office, "replies/late", boss)
    assert (len(late), late[0]["person_id"]) == (200, office.member)


def test_where_nothing_is_shown_nothing_is_written_and_what_is_read_is(office, gateway, session):  # noqa: F811
    boss = Actor(new_id(), "supervisor", office.organisation)
    with transaction(office.room.desk, office.staff):
        assert listed(office, "replies", boss) == [], "while somebody else writes"
    write(office, "thank you")
    listed(office, "replies", boss)
    assert read_by(office, boss) == [office.member]


def read_by(office, actor):
    with reading(office.room.desk, actor) as rx:
        looked = rx.rows(audit, audit.c.actor == actor.person, audit.c.deed == "replies.read")
        return [row["person_id"] for row in looked]
