"""Many at once: a coach's places are counted one by one, and nobody is lost between two deeds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def at_once(*deeds):
    """All begin together; what came of each, in the order given."""
    ready = Barrier(len(deeds))

    def do(deed):
        ready.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def load(house, coach):
    return house.did("GET", f"/v1/coaches/{coach}", house.supervisor)["load"]


def test_a_caseload_is_never_passed_however_many_say_yes_at_once(house):
    bo = house.coach(capacity=3)
    offers = [house.offered(bo, house.member(f"Member {n}")) for n in range(6)]
    answers = at_once(*(lambda offer=offer: house.accept(offer, bo) for offer in offers))
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 3
    assert load(house, bo) == 3
    assert len(house.told("match.accepted")) == 3
    waiting = house.did("GET", "/v1/referrals", query_string={"state": "waiting"})["items"]
    assert [one["outcome"] for one in waiting] == ["not_found_yet"] * 3


def test_a_yes_and_a_wish_to_meet_more_often_share_what_is_left(house):
    bo = house.coach(capacity=2)
    match = house.match(bo)
    offer = house.offered(bo, house.member("Eve"))

    def meet_twice_a_week():
        headers = {"If-Match": '"1"'}
        return house.ask("PATCH", f"/v1/matches/{match}", json={"cadence": "twice_weekly"}, headers=headers)

    answers = at_once(lambda: house.accept(offer, bo), meet_twice_a_week)
    assert sorted(answer.status_code for answer in answers) in ([200, 409], [201, 409])
    assert load(house, bo) == 2


def test_a_yes_and_a_death_leave_nobody_matched(house):
    bo, ada = house.coach(), house.member()
    offer = house.offered(bo, ada)
    answers = at_once(lambda: house.accept(offer, bo), lambda: house.ask("POST", f"/v1/people/{ada}/death"))
    assert answers[1].status_code == 201 or answers[1].json["code"] == "changed_meanwhile"
    if answers[1].status_code == 201:
        going = house.did("GET", "/v1/matches", query_string={"member_id": ada, "state": "active"})["items"]
        assert going == [] and house.asked(bo) == []


def test_a_yes_and_a_word_to_keep_apart_never_both_stand(house):
    bo, ada = house.coach(), house.member()
    offer = house.offered(bo, ada)
    pair = {"person_ids": [bo, ada], "kind": "kin"}
    at_once(lambda: house.accept(offer, bo), lambda: house.did("POST", "/v1/never-matches", json=pair))
    assert house.did("GET", "/v1/matches", query_string={"state": "active"})["items"] == []


def test_of_two_who_close_and_choose_at_once_one_is_heard(house):
    bo, ada = house.coach(), house.member()
    referral = house.referral(ada)
    shortlist = house.shortlist(referral)["shortlist_id"]

    def choose():
        said = {"shortlist_id": shortlist, "coach_ids": [bo]}
        return house.ask("POST", f"/v1/referrals/{referral}/choices", json=said)

    def close():
        return house.ask("POST", f"/v1/referrals/{referral}/withdrawal", json={})

    chosen, closed = at_once(choose, close)
    state = house.did("GET", f"/v1/referrals/{referral}")["state"]
    assert state == ("closed" if closed.status_code == 201 else "offered")
    assert len(house.asked(bo)) == (state == "offered")
    assert 201 in (chosen.status_code, closed.status_code)


def test_a_request_and_a_wish_not_to_be_contacted_leave_nothing_open(house):
    ada = house.member()
    quiet, headers = {"do_not_contact": True}, {"If-Match": '"1"'}

    def ask_for_silence():
        return house.ask("PATCH", f"/v1/members/{ada}", json=quiet, headers=headers)

    def file():
        return house.ask("POST", "/v1/referrals", json={"member_id": ada})

    silent, _ = at_once(ask_for_silence, file)
    assert silent.status_code == 200
    assert house.did("GET", "/v1/referrals", query_string={"state": "waiting"})["items"] == []


def test_a_coach_who_leaves_while_saying_yes_leaves_nobody_behind(house):
    bo, ada = house.coach(), house.member()
    offer = house.offered(bo, ada)

    def leave():
        return house.ask("POST", f"/v1/coaches/{bo}/departure", house.supervisor, json={})

    _, left = at_once(lambda: house.accept(offer, bo), leave)
    assert left.status_code == 201
    assert house.did("GET", "/v1/matches", query_string={"coach_id": bo, "state": "active"})["items"] == []
    [request] = [one for one in house.did("GET", "/v1/referrals")["items"] if one["state"] == "waiting"]
    assert request["member_id"] == ada
