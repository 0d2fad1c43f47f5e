"""From the first question to "we haven't found the right person yet": nobody is left without a next step."""

from datetime import timedelta

import pytest

from services.matching.store import people, rounds
from shared.db.transaction import transaction
from shared.kernel.ids import new_id


def chased(house):
    return [event.data["chased"] for event in house.told("offer.chased")]


def withdrawn(house, offer, actor=None, **said):
    return house.ask("POST", f"/v1/offers/{offer}/withdrawal", actor, json=said)


def test_a_coach_who_says_nothing_is_asked_again_at_half_and_three_quarters_of_the_time(house):
    offer = house.offered(house.coach(), urgency="urgent")
    for hours, minutes in ((1, 59), (0, 1), (0, 59), (0, 1), (0, 59)):
        house.room.tick(hours=hours, minutes=minutes)
    assert chased(house) == [1, 2]
    assert [event.subject for event in house.told("offer.chased")] == [offer, offer]
    house.room.tick(minutes=1)
    assert len(house.told("offer.expired")) == 1


def test_whoever_looks_away_for_long_is_asked_again_once_not_twice_in_a_row(house):
    house.offered(house.coach(), urgency="urgent")
    house.room.tick(hours=3, minutes=30)
    house.room.tick(minutes=1)
    assert chased(house) == [1]


def test_chasers_count_the_hours_a_coach_can_be_booked(house):
    house.offered(house.coach(opens_in_hours=0), urgency="urgent")
    house.room.tick(hours=1)
    assert chased(house) == [1]


def test_what_becomes_more_urgent_is_answered_sooner_by_who_is_asked_already_and_never_later(house):
    bo = house.coach()
    referral = house.referral(house.member(), urgency="routine")
    house.choose(referral, bo)
    for urgency, hours in (("urgent", 4), ("soon", 4)):
        etag = house.ask("GET", f"/v1/referrals/{referral}").headers["ETag"]
        house.did("PATCH", f"/v1/referrals/{referral}", json={"urgency": urgency}, headers={"If-Match": etag})
        assert house.asked(bo)[0]["expires_at"] == house.later(hours=hours)
    assert [event.data["expires_at"] for event in house.told("offer.made")][1:] == [
        house.room.clock.at + timedelta(hours=4)
    ]
    for hours, count in ((2, [1]), (1, [1, 2])):
        house.room.tick(hours=hours)
        assert chased(house) == count
    house.room.tick(hours=1)
    assert len(house.told("offer.expired")) == 1


def test_whoever_was_asked_twice_already_is_asked_once_more_where_the_time_becomes_short(house):
    referral = house.referral(house.member(), urgency="routine")
    house.choose(referral, house.coach())
    house.room.tick(hours=18)
    house.room.tick(hours=9)
    etag = house.ask("GET", f"/v1/referrals/{referral}").headers["ETag"]
    house.did("PATCH", f"/v1/referrals/{referral}", json={"urgency": "urgent"}, headers={"If-Match": etag})
    house.room.tick(hours=2)
    assert chased(house) == [1, 2, 3]
    house.room.tick(hours=1)
    assert chased(house) == [1, 2, 3]


def test_nobody_who_answered_is_asked_again(house):
    bo = house.coach()
    house.accept(house.offered(bo, urgency="urgent"), bo)
    house.room.tick(hours=3)
    assert chased(house) == []


def test_when_nobody_is_left_to_ask_we_say_so_and_what_happens_next(house):
    bo = house.coach()
    referral = house.referral(house.member(), urgency="soon")
    house.choose(referral, bo)
    house.did("POST", f"/v1/offers/{house.asked(bo)[0]['id']}/decline", house.actor(bo, "coach"), json={})
    seen = house.did("GET", f"/v1/referrals/{referral}")
    assert (seen["state"], seen["outcome"], seen["next_steps"]) == ("waiting", "not_found_yet", ["look_again"])
    assert seen["look_again_at"] == house.later(hours=24)
    [told] = house.told("referral.changed")
    assert (told.data["outcome"], told.data["next_steps"]) == ("not_found_yet", ["look_again"])


