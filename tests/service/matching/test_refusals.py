"""What is not drawn is refused with 409, in words, in both languages, whoever asks; and nothing has happened."""

import pytest

AFTER_THE_END = [
    ("POST", "ending", {}), ("POST", "pause", {}), ("POST", "resumption", None), ("POST", "acquaintance", None),
    ("POST", "rematch", {}), ("POST", "planned-ending", {"ends_at": "2027-01-01T00:00:00Z"}),
    ("DELETE", "planned-ending", None),
]  # fmt: skip


def refused(house, method, path, said, actor=None):
    before = len(house.room.told())
    answer = house.ask(method, path, actor, **({} if said is None else {"json": said}))
    assert answer.status_code == 409, answer.text
    assert set(answer.json["in_words"]) == {"en", "es"} and answer.json["in_words"]["en"] == answer.json["detail"]
    assert len(house.room.told()) == before
    return answer.json["code"]


@pytest.mark.parametrize("how", ["ending", "acquaintance"])
def test_what_is_over_is_over(house, how):
    match = house.match(house.coach())
    house.did("POST", f"/v1/matches/{match}/{how}", json={})
    for method, deed, said in AFTER_THE_END:
        if (how, deed) != ("ending", "acquaintance"):
            refused(house, method, f"/v1/matches/{match}/{deed}", said)
    agreed = house.ask("PATCH", f"/v1/matches/{match}", json={"cadence": "weekly"}, headers={"If-Match": '"2"'})
    assert (agreed.status_code, agreed.json["code"]) == (409, "no_longer_matched")


def test_two_who_parted_did_know_each_other_too_late(house):
    match = house.match(house.coach())
    house.room.tick(days=7)
    assert refused(house, "POST", f"/v1/matches/{match}/acquaintance", None) == "too_late_to_undo"


@pytest.mark.parametrize("answer", ["decline", "withdrawal", "acceptance"])
def test_an_offer_is_answered_once(house, answer):
    bo = house.coach()
    offer, coach = house.offered(bo), house.actor(bo, "coach")
    house.did("POST", f"/v1/offers/{offer}/{answer}", house.intake if answer == "withdrawal" else coach, json={})
    for again, actor in (("decline", coach), ("acceptance", coach), ("withdrawal", house.intake)):
        assert refused(house, "POST", f"/v1/offers/{offer}/{again}", {}, actor) == "offer_not_open"


def test_a_closed_request_stays_closed(house):
    bo = house.coach()
    referral = house.referral(house.member())
    shortlist = house.shortlist(referral)["shortlist_id"]
    house.did("POST", f"/v1/referrals/{referral}/withdrawal", json={})
    path = f"/v1/referrals/{referral}"
    assert refused(house, "POST", f"{path}/withdrawal", {}) == "already_closed"
    assert refused(house, "POST", f"{path}/search", {"next_steps": ["groups"]}) == "not_waiting"
    chosen = {"shortlist_id": shortlist, "coach_ids": [bo]}
    assert refused(house, "POST", f"{path}/choices", chosen) == "not_waiting"
    changed = house.ask("PATCH", path, json={"urgency": "soon"}, headers={"If-Match": '"2"'})
    assert (changed.status_code, changed.json["code"]) == (409, "already_closed")


def test_nobody_comes_back_who_was_not_away(house):
    ada, bo = house.member(), house.coach()
    assert refused(house, "POST", f"/v1/people/{ada}/resumption", None) == "person_not_paused"
    house.did("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json={})
    for leaves_at in (None, "2027-01-01T00:00:00Z"):
        said = {"leaves_at": leaves_at}
        assert refused(house, "POST", f"/v1/coaches/{bo}/departure", said, house.supervisor) == "not_with_us"
    assert refused(house, "POST", f"/v1/people/{bo}/pause", {"reason": "away"}) == "not_with_us"
