"""A copy of what we keep: whole, for the person, and of nobody else."""

from datetime import timedelta

import pytest

from services.notifications.store.exports import EXPORTED, LEFT_OUT, OF_A_PERSON, WITHHELD
from services.notifications.store.tables import metadata
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.test_replies import SAM, text_in

on_sqlite = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
WHO = ("person_id", "coach_id", "member_ids", "_by")
CANARY = "plover-canary bus"


def export(office, person, actor):
    return office.room.ask("GET", f"/v1/people/{person}/export", actor)


def as_member(office):
    return Actor(office.member, "member", office.organisation)


@pytest.fixture
def lived(office, gateway):
    """Sam has an address and a number, wishes, a code; was reminded, wrote back, and is on a call list."""
    office.people()
    office.wish(office.member, language="en", quiet_hours={"from": "21:00", "to": "08:00"})
    office.give_number(office.member, SAM, say_we_are="Alex from the library")
    office.room.ask("POST", f"/v1/people/{office.member}/codes", office.staff, json={"kind": "printed"})
    office.book(office.now + timedelta(days=2))
    office.deliver()
    assert text_in(office, CANARY).status_code == 204
    office.deliver()
    assert text_in(office, "wrong number").status_code == 204
    return office


def test_every_table_that_knows_somebody_is_told_or_left_out_for_a_reason():
    known = {name for name, table in metadata.tables.items() if any(column.name.endswith(WHO) for column in table.c)}
    assert known - EXPORTED - set(LEFT_OUT) == set()
    assert not EXPORTED & set(LEFT_OUT) and set(metadata.tables) >= EXPORTED


@on_sqlite
def test_a_copy_holds_every_column_opens_what_is_sealed_and_shows_no_secret(lived):
    whole = export(lived, lived.member, as_member(lived))
    parts = whole.json["parts"]
    assert {*OF_A_PERSON, "contents", "attempts", "opt_outs"} == set(parts)
    for name in ("people", "contact_points", "messages", "contents", "attempts", "replies", "codes", "calls"):
        columns = {column.name for column in metadata.tables[name].c} - {"organisation"}
        assert columns - WITHHELD.get(name, set()) == set(parts[name][0]), name
    assert [one["sealed"]["address"] for one in parts["contact_points"]] == [SAM]
    assert [one["sealed"] for one in parts["replies"]] == [CANARY] and parts["contents"][0]["sealed"]["text"]
    assert lived.coach not in str(parts["calls"]) and "mark" not in parts["codes"][0]


@on_sqlite
def test_a_coach_s_copy_tells_that_something_was_said_and_not_whom_it_named(lived):
    coach = Actor(lived.coach, "coach", lived.organisation)
    whole = export(lived, lived.coach, coach)
    assert whole.json["parts"]["messages"] and all("sealed" not in one for one in whole.json["parts"]["contents"])
    assert lived.member not in whole.text and CANARY not in whole.text


@on_sqlite
def test_a_copy_is_for_the_person_and_who_looks_after_all(lived):
    others = [Actor(lived.coach, "coach", lived.organisation), Actor(new_id(), "member", lived.organisation)]
    for stranger in (*others, Actor(new_id(), "supervisor", new_id())):
        real, never = export(lived, lived.member, stranger), export(lived, new_id(), stranger)
        assert (real.status_code, real.data) == (404, never.data)
    assert export(lived, lived.member, lived.staff).status_code == 403
    assert export(lived, lived.member, Actor(new_id(), "supervisor", lived.organisation)).status_code == 200
