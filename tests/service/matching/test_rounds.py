"""The whole list at once: a draft, looked at and edited by people, then offers. Nothing is overwritten on the way."""

from datetime import timedelta

import pytest

from services.matching.actions.eligibility import limits_for
from services.matching.actions.rounds_computing import compute
from services.matching.actions.rounds_working import take_in_hand
from services.matching.store import rounds as store
from shared.db.transaction import reading

GRIEF, WALKING = {"health": ["grief"]}, {"outlook": ["style_doing_together"]}
GONE = "019a0000-0000-7000-8000-000000000000"


class Rounds:
    def __init__(self, house):
        self.house = house

    def begin(self, objective="best_fit", **said):
        return self.house.ask("POST", "/v1/rounds", self.house.supervisor, json={"objective": objective, **said})

    def see(self, id, **asked):
        return self.house.did("GET", f"/v1/rounds/{id}", self.house.supervisor, query_string=asked)

    def drafted(self, **said):
        id = self.begin(**said).json["id"]
        self.house.room.tick()
        return self.see(id)

    def given(self, round):
        return {pair["referral_id"]: pair["coach_id"] for pair in round["items"]}

    def edit(self, round, referral_id, coach_id, version=1):
        path, headers = f"/v1/rounds/{round['id']}/pairs/{referral_id}", {"If-Match": f'"{version}"'}
        return self.house.ask("PATCH", path, self.house.supervisor, json={"coach_id": coach_id}, headers=headers)

    def publish(self, round):
        return self.house.ask("POST", f"/v1/rounds/{round['id']}/publication", self.house.supervisor)

    def published(self, round):
        assert self.publish(round).status_code == 201
        self.house.room.tick()
        return self.see(round["id"])


@pytest.fixture
def rounds(house):
    return Rounds(house)


def asked_for(code):
    facet, codes = next(iter(code.items()))
    return {"facet": facet, "code": codes[0]}


def two_who_want_one(house):
    """Ada came first and would be well with either; Eve asks for what only Bo has been through."""
    bo = house.coach("Bo", capacity=1, profile=GRIEF | WALKING)
    cam = house.coach("Cam", capacity=1, profile=WALKING)
    ada = house.referral(house.member("Ada", profile=WALKING | GRIEF))
    eve = house.referral(house.member("Eve", most_important=asked_for(GRIEF)), ready_from=house.later(hours=1))
    return bo, cam, ada, eve


def test_the_list_is_matched_together_and_says_what_changed_against_first_come_first_served(house, rounds):
    bo, cam, ada, eve = two_who_want_one(house)
    begun = rounds.begin()
    assert (begun.status_code, begun.json["state"]) == (202, "waiting")
    house.room.tick()
    round = rounds.see(begun.json["id"])
    assert (round["state"], round["progress"]) == ("draft", {"done": 2, "total": 2})
    assert rounds.given(round) == {ada: cam, eve: bo}
    assert [pair["changed"] for pair in round["items"]] == [True, True]
    assert [pair["first_come_id"] for pair in round["items"]] == [bo, cam]
    compared = round["compared"]
    assert (compared["waiting"], compared["given"], compared["better"], compared["less"]) == (2, 2, 1, 1)
    assert compared["fit_percent"] > 100
    assert house.told("offer.made") == []


def test_a_draft_says_why_in_words_and_shows_no_points(house, rounds):
    house.coach("Bo", profile=WALKING | {"languages": ["es"]}, shown=WALKING, opens_in_hours=5)
    house.referral(house.member("Ada", profile=WALKING, language="es"))
    round = rounds.drafted()
    [pair] = round["items"]
    assert [why["code"] for why in pair["reasons"]] == ["first_meeting", "outlook", "language"]
    assert pair["reasons"][0]["text"].startswith("Podrían verse hoy")
    assert rounds.see(round["id"], language="en")["items"][0]["reasons"][1]["text"].startswith("You both say")
    assert "points" not in str(round) and "score" not in str(round)


