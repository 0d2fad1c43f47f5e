"""Away, gone, died: one deed each, and everybody who must hear of it does."""

from datetime import timedelta

import pytest


def deed(house, person, noun, actor=None, **said):
    return house.ask("POST", f"/v1/people/{person}/{noun}", actor, json=said)


def state(house, match):
    return house.did("GET", f"/v1/matches/{match}")["state"]


def last(house, type, subject):
    return [event.data for event in house.told(type) if event.subject == subject][-1]


def test_a_person_who_is_away_is_not_silent_and_keeps_their_place(house):
    bo, ada = house.coach(capacity=1), house.member()
    match = house.match(bo, ada)
    away = deed(house, ada, "pause", house.actor(bo, "coach"), reason="in_hospital", until=house.later(days=7))
    assert (away.json["state"], "reason" in away.json) == ("paused", False)
    assert state(house, match) == "paused"
    assert house.told("person.changed")[-1].data["until"] == house.room.clock.at + timedelta(days=7)
    assert "reason" not in house.told("person.changed")[-1].data
    assert house.shown(house.referral(house.member("Eve"))) == []
    house.room.tick(days=8)
    assert {due["kind"] for due in house.did("GET", "/v1/look-again")["items"]} == {"match", "person"}
    assert deed(house, ada, "resumption").json["state"] == "active"
    assert state(house, match) == "active"