def test_what_happens_next_can_be_said_better_by_a_person(house):
    referral = house.referral(house.member())
    said = {"next_steps": ["talk_together", "weekly_call"], "look_again_at": house.later(days=3)}
    told = house.did("POST", f"/v1/referrals/{referral}/search", json=said)
    assert (told["outcome"], told["next_steps"], told["look_again_at"]) == ("not_found_yet", *said.values())
    house.choose(referral, house.coach())
    seen = house.did("GET", f"/v1/referrals/{referral}")
    assert (seen["state"], seen["outcome"], seen["next_steps"]) == ("offered", None, [])
    again = house.ask("POST", f"/v1/referrals/{referral}/search", json=said)
    assert (again.status_code, again.json["code"]) == (409, "asked_already")


def test_a_question_taken_back_goes_to_the_next_or_to_the_person(house):
    bo, cam, dee = (house.coach(name) for name in ("Bo", "Cam", "Dee"))
    referral = house.referral(house.member())
    house.choose(referral, bo, cam, dee)
    assert withdrawn(house, house.asked(bo)[0]["id"], reason="choice_changed").json["state"] == "withdrawn"
    assert withdrawn(house, house.asked(cam)[0]["id"], ask_next=False).status_code == 201
    assert house.asked(dee) == []
    assert house.did("GET", f"/v1/referrals/{referral}")["state"] == "waiting"
    assert house.choose(referral, dee).status_code == 201
    assert "reason" not in house.asked(bo, "withdrawn")[0]


def test_a_coach_does_not_take_back_what_they_were_asked(house):
    bo = house.coach()
    assert withdrawn(house, house.offered(bo), house.actor(bo, "coach")).status_code == 403