def test_fewest_waiting_gives_somebody_to_both_where_best_fit_would_not(house, rounds):
    wanted, needed = asked_for(GRIEF), asked_for(WALKING) | {"strength": "required"}
    bo = house.coach("Bo", capacity=1, profile=GRIEF | WALKING)
    cam = house.coach("Cam", capacity=1)
    eager = house.referral(house.member("Ada", profile=GRIEF, most_important=wanted))
    narrow = house.referral(house.member("Eve", preferences=[needed]))
    best = rounds.drafted(objective="best_fit")
    few = rounds.given(best)
    assert house.ask("DELETE", f"/v1/rounds/{best['id']}", house.supervisor).status_code == 204
    assert few in ({eager: bo, narrow: None}, {eager: cam, narrow: bo})
    assert rounds.given(rounds.drafted(objective="fewest_waiting")) == {eager: cam, narrow: bo}


def test_no_coach_is_given_more_than_fits_nor_more_than_the_round_allows(house, rounds):
    bo, cam = house.coach("Bo", capacity=2), house.coach("Cam", capacity=20)
    for name in ("Ada", "Eve", "Fay", "Gil", "Hal"):
        house.referral(house.member(name))
    given = list(rounds.given(rounds.drafted(most_each=2)).values())
    assert sorted(map(str, given)) == sorted(map(str, [bo, bo, cam, cam, None]))


def test_whoever_was_asked_keeps_a_place_until_they_answer(house, rounds):
    bo = house.coach("Bo", capacity=1)
    house.offered(bo)
    waiting = house.referral(house.member("Eve"))
    assert rounds.given(rounds.drafted()) == {waiting: None}


def test_whoever_is_away_is_in_no_round_and_who_goes_away_meanwhile_is_asked_for_by_none(house, rounds):
    bo, ada, eve = house.coach("Bo"), house.member("Ada"), house.member("Eve")
    house.referral(ada)
    waiting = house.referral(eve)
    away = {"reason": "in_treatment", "until": house.later(days=28)}
    house.did("POST", f"/v1/people/{ada}/pause", json=away)
    round = rounds.drafted()
    assert rounds.given(round) == {waiting: bo}
    house.did("POST", f"/v1/people/{eve}/pause", json=away)
    assert [pair["conflict"]["code"] for pair in rounds.published(round)["items"]] == ["person_away"]
    assert house.asked(bo) == []


def test_people_kept_apart_are_not_put_together(house, rounds):
    bo, ada = house.coach("Bo"), house.member("Ada")
    house.did("POST", "/v1/never-matches", json={"person_ids": [bo, ada], "kind": "kin"})
    referral = house.referral(ada)
    round = rounds.drafted()
    assert rounds.given(round) == {referral: None}
    answer = rounds.edit(round, referral, bo)
    assert (answer.status_code, answer.json["code"]) == (409, "pair_does_not_fit")
    assert answer.json["errors"] == {"coach_id": ["not_available"]}


def test_a_draft_is_edited_pair_by_pair_and_no_limit_gives_way(house, rounds):
    bo, cam, ada, eve = two_who_want_one(house)
    round = rounds.drafted()
    full = rounds.edit(round, ada, bo)
    assert (full.status_code, full.json["code"]) == (409, "coach_full_in_round")
    assert rounds.edit(round, eve, None).status_code == 200
    moved = rounds.edit(round, ada, bo)
    assert (moved.status_code, moved.json["coach_id"], moved.json["state"]) == (200, bo, "edited")
    assert moved.headers["ETag"] == '"2"'
    assert rounds.given(rounds.see(round["id"])) == {ada: bo, eve: None}
    assert rounds.edit(round, ada, cam).status_code == 412
    assert rounds.edit(round, ada, GONE, version=2).status_code == 422
    assert rounds.edit(round, GONE, cam).status_code == 404


def test_a_published_round_asks_each_coach_as_if_the_person_had_chosen(house, rounds):
    bo, cam, ada, eve = two_who_want_one(house)
    round = rounds.published(rounds.drafted())
    assert (round["state"], round["progress"]["done"]) == ("published", 2)
    assert [pair["state"] for pair in round["items"]] == ["offered", "offered"]
    assert {(event.data["referral_id"], event.data["coach_id"]) for event in house.told("offer.made")} == {
        (ada, cam),
        (eve, bo),
    }
    assert house.accept(house.asked(bo)[0]["id"], bo).status_code == 201
    assert rounds.publish(round).status_code == 409


