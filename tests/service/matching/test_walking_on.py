"""While two people walk together: how often, until when, with whom next."""

import pytest


def agree(house, match, actor=None, *, version=1, **said):
    return house.ask("PATCH", f"/v1/matches/{match}", actor, json=said, headers={"If-Match": f'"{version}"'})


def seen(house, match, actor=None):
    return house.did("GET", f"/v1/matches/{match}", actor)


@pytest.mark.parametrize("cadence, weight, days", [
    ("twice_weekly", 2.0, 4), ("weekly", 1.0, 7), ("every_other_week", 0.5, 14), ("calls_only", 0.25, 7),
])  # fmt: skip
def test_what_a_match_weighs_follows_from_how_often_the_two_meet(house, cadence, weight, days):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    agreed = agree(house, match, house.actor(ada, "member"), cadence=cadence, minutes=30, modalities=["phone"])
    assert (agreed.status_code, agreed.json["cadence_days"], agreed.headers["ETag"]) == (200, days, '"2"')
    [told] = house.told("match.changed")
    assert (told.data["weight"], told.data["minutes"], told.data["modalities"]) == (weight, 30, ["phone"])
    assert house.did("GET", f"/v1/coaches/{bo}")["load"] == weight


def test_nobody_agrees_to_more_than_a_coach_can_carry(house):
    bo = house.coach(capacity=1.5)
    match = house.match(bo)
    answer = agree(house, match, cadence="twice_weekly")
    assert (answer.status_code, answer.json["code"]) == (409, "more_than_they_carry")
    me = {"headers": {"If-Match": '"1"'}}
    house.did("PATCH", f"/v1/coaches/{bo}", house.actor(bo, "coach"), json={"capacity": 2}, **me)
    assert agree(house, match, cadence="twice_weekly").status_code == 200


def test_meeting_less_often_makes_room_for_somebody_else(house):
    bo = house.coach(capacity=1.5)
    match, other = house.match(bo), house.referral(house.member("Eve"))
    assert house.shown(other) == []
    agree(house, match, cadence="every_other_week")
    assert house.shown(other) == [bo]


def test_nobody_overwrites_an_agreement_unread(house):
    match = house.match(house.coach())
    assert agree(house, match, cadence="calls_only").status_code == 200
    assert agree(house, match, cadence="weekly").status_code == 412
    assert agree(house, match, version=2, cadence="daily").status_code == 422
    assert agree(house, match, version=2, weight=9).status_code == 422


def test_an_ending_both_can_see_coming(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    plan = {"ends_at": house.later(days=21), "reason": "done_well"}
    planned = house.did("POST", f"/v1/matches/{match}/planned-ending", house.actor(ada, "member"), json=plan)
    assert (planned["state"], planned["ends_at"]) == ("active", plan["ends_at"])
    assert "ends_reason" not in seen(house, match, house.actor(bo, "coach"))
    house.room.tick(days=20)
    assert seen(house, match)["state"] == "active"
    house.room.tick(days=1)
    assert (seen(house, match)["state"], seen(house, match)["reason"]) == ("ended", "done_well")
    assert [event.data["ends_at"] is None for event in house.told("match.changed")] == [False]


def test_a_planned_ending_can_be_thought_better_of(house):
    match = house.match(house.coach())
    house.did("POST", f"/v1/matches/{match}/planned-ending", json={"ends_at": house.later(days=2)})
    house.did("DELETE", f"/v1/matches/{match}/planned-ending")
    house.room.tick(days=3)
    assert seen(house, match)["state"] == "active"
    again = house.ask("DELETE", f"/v1/matches/{match}/planned-ending")
    assert (again.status_code, again.json["code"]) == (409, "no_ending_planned")
    past = house.ask("POST", f"/v1/matches/{match}/planned-ending", json={"ends_at": house.later(days=-1)})
    assert (past.status_code, list(past.json["errors"])) == (422, ["ends_at"])


def test_another_coach_without_blame_and_the_old_one_until_then(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    match, member = house.match(bo, ada), house.actor(ada, "member")
    asked = house.did("POST", f"/v1/matches/{match}/rematch", member, json={"coach_hears": "by_member"})
    assert (asked["source"], asked["replaces_match_id"], asked["state"]) == ("rematch", match, "waiting")
    assert seen(house, match)["state"] == "active"
    assert house.shown(asked["id"]) == [cam]
    again = house.ask("POST", f"/v1/matches/{match}/rematch", member, json={})
    assert (again.status_code, again.json["code"]) == (409, "rematch_asked")

    house.choose(asked["id"], cam)
    house.accept(house.asked(cam)[0]["id"], cam)
    assert (seen(house, match)["state"], seen(house, match)["reason"]) == ("ended", "new_coach")
    assert house.told("match.ended")[0].data["coach_hears"] == "by_member"
    assert bo in house.shown(house.referral(ada))  # they can come back


def test_another_coach_at_once(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    house.did("POST", f"/v1/matches/{match}/rematch", json={"until_then": False})
    assert seen(house, match)["state"] == "ended"
    assert [event.data["coach_hears"] for event in house.told("match.ended")] == ["kindly"]
    late = house.ask("POST", f"/v1/matches/{match}/rematch", json={})
    assert (late.status_code, late.json["code"]) == (409, "no_longer_matched")


def test_a_pause_always_has_a_day_to_look_again(house):
    match = house.match(house.coach())
    house.did("POST", f"/v1/matches/{match}/pause", json={"reason": "away"})
    assert seen(house, match)["until"] == house.later(days=14)
    assert house.did("GET", "/v1/look-again")["items"] == []
    house.room.tick(days=15)
    [due] = house.did("GET", "/v1/look-again")["items"]
    assert (due["kind"], due["id"], due["reason"]) == ("match", match, "away")


def test_a_note_is_handed_on_only_once_the_person_agrees(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    match, coach, member = house.match(bo, ada), house.actor(bo, "coach"), house.actor(ada, "member")
    path = f"/v1/matches/{match}/handover"
    house.did("PUT", path, coach, json={"note": "Mornings are best."})
    assert house.did("GET", path, member)["note"] == "Mornings are best."
    assert house.ask("GET", path).status_code == 404
    assert house.did("POST", f"{path}/agreement", member, json={})["agreed_how"] == "themselves"
    assert house.did("GET", path)["note"] == "Mornings are best."

    asked = house.did("POST", f"/v1/matches/{match}/rematch", json={})["id"]
    house.choose(asked, cam)
    assert house.ask("GET", path, house.actor(cam, "coach")).status_code == 404
    house.accept(house.asked(cam)[0]["id"], cam)
    assert house.did("GET", path, house.actor(cam, "coach"))["note"] == "Mornings are best."
    house.did("POST", f"{path}/agreement", member, json={"agreed": False})
    assert house.ask("GET", path, house.actor(cam, "coach")).status_code == 404
    assert "Mornings" not in house.room.wire()


def test_what_is_written_anew_is_agreed_to_anew(house):
    bo = house.coach()
    path = f"/v1/matches/{house.match(bo)}/handover"
    house.did("PUT", path, house.actor(bo, "coach"), json={"note": "One."})
    agreed = house.ask("POST", f"{path}/agreement", house.actor(bo, "coach"), json={})
    assert (agreed.status_code, list(agreed.json["errors"])) == (422, ["how"])
    house.did("POST", f"{path}/agreement", house.actor(bo, "coach"), json={"how": "in_person"})
    house.did("PUT", path, house.actor(bo, "coach"), json={"note": "Two."})
    assert house.ask("GET", path).status_code == 404
