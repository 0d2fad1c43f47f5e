"""A copy of what we keep: whole, for the person, and of nobody else."""

import csv
import io

import pytest

from services.scheduling.api.exports import HEADINGS
from services.scheduling.store.exports import EXPORTED, FOR_A_COACH, LEFT_OUT, OF_MEMBER, OF_SESSION, WITHHELD
from services.scheduling.store.tables import metadata
from shared.db.common import audit
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM_THE_COACH,
    DEE_THE_MEMBER,
    HARBOUR,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)

SUE = Actor(new_id(), "supervisor", HARBOUR)
CANARY = "plover-canary tea"
WHO = ("person_id", "member_id", "coach_id", "_by", "match_id", "actor")


@pytest.fixture
def centre(open_centre):
    open_centre.person(ADA)
    open_centre.person(BO, kinds=["coach", "member"])
    return open_centre


def export(centre, person=ADA, actor=ADA_THE_MEMBER, **asked):
    return centre.ask("GET", f"/people/{person}/export", actor, query_string=asked)


def lived(centre):
    """Ada met Bo, did not meet Bo, has a seat, wishes and a note."""
    centre.ask("PUT", f"/people/{ADA}/freed-times", ADA_THE_MEMBER, json={"wanted": True})
    centre.ask("PUT", f"/people/{ADA}/fine-until", ADA_THE_MEMBER, json={"until": "2026-11-25T00:00:00Z"})
    centre.ask("POST", "/calendars", ADA_THE_MEMBER, json={"person_id": ADA})
    session = centre.booked(in_the_way=["ride"])
    wish = {"match_id": ADA_AND_BO, "starts_at": "2026-12-01T15:00:00Z", "rrule": "FREQ=WEEKLY;COUNT=2"}
    assert centre.ask("POST", "/series", ADA_THE_MEMBER, json=wish).status_code == 201
    circle = {"coach_id": BO, "starts_at": "2026-11-25T15:00:00Z", "minutes": 60}
    group = centre.ask("POST", "/groups", BO_THE_COACH, json=circle).json
    centre.ask("POST", f"/groups/{group['id']}/seats", ADA_THE_MEMBER, json={"member_id": ADA})
    centre.ask("POST", "/holds", ADA_THE_MEMBER, json={"match_id": ADA_AND_BO, "starts_at": "2026-11-27T15:00:00Z"})
    centre.room.clock.at = centre.room.clock.at.replace(day=24, hour=20)
    path = f"/sessions/{session['id']}/attendance/unknown"
    centre.ask("PUT", path, BO_THE_COACH, json={"state": "did_not_meet"})
    said = {"person_id": ADA, "kind": "call", "minutes": 10, "outcome": "left_message", "note": CANARY}
    said["funding"] = "county"
    contact = centre.ask("POST", "/contacts", BO_THE_COACH, json=said)
    assert contact.status_code == 201
    centre.ask("POST", f"/contacts/{contact.json['id']}/correction", BO_THE_COACH, json={"minutes": 12})
    centre.ask("GET", f"/contacts?person_id={ADA}", BO_THE_COACH)
    talk = {"person_id": ADA, "kind": "call", "minutes": 5, "funding": "county"}
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=talk).status_code == 201
    version = centre.ask("GET", "/organisation", SUE).headers["ETag"]
    centre.ask("PATCH", "/organisation", SUE, json={"questions_for": ["county"]}, headers={"If-Match": version})
    assert centre.ask("PUT", f"/funder-questions/{ADA}/baseline", SUE).status_code == 200
    return session


def names_somebody(column):
    return column.name.endswith(WHO)


def test_every_table_that_knows_somebody_is_told_or_left_out_for_a_reason():
    known = {name for name, table in metadata.tables.items() if any(map(names_somebody, table.c))}
    assert known - EXPORTED - set(LEFT_OUT) == set()
    assert not EXPORTED & set(LEFT_OUT) and set(metadata.tables) >= EXPORTED
    assert set(HEADINGS) == EXPORTED


def test_a_copy_holds_every_column_of_every_table(centre):
    session = lived(centre)
    parts = export(centre).json["parts"]
    for name in (*OF_MEMBER.keys() - {"referrals", "time_offers"}, *OF_SESSION, "series", "contact_history"):
        assert parts[name], name
        columns = {column.name for column in metadata.tables[name].c} - {"organisation"}
        assert columns - WITHHELD.get(name, set()) == set(parts[name][0]), name
    assert [one["note"] for one in parts["contacts"]] == [CANARY, None]
    assert parts["in_the_way"][0]["answers"] == ["ride"]
    assert session["id"] in {one["id"] for one in parts["sessions"]}
    rows = list(csv.DictReader(io.StringIO(export(centre, form="csv").text)))
    assert {"part": "contacts", "entry": "1", "field": "note", "value": CANARY} in rows
    page = export(centre, form="html", language="es")
    assert page.mimetype == "text/html" and CANARY in page.text and "<h2>Encuentros</h2>" in page.text
    assert export(centre, form="xml").status_code == 422


def test_a_copy_tells_of_nobody_else_and_of_no_count_of_tries(centre):
    apart = {"referral_id": new_id(), "member_id": ADA, "urgency": "routine", "ready_from": centre.room.clock.now()}
    apart |= {"state": "open", "kept_apart": [DEE_THE_MEMBER.person], "referred_by": None, "intake_id": None}
    centre.told_by_others("referral.filed", apart["referral_id"], apart)
    lived(centre)
    whole = export(centre)
    assert whole.json["parts"]["referrals"] and DEE_THE_MEMBER.person not in whole.text
    assert "tries" not in whole.json["parts"]["outreach"][0]


def test_a_coach_s_copy_names_nobody_they_walk_with(centre):
    lived(centre)
    whole = export(centre, BO, BO_THE_COACH)
    assert whole.json["parts"]["hours"] and whole.json["parts"]["groups"]
    assert ADA not in whole.text and CANARY not in whole.text
    for name, hidden in FOR_A_COACH.items():
        theirs = [row for row in whole.json["parts"][name] if row["coach_id"] == BO]
        assert theirs and not hidden & set(theirs[0])


def test_a_copy_is_for_the_person_and_who_looks_after_all_and_that_it_was_made_is_kept(centre):
    lived(centre)
    for stranger in (DEE_THE_MEMBER, BO_THE_COACH, CAM_THE_COACH):
        real, never = export(centre, ADA, stranger), export(centre, new_id(), stranger)
        assert (real.status_code, real.data) == (404, never.data)
    assert export(centre, ADA, SAL_AT_THE_DESK).status_code == 403
    assert export(centre, ADA, Actor(SAL_ELSEWHERE.person, "supervisor", SAL_ELSEWHERE.organisation)).status_code == 404
    assert export(centre, ADA, SUE).status_code == 200
    with reading(centre.room.desk, SUE) as rx:
        assert [row["actor"] for row in rx.rows(audit, audit.c.deed == "export")] == [SUE.person]


def test_who_was_forgotten_has_nothing_left_to_copy(centre):
    lived(centre)
    centre.person(ADA, deed="erased", state="erased")
    parts = export(centre, ADA, SUE).json["parts"]
    assert CANARY not in str(parts) and not any(parts[name] for name in ("contacts", "outreach", "seats", "in_the_way"))
    assert OF_MEMBER.keys() <= parts.keys()