def test_what_arose_meanwhile_is_told_pair_by_pair_and_stands(house, rounds):
    bo, cam, ada, eve = two_who_want_one(house)
    round = rounds.drafted()
    assert house.choose(ada, bo).status_code == 201
    house.did("PATCH", f"/v1/coaches/{bo}", house.machine, json={"accepting": False}, headers={"If-Match": '"1"'})
    after = rounds.published(round)
    assert [pair["state"] for pair in after["items"]] == ["conflict", "conflict"]
    assert [pair["conflict"]["code"] for pair in after["items"]] == ["asked_already", "not_free"]
    assert after["items"][0]["conflict"]["text"] == "Somebody has been asked already, or has said yes."
    assert [(event.data["referral_id"], event.data["coach_id"]) for event in house.told("offer.made")] == [(ada, bo)]


def test_one_round_at_a_time(house, rounds):
    first = rounds.begin().json["id"]
    again = rounds.begin()
    assert (again.status_code, again.json["code"]) == (409, "round_in_hand")
    assert house.ask("DELETE", f"/v1/rounds/{first}", house.supervisor).status_code == 204
    assert rounds.begin().status_code == 202
    listed = house.did("GET", "/v1/rounds", house.supervisor)["items"]
    assert [one["state"] for one in listed] == ["waiting", "cancelled"]


def test_a_round_called_off_while_it_is_worked_out_stops_and_leaves_nothing(house, rounds):
    two_who_want_one(house)
    id = rounds.begin().json["id"]
    mine = take_in_hand(house.room.desk, house.machine)
    assert rounds.see(id)["state"] == "computing"
    assert house.ask("DELETE", f"/v1/rounds/{id}", house.supervisor).status_code == 204
    compute(house.room.desk, house.machine, mine)
    after = rounds.see(id)
    assert (after["state"], after["items"], after["progress"]["done"]) == ("cancelled", [], 0)
    assert house.ask("DELETE", f"/v1/rounds/{id}", house.supervisor).status_code == 409


def test_a_round_whose_worker_went_away_is_begun_again_and_the_first_one_lets_go(house, rounds):
    two_who_want_one(house)
    id = rounds.begin().json["id"]
    lost = take_in_hand(house.room.desk, house.machine, lease=timedelta(seconds=-1))
    house.room.tick()
    drafted = rounds.see(id)
    assert (drafted["state"], len(drafted["items"])) == ("draft", 2)
    compute(house.room.desk, house.machine, lost)
    assert rounds.see(id) == drafted


def test_a_publication_whose_worker_went_away_goes_on_where_it_stood(house, rounds):
    two_who_want_one(house)
    round = rounds.drafted()
    rounds.publish(round)
    take_in_hand(house.room.desk, house.machine, lease=timedelta(seconds=-1))
    house.room.tick()
    assert rounds.see(round["id"])["state"] == "published" and len(house.told("offer.made")) == 2


def test_nobody_waiting_is_a_round_too(rounds):
    round = rounds.drafted()
    assert (round["state"], round["items"], round["compared"]["given"]) == ("draft", [], 0)


def test_rounds_are_for_supervisors_and_stay_in_their_organisation(house, rounds):
    round = rounds.drafted()
    assert house.ask("GET", f"/v1/rounds/{round['id']}").status_code == 403
    other = type(house)(house.room)
    assert other.ask("GET", f"/v1/rounds/{round['id']}", other.supervisor).status_code == 404
    assert rounds.edit(round, GONE, None).status_code == 404
    assert rounds.begin(objective="prettiest").status_code == 422


def test_whom_a_round_keeps_apart_is_whom_every_list_keeps_apart(house):
    """Read at once or one by one, the limits are the same."""
    bo, cam, ada = house.coach("Bo"), house.coach("Cam"), house.member("Ada")
    house.did("POST", "/v1/never-matches", json={"person_ids": [bo, ada], "kind": "kin"})
    house.match(cam, ada)
    with reading(house.room.desk, house.machine) as rx:
        assert frozenset(store.kept_apart(rx)[ada]) == limits_for(rx, ada).apart == {bo, cam}
