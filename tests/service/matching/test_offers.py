from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def test_an_offer_tells_of_nobody(house):
    bo, ada = house.coach(), house.member("Zebulon")
    offer = house.offered(bo, ada)
    [seen] = house.asked(bo)
    assert ada not in str(seen) and "Zebulon" not in str(seen) and "referral_id" not in seen
    assert seen["about"] == {"facts": [], "thinned": False}
    assert house.accept(offer, bo).json["match_id"]


def test_an_offer_tells_what_many_share_and_leaves_out_what_few_do(house):
    grief = {
        "profile": {"health": ["grief"], "age_band": ["35_49"]},
        "shown": {"health": ["grief"], "age_band": ["35_49"]},
    }
    for name in ("Eve", "Flo", "Gus", "Hal"):
        house.member(name, language="en", profile={"age_band": ["35_49"]})
    bo = house.coach(**grief)
    house.offered(bo, house.member(language="en", **grief))
    about = house.asked(bo)[0]["about"]
    assert [(fact["facet"], fact["code"]) for fact in about["facts"]] == [("languages", "en"), ("age_band", "35_49")]
    assert about["thinned"]


def test_one_coach_is_asked_at_a_time_and_no_answer_moves_on(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    referral = house.referral(house.member(), urgency="urgent")
    house.choose(referral, bo, cam, proposed_starts_at=house.later(hours=5))
    assert house.asked(bo)[0]["expires_at"] == house.later(hours=4)
    house.room.tick(hours=3, minutes=59)
    assert house.asked(cam) == []
    late = house.asked(bo)[0]["id"]
    house.room.tick(minutes=1)
    assert house.accept(late, bo).status_code == 409
    assert [offer["position"] for offer in house.asked(cam)] == [2]
    house.room.tick(hours=4)
    assert house.did("GET", f"/v1/referrals/{referral}")["state"] == "waiting"
    about_the_offers = [event.type for event in house.room.told() if event.type.startswith("offer")]
    assert about_the_offers == ["offer.made", "offer.chased", "offer.expired", "offer.made", "offer.expired"]


def test_a_decline_needs_no_reason_and_the_next_is_asked(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    house.choose(house.referral(house.member()), bo, cam)
    offer = house.asked(bo)[0]["id"]
    declined = house.ask("POST", f"/v1/offers/{offer}/decline", house.actor(bo, "coach"), json={})
    assert (declined.status_code, declined.json["state"]) == (201, "declined")
    assert len(house.asked(cam)) == 1


def test_a_coach_who_is_no_longer_free_is_named(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    referral = house.referral(house.member())
    shortlist = house.shortlist(referral)["shortlist_id"]
    house.ask("PATCH", f"/v1/coaches/{cam}", house.machine, json={"accepting": False}, headers={"If-Match": '"1"'})
    chosen = {"shortlist_id": shortlist, "coach_ids": [bo, cam]}
    answer = house.ask("POST", f"/v1/referrals/{referral}/choices", json=chosen)
    assert (answer.status_code, list(answer.json["errors"])) == (409, ["coach_ids.1"])
    assert house.asked(bo) == []


def test_only_who_was_shown_can_be_chosen(house):
    house.coach()
    referral = house.referral(house.member())
    answer = house.choose(referral, new_id())
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["coach_ids.0"])


def test_nobody_is_asked_twice_for_one_list(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    answer = house.choose(house.referral(house.member()), bo, cam, bo)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["coach_ids.2"])
    assert house.asked(bo) == []


def test_a_request_with_an_open_offer_takes_no_second_choice(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    referral = house.referral(house.member())
    house.choose(referral, bo)
    assert house.choose(referral, cam).status_code == 409


def test_staff_pass_on_a_coachs_spoken_word_and_say_how(house):
    bo = house.coach()
    path = f"/v1/offers/{house.offered(bo)}/acceptance"
    assert house.ask("POST", path, json={}).status_code == 422
    given = {"accepted_by": "staff", "how": "phone"}
    assert house.did("POST", path, json=given)["state"] == "accepted"


def test_nobody_answers_another_coachs_offer(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    offer = house.offered(bo)
    for stranger in (house.actor(cam, "coach"), Actor(bo, "coach", new_id())):
        real = house.ask("POST", f"/v1/offers/{offer}/acceptance", stranger, json={})
        never = house.ask("POST", f"/v1/offers/{new_id()}/acceptance", stranger, json={})
        assert (real.status_code, real.data) == (404, never.data)


def test_two_yeses_race_for_the_last_place_and_one_gets_it(house):
    bo, cam = house.coach("Bo", capacity=1), house.coach("Cam")
    for name in ("Ada", "Eve"):
        house.choose(house.referral(house.member(name)), bo, cam)
    offers = [offer["id"] for offer in house.asked(bo)]
    ready = Barrier(2)

    def say_yes(offer):
        ready.wait()
        return house.accept(offer, bo)

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(say_yes, offers), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[1].json["detail"] == "This offer is no longer open."
    assert len(house.asked(cam)) == 1 and house.asked(bo) == []
    assert len(house.told("match.accepted")) == len(house.told("offer.withdrawn")) == 1


def test_a_coach_who_lowers_their_limit_is_asked_no_more_and_the_next_is(house):
    bo, cam = house.coach("Bo"), house.coach("Cam")
    house.choose(house.referral(house.member()), bo, cam)
    offer = house.asked(bo)[0]["id"]
    me = house.actor(bo, "coach")
    house.did("PATCH", f"/v1/coaches/{bo}", me, json={"capacity": 0}, headers={"If-Match": '"1"'})
    assert len(house.asked(cam)) == 1
    answer = house.accept(offer, bo)
    assert (answer.status_code, answer.json["code"]) == (409, "offer_not_open")
    assert answer.json["in_words"]["es"] == "Esta oferta ya no está abierta."


def test_a_full_coach_disappears_from_lists_at_once(house):
    bo = house.coach(capacity=1)
    house.match(bo)
    shortlist = house.shortlist(house.referral(house.member("Eve")))
    assert [(one["constraint"], one["would_open"]) for one in shortlist["not_shown"]] == [("capacity", 1)]


def test_a_coach_who_rests_may_still_say_yes(house):
    bo = house.coach()
    offer = house.offered(bo)
    me = house.actor(bo, "coach")
    house.ask("PATCH", f"/v1/coaches/{bo}", me, json={"accepting": False}, headers={"If-Match": '"1"'})
    assert house.accept(offer, bo).status_code == 201
