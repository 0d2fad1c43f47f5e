"""A funder's questions: whom they are due for, and that they are settled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from shared.db.common import audit
from shared.db.transaction import reading
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    DEE,
    SAL_AT_THE_DESK,
    SAL_ELSEWHERE,
)
from tests.service.scheduling.test_erasing import rows_that_name
from tests.service.scheduling.test_ways import SUE

PATH = "/funder-questions"


@pytest.fixture
def centre(open_centre):
    """Ada was first spoken with on the county's money on 2 November; it is the 23rd."""
    for person in (ADA, DEE):
        open_centre.person(person)
    version = open_centre.ask("GET", "/organisation", SUE).headers["ETag"]
    change = {"json": {"questions_for": ["county"]}, "headers": {"If-Match": version}}
    assert open_centre.ask("PATCH", "/organisation", SUE, **change).status_code == 200
    for person, at, funding in ((ADA, "05", "county"), (ADA, "02", "county"), (ADA, "01", "sor"), (DEE, "02", "sor")):
        spoken = {"person_id": person, "kind": "call", "at": f"2026-11-{at}T15:00:00Z", "outcome": "talked"}
        answer = open_centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=spoken | {"funding": funding})
        assert answer.status_code == 201, answer.json
    return open_centre


def due(centre, actor=SAL_AT_THE_DESK):
    answer = centre.ask("GET", PATH, actor)
    assert answer.status_code == 200, answer.json
    assert {each["person_id"] for each in answer.json["items"]} <= {ADA}
    return [(each["kind"], each["due_at"], each["late"]) for each in answer.json["items"] if not each["settled_at"]]


def deeds(centre):
    with reading(centre.room.desk, SUE) as rx:
        return [row["deed"] for row in rx.rows(audit, order_by=[audit.c.at])]


def test_what_is_due_is_listed_until_it_is_settled(centre):
    baseline = ("baseline", "2026-12-02T15:00:00Z", False)
    assert due(centre) == [baseline]
    centre.room.clock.at = centre.room.clock.at.replace(month=12, day=3)
    assert due(centre) == [("baseline", "2026-12-02T15:00:00Z", True)]
    for _ in range(2):
        assert centre.ask("PUT", f"{PATH}/{ADA}/baseline", SAL_AT_THE_DESK).status_code == 200
        centre.room.clock.at += timedelta(minutes=5)
    assert due(centre) == []
    [known] = centre.ask("GET", PATH, SUE).json["items"]
    assert (known["settled_at"], known["late"]) == ("2026-12-03T14:00:00Z", False)
    for _ in range(2):
        assert centre.ask("DELETE", f"{PATH}/{ADA}/baseline", SAL_AT_THE_DESK).status_code == 200
    assert [kind for kind, _, _ in due(centre)] == ["baseline"]
    assert [deed for deed in deeds(centre) if "questions" in deed] == [
        "settle_funder_questions",
        "ask_funder_questions_again",
    ]
    assert "read_contacts" in deeds(centre)


def test_when_nobody_walks_with_them_any_more_the_last_is_due_and_again_when_they_came_back(centre):
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="ended")
    assert [kind for kind, _, _ in due(centre)] == ["baseline", "closeout"]
    assert centre.ask("PUT", f"{PATH}/{ADA}/closeout", SAL_AT_THE_DESK).status_code == 200
    again = new_id()
    centre.match(again, BO, ADA)
    assert [kind for kind, _, _ in due(centre)] == ["baseline"]
    centre.room.clock.at = centre.room.clock.at.replace(day=28)
    centre.match(again, BO, ADA, deed="ended", state="ended")
    assert due(centre)[1] == ("closeout", "2026-12-28T14:00:00Z", False)


def test_an_end_told_to_who_lost_their_copy_has_no_day_and_hides_no_later_one(centre):
    centre.match(new_id(), BO, ADA, deed="ended", state="ended")
    centre.match(ADA_AND_BO, BO, ADA, deed="changed", state="not_started")
    assert [kind for kind, _, _ in due(centre)] == ["baseline"]
    walked = new_id()
    for deed, state in (("accepted", "active"), ("ended", "ended")):
        centre.match(walked, BO, ADA, deed=deed, state=state)
    assert [kind for kind, _, _ in due(centre)] == ["baseline", "closeout"]


def test_who_was_never_reached_or_would_rather_not_be_rung_is_not_on_the_list(centre):
    spoken = {
        "person_id": DEE,
        "kind": "call",
        "at": "2026-11-02T15:00:00Z",
        "outcome": "no_answer",
        "funding": "county",
    }
    assert centre.ask("POST", "/contacts", SAL_AT_THE_DESK, json=spoken).status_code == 201
    assert due(centre) and centre.ask("GET", PATH, SUE).json["count"] == 1
    centre.person(ADA, deed="changed", do_not_contact=True)
    assert due(centre) == []


def test_settled_by_several_at_once_it_is_settled_once(centre):
    """Both engines: a row that is not there yet is no lock."""
    together = Barrier(6)

    def settle(_):
        together.wait()
        return centre.ask("PUT", f"{PATH}/{ADA}/baseline", SAL_AT_THE_DESK).status_code

    with ThreadPoolExecutor(6) as crowd:
        assert list(crowd.map(settle, range(6))) == [200] * 6
    assert deeds(centre).count("settle_funder_questions") == 1


def test_it_is_for_the_desk_and_supervisors_of_ones_own_house(centre):
    for actor in (ADA_THE_MEMBER, BO_THE_COACH):
        assert centre.ask("GET", PATH, actor).status_code == 403
    assert due(centre, SUE) and due(centre, SAL_ELSEWHERE) == []
    for path in (f"{ADA}/yearly", f"{ADA}/closeout", f"{DEE}/baseline", f"{new_id()}/baseline"):
        assert centre.ask("PUT", f"{PATH}/{path}", SAL_AT_THE_DESK).status_code == 404
    for method in ("PUT", "DELETE"):
        assert centre.ask(method, f"{PATH}/{ADA}/baseline", SAL_ELSEWHERE).status_code == 404


def test_who_died_is_due_for_nothing_and_who_is_forgotten_leaves_no_row(centre):
    assert centre.ask("PUT", f"{PATH}/{ADA}/baseline", SAL_AT_THE_DESK).status_code == 200
    told = centre.ask("GET", f"/people/{ADA}/export", SUE).json["parts"]["funder_questions"]
    assert [each["kind"] for each in told] == ["baseline"]
    centre.match(ADA_AND_BO, BO, ADA, deed="ended", state="ended")
    centre.person(ADA, deed="changed", state="died")
    assert due(centre) == []
    centre.person(ADA, deed="erased", state="erased")
    assert "funder_questions" not in rows_that_name(centre, ADA)
