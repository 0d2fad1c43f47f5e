"""Whoever arranges first conversations hears who is kept apart: ids, and never why."""


def last_told(house, referral):
    """The newest word about this request."""
    told = [event for event in house.room.told() if event.type.startswith("referral.") and event.subject == referral]
    assert len({event.aggregateversion for event in told}) == len(told)
    return max(told, key=lambda event: event.aggregateversion)


def kept_apart(house, referral):
    return last_told(house, referral).data["kept_apart"]


def keep_apart(house, *people):
    house.did("POST", "/v1/never-matches", json={"person_ids": list(people), "kind": "kin", "note": "cousins"})


def test_a_request_says_from_the_start_who_is_kept_apart_whoever_was_named_first(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    keep_apart(house, bo, ada)
    keep_apart(house, ada, cam)
    assert kept_apart(house, house.referral(ada)) == sorted([bo, cam])


def test_a_pair_made_while_the_person_waits_is_told_at_once(house):
    bo, ada = house.coach(), house.member()
    referral, others = house.referral(ada), house.referral(house.member("Eve"))
    keep_apart(house, bo, ada)
    told = last_told(house, referral)
    assert (told.type, told.aggregateversion, told.data["kept_apart"]) == ("referral.filed", 2, [bo])
    assert (told.data["state"], kept_apart(house, others)) == ("waiting", [])
    assert "cousins" not in str(house.room.told()) and "kin" not in told.data.values()


def test_a_coach_who_says_they_know_each_other_is_told_of(house):
    bo, ada = house.coach(), house.member()
    offer = house.offered(bo, ada)
    said = {"reason": "know_each_other"}
    house.did("POST", f"/v1/offers/{offer}/decline", house.actor(bo, "coach"), json=said)
    assert kept_apart(house, house.told("referral.filed")[0].subject) == [bo]


def test_two_who_find_they_know_each_other_are_told_of(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    house.did("POST", f"/v1/matches/{match}/acquaintance", house.actor(bo, "coach"))
    assert kept_apart(house, house.told("match.ended")[0].data["referral_id"]) == [bo]


def test_an_ending_to_keep_apart_is_told_for_the_request_that_was_matched(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    house.did("POST", f"/v1/matches/{match}/ending", json={"reason": "keep_apart"})
    told = last_told(house, house.told("match.ended")[0].data["referral_id"])
    assert (told.type, told.data["state"], told.data["kept_apart"]) == ("referral.closed", "matched", [bo])
    assert kept_apart(house, house.referral(ada)) == [bo]
