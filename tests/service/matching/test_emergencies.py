"""Breaking the glass: a reason, an hour, a supervisor who hears of it, and a person who can read that it was done."""

import pytest

from shared.kernel.ids import new_id

WHY = {"reason": "safety", "why": "Her neighbour rang: she is not opening the door."}


@pytest.fixture
def pair(house):
    """A coach, and somebody who is not theirs."""
    return house.actor(house.coach("Bo"), "coach"), house.member("Ada Lark")


def look(house, coach, person, **said):
    return house.ask("POST", f"/v1/people/{person}/emergencies", coach, json=WHY | said)


def sees(house, coach, person):
    return house.ask("GET", f"/v1/members/{person}", coach).status_code


def test_for_an_hour_a_coach_sees_somebody_who_is_not_theirs(house, pair):
    coach, ada = pair
    assert sees(house, coach, ada) == 404
    assert look(house, coach, ada).status_code == 201
    assert sees(house, coach, ada) == 200
    named = house.ask("POST", "/v1/people/names", coach, json={"ids": [ada]}).json["items"]
    assert [one["display_name"] for one in named] == ["Ada Lark"]
    house.room.tick(minutes=61)
    assert sees(house, coach, ada) == 404


def test_it_opens_for_who_said_why_and_for_nobody_else(house, pair):
    coach, ada = pair
    look(house, coach, ada)
    assert sees(house, house.actor(house.coach("Cam"), "coach"), ada) == 404
    assert sees(house, coach, house.member("Eve")) == 404


@pytest.mark.parametrize("said", [{"why": "urgent"}, {"why": ""}, {"why": None}, {"reason": "curious"}])
def test_without_a_reason_in_words_nothing_opens(house, pair, said):
    coach, ada = pair
    assert look(house, coach, ada, **said).status_code == 422
    assert sees(house, coach, ada) == 404


def test_supervisors_hear_of_it_and_read_why(house, pair):
    coach, ada = pair
    look(house, coach, ada)
    (event,) = house.told("emergency.opened")
    assert (event.data["coach_id"], event.data["person_id"]) == (coach.person, ada) and WHY["why"] not in str(event)
    (read,) = house.did("GET", "/v1/emergencies", house.supervisor)["items"]
    seen = house.did("GET", f"/v1/people/{ada}/access", house.supervisor)["items"]
    assert [one["role"] for one in seen if one["deed"] == "read_emergency"] == ["supervisor"]
    assert (read["why"], read["reason"], read["state"]) == (WHY["why"], "safety", "opened")
    house.did("POST", f"/v1/emergencies/{read['id']}/review", house.supervisor)
    assert house.did("GET", "/v1/emergencies", house.supervisor)["items"] == []
    assert house.did("GET", "/v1/emergencies?state=reviewed", house.supervisor)["items"][0]["id"] == read["id"]
    again = house.ask("POST", f"/v1/emergencies/{read['id']}/review", house.supervisor)
    assert (again.status_code, again.json["code"]) == (409, "read_already")


def test_the_person_finds_it_in_their_own_list(house, pair):
    coach, ada = pair
    look(house, coach, ada)
    seen = house.did("GET", f"/v1/people/{ada}/access", house.actor(ada, "member"))["items"]
    said = next(one for one in seen if one["deed"] == "emergency")
    assert said["first_name"] == "Bo" and "in an emergency" in said["text"]["en"]


def test_whoever_is_kept_apart_hears_what_they_would_hear_of_nobody(house, pair):
    coach, ada = pair
    house.did("POST", "/v1/never-matches", json={"person_ids": [ada, coach.person], "kind": "past_relationship"})
    apart, nobody = look(house, coach, ada), look(house, coach, new_id())
    assert apart.status_code == nobody.status_code == 404 and apart.json["detail"] == nobody.json["detail"]
    assert sees(house, coach, ada) == 404 and house.told("emergency.opened") == []


def test_another_organisation_opens_and_reads_nothing(house, pair):
    from tests.service.matching.house import House

    coach, ada = pair
    elsewhere = House(house.room)
    assert look(elsewhere, elsewhere.actor(elsewhere.coach("Dee"), "coach"), ada).status_code == 404
    look(house, coach, ada)
    (read,) = house.did("GET", "/v1/emergencies", house.supervisor)["items"]
    assert elsewhere.did("GET", "/v1/emergencies", elsewhere.supervisor)["items"] == []
    path = f"/v1/emergencies/{read['id']}/review"
    assert elsewhere.ask("POST", path, elsewhere.supervisor).status_code == 404


def test_of_who_was_erased_nothing_is_left_of_why(house, pair):
    coach, ada = pair
    look(house, coach, ada)
    assert house.ask("POST", f"/v1/people/{ada}/erasure", house.actor(ada, "member")).status_code == 202
    assert house.did("GET", "/v1/emergencies", house.supervisor)["items"][0]["why"] is None
    assert look(house, coach, ada).status_code == 404