def test_a_request_is_closed_by_the_person_without_a_reason(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    referral = house.referral(ada)
    house.choose(referral, bo, cam)
    closed = house.did("POST", f"/v1/referrals/{referral}/withdrawal", house.actor(ada, "member"), json={})
    assert (closed["state"], closed["outcome"]) == ("closed", "not_now")
    assert house.asked(bo) == house.asked(cam) == []
    about_it = [event.type for event in house.room.told() if event.partitionkey == referral]
    assert about_it[-2:] == ["offer.withdrawn", "referral.closed"]
    again = house.ask("POST", f"/v1/referrals/{referral}/withdrawal", json={})
    assert (again.status_code, again.json["code"]) == (409, "already_closed")
    assert house.referral(ada)


def test_whoever_asks_not_to_be_contacted_is_not_until_they_take_it_back(house):
    ada = house.member()
    referral = house.referral(ada)
    house.did("POST", f"/v1/referrals/{referral}/withdrawal", json={"outcome": "asked_not_to_contact"})
    assert [event.data["do_not_contact"] for event in house.told("person.changed")] == [True]
    again = house.ask("POST", "/v1/referrals", json={"member_id": ada})
    assert (again.status_code, again.json["code"]) == (409, "do_not_contact")
    headers = {"If-Match": '"2"'}
    house.did("PATCH", f"/v1/members/{ada}", json={"do_not_contact": False}, headers=headers)
    assert house.referral(ada)


def test_whoever_says_so_on_their_own_page_has_no_request_open_any_more(house):
    bo, ada = house.coach("Bo"), house.member()
    referral = house.referral(ada)
    house.choose(referral, bo)
    quiet, headers = {"do_not_contact": True}, {"If-Match": '"1"'}
    house.did("PATCH", f"/v1/members/{ada}", house.actor(ada, "member"), json=quiet, headers=headers)
    closed = house.did("GET", f"/v1/referrals/{referral}")
    assert (closed["state"], closed["outcome"]) == ("closed", "asked_not_to_contact")
    assert house.asked(bo) == [] and len(house.told("offer.withdrawn")) == len(house.told("referral.closed")) == 1


def test_nobody_is_asked_for_them_when_their_coach_leaves_or_when_another_is_wished_for(house):
    bo, ada, eve = house.coach("Bo"), house.member(), house.member("Eve")
    match = house.match(bo, ada)
    house.match(bo, eve)
    quiet, headers = {"do_not_contact": True}, {"If-Match": '"1"'}
    house.did("PATCH", f"/v1/members/{ada}", json=quiet, headers=headers)
    refused = house.ask("POST", f"/v1/matches/{match}/rematch", json={"until_then": False})
    assert (refused.status_code, refused.json["code"]) == (409, "do_not_contact")
    assert house.did("GET", f"/v1/matches/{match}")["state"] == "active"
    house.did("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json={})
    assert [one["referral"]["member_id"] for one in house.did("GET", "/v1/reassignments")["items"]] == [eve]


def test_nor_by_choosing_or_a_round_where_a_request_is_open_all_the_same(house):
    bo, ada = house.coach("Bo"), house.member()
    referral = house.referral(ada)
    with transaction(house.room.desk, house.machine) as tx:
        silent = people.find(tx, ada).asked_for_silence()
        people.keep(tx, silent, read_version=1)
    with transaction(house.room.desk, house.machine) as tx:
        assert rounds.waiting(tx) == []
    answer = house.choose(referral, bo)
    assert (answer.status_code, answer.json["code"]) == (409, "do_not_contact")


def test_keeping_two_apart_takes_back_what_is_open_and_ends_what_goes_on(house):
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member()
    house.choose(house.referral(ada), bo, cam)
    pair = {"person_ids": [ada, bo], "kind": "kin"}
    house.did("POST", "/v1/never-matches", json=pair)
    assert house.asked(bo) == []
    match = house.accept(house.asked(cam)[0]["id"], cam).json["match_id"]
    house.did("POST", "/v1/never-matches", json=pair | {"person_ids": [cam, ada]})
    assert house.did("GET", f"/v1/matches/{match}")["state"] == "ended"
    assert house.shown(house.referral(ada)) == []


def test_a_coach_who_knows_the_person_says_so_and_is_not_asked_again(house):
    bo, ada = house.coach(), house.member()
    offer = house.offered(bo, ada)
    house.did("POST", f"/v1/offers/{offer}/decline", house.actor(bo, "coach"), json={"reason": "know_each_other"})
    [request] = house.did("GET", "/v1/referrals")["items"]
    assert house.shown(request["id"]) == []


def test_who_passed_on_a_spoken_word_is_written_down(house):
    offer = house.offered(house.coach())
    given = {"accepted_by": "staff", "how": "in_person"}
    told = house.did("POST", f"/v1/offers/{offer}/acceptance", json=given)
    assert (told["accepted_by"], told["how"], told["answered_by"]) == ("staff", "in_person", house.intake.person)


@pytest.mark.parametrize("allowed", [3, None])
def test_a_coach_lets_welcome_conversations_be_booked_without_asking(house, allowed):
    bo = house.coach(welcome_per_week=1)
    headers = {"If-Match": '"1"'}
    house.did(
        "PATCH", f"/v1/coaches/{bo}", house.actor(bo, "coach"), json={"welcome_per_week": allowed}, headers=headers
    )
    assert [event.data["welcome_per_week"] for event in house.told("coach.changed")] == [1, allowed]


@pytest.mark.parametrize("path", ["offers/{}/withdrawal", "referrals/{}/withdrawal", "referrals/{}/search"])
def test_what_never_was_is_not_found(house, path):
    said = {"next_steps": ["groups"]} if "search" in path else {}
    assert house.ask("POST", "/v1/" + path.format(new_id()), json=said).status_code == 404
