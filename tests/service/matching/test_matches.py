import pytest

from shared.kernel.ids import new_id


def act(house, match, deed, actor=None, **said):
    return house.ask("POST", f"/v1/matches/{match}/{deed}", actor, json=said)


def test_two_who_know_each_other_part_without_a_word_and_the_next_is_asked(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    referral = house.referral(ada)
    house.choose(referral, bo, cam)
    match = house.accept(house.asked(bo)[0]["id"], bo).json["match_id"]
    undone = house.ask("POST", f"/v1/matches/{match}/acquaintance", house.actor(bo, "coach"))
    assert (undone.status_code, undone.json["state"]) == (201, "not_started")
    assert len(house.asked(cam)) == 1
    assert [event.data["state"] for event in house.told("match.ended")] == ["not_started"]
    assert house.did("GET", f"/v1/referrals/{referral}")["state"] == "offered"
    house.accept(house.asked(cam)[0]["id"], cam)
    assert bo not in house.shown(house.referral(ada))


def test_an_ending_frees_the_place_and_its_reason_stays_with_the_organisation(house):
    bo, ada = house.coach(capacity=1), house.member()
    match = house.match(bo, ada)
    ended = act(house, match, "ending", house.actor(ada, "member"), reason="asked_for_space")
    assert ended.json["state"] == "ended" and "reason" not in ended.json
    for person, role in ((bo, "coach"), (ada, "member")):
        assert "reason" not in house.did("GET", f"/v1/matches/{match}", house.actor(person, role))
    assert house.did("GET", f"/v1/matches/{match}")["reason"] == "asked_for_space"
    assert house.shown(house.referral(house.member("Eve"))) == [bo]


def test_an_ending_to_keep_apart_keeps_apart(house):
    bo, ada = house.coach(), house.member()
    act(house, house.match(bo, ada), "ending", reason="keep_apart")
    assert house.shown(house.referral(ada)) == []


def test_an_ended_match_is_not_ended_again(house):
    match = house.match(house.coach())
    act(house, match, "ending")
    again = act(house, match, "ending")
    assert (again.status_code, again.json["detail"]) == (409, "These two are no longer matched.")


def test_a_pause_keeps_the_place_and_says_when_to_look_again(house):
    bo = house.coach(capacity=1)
    match = house.match(bo)
    paused = act(house, match, "pause", reason="in_hospital", until=house.later(days=14))
    assert (paused.json["state"], paused.json["until"]) == ("paused", house.later(days=14))
    assert house.shown(house.referral(house.member("Eve"))) == []
    resumed = house.ask("POST", f"/v1/matches/{match}/resumption", house.actor(bo, "coach"))
    assert resumed.json["state"] == "active"
    assert [event.type for event in house.room.told() if event.subject == match] == [
        "match.accepted", "match.paused", "match.changed",
    ]  # fmt: skip


def test_a_pause_ends_in_the_future(house):
    answer = act(house, house.match(house.coach()), "pause", until=house.later(days=-1))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["until"])


@pytest.mark.parametrize("deed", ["ending", "pause", "resumption", "acquaintance"])
def test_a_stranger_changes_no_match(house, deed):
    match = house.match(house.coach())
    stranger = house.actor(house.coach("Cam"), "coach")
    real, never = (house.ask("POST", f"/v1/matches/{id}/{deed}", stranger, json={}) for id in (match, new_id()))
    assert (real.status_code, real.data) == (404, never.data)


def test_everybody_lists_their_own(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    house.match(house.coach("Cam"), house.member("Eve"))
    for person, role in ((bo, "coach"), (ada, "member")):
        listed = house.did("GET", "/v1/matches", house.actor(person, role))
        assert [one["id"] for one in listed["items"]] == [match]
    assert len(house.did("GET", "/v1/matches")["items"]) == 2
