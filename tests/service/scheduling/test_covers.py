"""A coach is away: colleagues are asked, the first who says yes has the session, and the person is met."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import (
    ADA,
    ADA_AND_BO,
    ADA_THE_MEMBER,
    BO,
    BO_THE_COACH,
    CAM,
    CAM_THE_COACH,
    DEE_AND_CAM,
    HARBOUR,
    SAL_AT_THE_DESK,
    TUESDAY_TEN,
)

FLO, GUS = new_id(), new_id()
FLO_THE_COACH, GUS_THE_COACH = Actor(FLO, "coach", HARBOUR), Actor(GUS, "coach", HARBOUR)
TWO = "2026-11-24T19:00:00Z"
TUESDAY = {"from": "2026-11-24T05:00:00Z", "to": "2026-11-25T05:00:00Z"}


@pytest.fixture
def centre(open_centre):
    for coach in (FLO, GUS):
        open_centre.hours(coach)
    return open_centre


def offer(centre, session, actor=BO_THE_COACH, **how):
    return centre.do(session, "cover", actor, **how)


def claim(centre, cover, who=FLO_THE_COACH, **given):
    return centre.ask("POST", f"/covers/{cover['id']}/claim", who, json=given)


def seen(centre, session, who=SAL_AT_THE_DESK):
    return centre.ask("GET", f"/sessions/{session['id']}", who)


def test_colleagues_are_asked_and_the_answer_says_who_could_not_be(centre):
    centre.booked(actor=SAL_AT_THE_DESK, match_id=DEE_AND_CAM)
    cover = offer(centre, centre.booked())
    assert cover.status_code == 201, cover.json
    assert set(cover.json["told"]) == {FLO, GUS}
    assert cover.json["not_told"] == [{"coach_id": CAM, "reason": "elsewhere"}]
    told = centre.said("cover.")[-1]
    assert (told.type, set(told.data["told"]), told.data["not_told"]) == ("cover.offered", {FLO, GUS}, [CAM])


def test_who_claims_it_has_the_session_and_the_time_at_once(centre):
    session = centre.booked()
    cover = offer(centre, session).json
    listed = centre.ask("GET", "/covers", FLO_THE_COACH).json["items"]
    assert [each["id"] for each in listed] == [cover["id"]] and ADA not in str(listed) and "told" not in listed[0]
    assert seen(centre, session, FLO_THE_COACH).status_code == 404
    assert claim(centre, cover).json["claimed_by"] == FLO
    now = seen(centre, session, FLO_THE_COACH).json
    assert (now["coach_id"], now["covers_for"], now["sequence"], now["state"]) == (FLO, BO, 1, "booked")
    assert seen(centre, session, BO_THE_COACH).status_code == 200
    assert TUESDAY_TEN in centre.openings(SAL_AT_THE_DESK, coach_id=BO)
    assert TUESDAY_TEN not in centre.openings(SAL_AT_THE_DESK, coach_id=FLO)
    assert (centre.said()[-1].data["coach_id"], centre.types("cover.")) == (FLO, ["cover.offered", "cover.claimed"])


def test_twenty_claims_and_one_has_it(centre):
    many = [Actor(new_id(), "coach", HARBOUR) for _ in range(20)]
    for coach in many:
        centre.hours(coach.person)
    session = centre.booked()
    cover = offer(centre, session).json
    ready = Barrier(len(many))

    def want(coach):
        ready.wait()
        answer = claim(centre, cover, coach)
        while answer.status_code == 503:
            answer = claim(centre, cover, coach)
        return answer

    with ThreadPoolExecutor(len(many)) as crowd:
        answers = list(crowd.map(want, many))
    assert sorted(each.status_code for each in answers) == [201] + [409] * 19
    assert {each.json["code"] for each in answers if each.status_code == 409} == {"claimed"}
    (winner,) = [each.json["claimed_by"] for each in answers if each.status_code == 201]
    assert seen(centre, session).json["coach_id"] == winner


def test_who_is_promised_elsewhere_meanwhile_cannot_claim(centre):
    cover = offer(centre, centre.booked(), colleague_ids=[CAM, FLO]).json
    centre.booked(actor=SAL_AT_THE_DESK, match_id=DEE_AND_CAM)
    assert claim(centre, cover, CAM_THE_COACH).json["code"] == "taken"
    assert claim(centre, cover, GUS_THE_COACH).status_code == 404
    assert claim(centre, cover).status_code == 201


def test_who_is_kept_apart_is_not_asked_and_nobody_hears_why(centre):
    facts = {"referral_id": new_id(), "member_id": ADA, "urgency": "routine", "ready_from": centre.room.clock.now()}
    facts |= {"state": "closed", "kept_apart": [FLO], "referred_by": None, "intake_id": None}
    centre.told_by_others("referral.filed", facts["referral_id"], facts)
    cover = offer(centre, centre.booked(), colleague_ids=[FLO, new_id(), GUS]).json
    assert cover["told"] == [GUS]
    assert {each["reason"] for each in cover["not_told"]} == {"not_here"}
    assert claim(centre, cover).status_code == 404


def test_when_nobody_can_be_asked_it_is_said_and_the_session_stays(centre):
    session = centre.booked()
    assert offer(centre, session, colleague_ids=[new_id()]).json["code"] == "nobody"
    assert seen(centre, session).json["coach_id"] == BO


def test_a_whole_day_is_offered_at_once(centre):
    first, second = centre.booked(), centre.booked(starts_at=TWO)
    answer = centre.ask("POST", f"/coaches/{BO}/covers", BO_THE_COACH, json=TUESDAY | {"colleague_ids": [FLO]})
    assert [each["session_id"] for each in answer.json["items"]] == [first["id"], second["id"]]
    for cover in answer.json["items"]:
        assert claim(centre, cover).status_code == 201
    assert centre.ask("POST", f"/coaches/{BO}/covers", CAM_THE_COACH, json=TUESDAY).status_code == 404


def test_what_is_called_off_or_moved_needs_nobody(centre):
    session = centre.booked()
    cover = offer(centre, session).json
    assert offer(centre, session).json["code"] == "offered"
    centre.do(session, "move", ADA_THE_MEMBER, starts_at=TWO)
    assert claim(centre, cover).json["code"] == "closed"
    assert centre.said("cover.")[-1].type == "cover.withdrawn"


def test_a_covered_session_that_moves_goes_back_to_its_own_coach(centre):
    session = centre.booked()
    claim(centre, offer(centre, session).json)
    moved = centre.do(session, "move", ADA_THE_MEMBER, starts_at=TWO).json
    assert (moved["coach_id"], moved["covers_for"]) == (BO, None)
    assert TUESDAY_TEN in centre.openings(SAL_AT_THE_DESK, coach_id=FLO)


def test_a_coach_may_keep_it_after_all(centre):
    session = centre.booked()
    cover = offer(centre, session).json
    path = f"/covers/{cover['id']}/withdrawal"
    assert centre.ask("POST", path, FLO_THE_COACH, json={}).status_code == 404
    assert centre.ask("POST", path, BO_THE_COACH, json={}).json["state"] == "withdrawn"
    assert claim(centre, cover).json["code"] == "closed"


def test_when_its_time_has_come_and_nobody_claimed_it_its_coach_hears_so(centre):
    offer(centre, centre.booked())
    centre.room.tick(days=2)
    assert centre.said("cover.")[-1].type == "cover.withdrawn"


def test_the_desk_writes_down_who_said_yes_on_the_telephone(centre):
    session = centre.booked(match_id=ADA_AND_BO)
    cover = offer(centre, session, SAL_AT_THE_DESK).json
    assert claim(centre, cover, SAL_AT_THE_DESK, coach_id=GUS).json["claimed_by"] == GUS
    assert seen(centre, session).json["coach_id"] == GUS


def test_a_groups_meeting_is_covered_like_any_session_and_who_covers_counts_the_heads(centre):
    wish = {"coach_id": BO, "starts_at": TUESDAY_TEN, "minutes": 60}
    group = centre.ask("POST", "/groups", BO_THE_COACH, json=wish).json
    session = {"id": group["meetings"][0]["session_id"]}
    assert claim(centre, offer(centre, session).json).status_code == 201
    centre.room.clock.at += timedelta(days=2)
    counted = centre.ask("POST", f"/groups/{group['id']}/attendance", FLO_THE_COACH, json={"people": [ADA]})
    assert (counted.status_code, centre.said("contact.")[-1].data["coach_id"]) == (201, FLO)