def test_nobody_is_asked_for_somebody_who_is_away(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    referral = house.referral(ada)
    house.choose(referral, bo, cam)
    deed(house, ada, "pause", reason="in_treatment", until=house.later(days=28))
    assert house.asked(bo) == house.asked(cam) == []
    seen = house.did("GET", f"/v1/referrals/{referral}")
    assert (seen["state"], seen["look_again_at"]) == ("waiting", house.later(days=28))


def test_nor_is_anybody_asked_by_choosing_before_they_are_back(house):
    bo, ada = house.coach("Bo"), house.member()
    referral = house.referral(ada)
    deed(house, ada, "pause", reason="in_treatment", until=house.later(days=28))
    answer = house.choose(referral, bo)
    assert (answer.status_code, answer.json["code"]) == (409, "person_away")
    deed(house, ada, "resumption")
    assert house.choose(referral, bo).status_code == 201


def test_a_coach_who_is_away_is_asked_nothing_and_their_people_stay(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    match = house.match(bo)
    house.choose(house.referral(house.member("Eve")), bo, cam)
    deed(house, bo, "pause", reason="away")
    assert house.asked(bo) == [] and len(house.asked(cam)) == 1
    assert house.shown(house.referral(house.member("Flo"))) == [cam]
    assert state(house, match) == "active"
    assert last(house, "coach.changed", bo)["state"] == "paused"


def test_a_death_stops_everything_at_once(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    match = house.match(bo, ada)
    rematch = house.did("POST", f"/v1/matches/{match}/rematch", json={})["id"]
    house.choose(rematch, cam)
    before = len(house.room.told())
    assert deed(house, ada, "death").json["state"] == "died"
    why = ("reason", "outcome", "state")
    told = {
        event.type: next(event.data[name] for name in why if event.data.get(name))
        for event in house.room.told()[before:]
    }
    assert told == dict.fromkeys(("person.changed", "match.ended", "offer.withdrawn", "referral.closed"), "died")
    assert house.asked(cam) == []
    assert "reason" not in house.asked(cam, "withdrawn")[0]
    again = deed(house, ada, "death")
    assert (again.status_code, again.json["code"]) == (409, "death_recorded")
    anew = house.ask("POST", "/v1/referrals", json={"member_id": ada})
    assert (anew.status_code, anew.json["code"]) == (409, "not_with_us")


def test_who_walked_with_somebody_who_died_is_told_by_a_person(house):
    bo, ada = house.coach(), house.member()
    house.match(bo, ada)
    deed(house, ada, "death")
    [tiding] = house.did("GET", "/v1/tidings")["items"]
    assert (tiding["about_id"], tiding["tell_id"]) == (ada, bo)
    told = house.did("POST", f"/v1/tidings/{tiding['id']}/telling")
    assert told["told_by"] == house.intake.person
    assert house.did("GET", "/v1/tidings")["items"] == []
    again = house.ask("POST", f"/v1/tidings/{tiding['id']}/telling")
    assert (again.status_code, again.json["code"]) == (409, "told_already")


def test_a_mistake_is_taken_back_and_nobody_is_told(house):
    bo, ada = house.coach(), house.member()
    house.match(bo, ada)
    deed(house, ada, "death")
    path = f"/v1/people/{ada}/death"
    assert house.did("DELETE", path, house.supervisor)["state"] == "active"
    assert house.did("GET", "/v1/tidings")["items"] == []
    assert house.ask("DELETE", path, house.supervisor).status_code == 409
    assert house.referral(ada)


def test_when_a_coach_leaves_their_people_come_first(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    ada, eve = house.member("Ada"), house.member("Eve")
    match, other = house.match(bo, ada), house.match(bo, eve)
    house.did("PUT", f"/v1/matches/{match}/handover", house.actor(bo, "coach"), json={"note": "Tea, no sugar."})
    house.did("POST", f"/v1/matches/{match}/handover/agreement", house.actor(ada, "member"), json={})
    house.choose(house.referral(house.member("Flo")), bo, cam)
    gone = house.did("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json={})
    assert gone["state"] == "ended"
    assert len(house.asked(cam)) == 1
    assert {state(house, one) for one in (match, other)} == {"ended"}
    waiting = house.did("GET", "/v1/reassignments")["items"]
    assert {one["referral"]["member_id"]: one["has_handover"] for one in waiting} == {ada: True, eve: False}
    assert {one["referral"]["source"] for one in waiting} == {"coach_left"}
    assert house.shown(waiting[0]["referral"]["id"]) == [cam]
    assert last(house, "coach.changed", bo)["state"] == "ended"


def test_a_coach_who_leaves_later_walks_on_until_somebody_takes_over(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    ada, eve = house.member("Ada"), house.member("Eve")
    match, other = house.match(bo, ada), house.match(bo, eve)
    said = {"leaves_at": house.later(days=14)}
    house.did("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json=said)
    assert {state(house, one) for one in (match, other)} == {"active"}
    seen = {
        who.role: house.did("GET", f"/v1/coaches/{bo}", who) for who in (house.actor(ada, "member"), house.supervisor)
    }
    assert {role: one["until"] for role, one in seen.items()} == {"member": None, "supervisor": said["leaves_at"]}
    waiting = {one["referral"]["member_id"]: one for one in house.did("GET", "/v1/reassignments")["items"]}
    assert waiting[ada]["ends_at"] == said["leaves_at"]
    assert house.shown(waiting[ada]["referral"]["id"]) == [cam]
    house.choose(waiting[ada]["referral"]["id"], cam)
    house.accept(house.asked(cam)[0]["id"], cam)
    assert (state(house, match), state(house, other)) == ("ended", "active")
    house.room.tick(days=14)
    assert state(house, other) == "ended"
    assert last(house, "coach.changed", bo)["state"] == "ended"
    assert [one["referral"]["member_id"] for one in house.did("GET", "/v1/reassignments")["items"]] == [eve]


def test_a_wish_for_another_coach_moves_up_when_the_coach_leaves(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    asked = house.did("POST", f"/v1/matches/{match}/rematch", json={})["id"]
    house.did("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json={})
    [waiting] = house.did("GET", "/v1/reassignments")["items"]
    assert (waiting["referral"]["id"], waiting["referral"]["source"]) == (asked, "rematch")


@pytest.mark.parametrize("noun", ["pause", "resumption"])
def test_a_stranger_says_nothing_about_anybody(house, noun):
    ada, eve, cam = house.member(), house.member("Eve"), house.coach("Cam")
    for stranger in (house.actor(eve, "member"), house.actor(cam, "coach")):
        assert deed(house, ada, noun, stranger, **({"reason": "away"} if noun == "pause" else {})).status_code == 404


def test_a_person_says_themselves_that_they_need_space(house):
    ada = house.member()
    asked = deed(house, ada, "pause", house.actor(ada, "member"), reason="asked_for_space")
    assert (asked.json["state"], asked.json["reason"]) == ("paused", "asked_for_space")
