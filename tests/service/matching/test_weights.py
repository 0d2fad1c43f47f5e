"""What an organisation may change about the weights, and what that would do, before it does."""

import pytest

WALKING, LISTENING = {"outlook": ["style_doing_together"]}, {"family_life": ["raising_children"]}


def change(house, version=1, **said):
    return house.ask("PATCH", "/v1/weights", house.supervisor, json=said, headers={"If-Match": f'"{version}"'})


def two_alike(house):
    """Bo likes to do things together, Cam raises children, and so does Ada both."""
    return house.coach("Bo", profile=WALKING), house.coach("Cam", profile=LISTENING)


def a_list(house):
    return house.referral(house.member(profile=WALKING | LISTENING))


def test_points_move_between_terms_and_the_next_list_is_made_by_them(house):
    bo, cam = two_alike(house)
    referral = a_list(house)
    assert house.shown(referral) == [bo, cam]
    answer = change(house, outlook=6, family_life=9)
    assert (answer.status_code, answer.json["family_life"], answer.headers["ETag"]) == (200, 9, '"2"')
    assert house.shown(referral) == [cam, bo]


def test_a_list_says_by_which_weights_it_was_made(house):
    two_alike(house)
    referral = a_list(house)
    first = house.shortlist(referral)["shortlist_id"]
    assert house.did("GET", "/v1/weights", house.supervisor)["version"] == "2026.11"
    assert change(house, outlook=8.5, spirituality=4.5).json["version"] == "2026.11+1"
    assert house.shortlist(referral)["shortlist_id"] != first


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outlook": 10}, "points"),
        ({"wishes": [16, 16, 0], "most_important": 18}, "wishes"),
        ({"outlook": 20, "family_life": 0, "pathway": 0}, "outlook"),
        ({"wishes": [4, 8, 8]}, "wishes"),
        ({"most_important_partly": 20}, "most_important_partly"),
        ({"lived_substance": 4}, "lived_substance"),
        ({"reciprocity": 0.5}, "reciprocity"),
        ({"age": [2, 3]}, "age"),
        ({"outlook": -1}, "outlook"),
        ({"gender": 5}, "gender"),
    ],
)
def test_the_tiers_stand_whatever_is_moved(house, said, field):
    answer = change(house, **said)
    assert answer.status_code == 422 and field in answer.json["errors"], answer.text
    assert house.did("GET", "/v1/weights", house.supervisor)["outlook"] == 9


def test_of_two_who_change_the_weights_at_once_one_does(house):
    assert change(house, outlook=8, pathway=6).status_code == 200
    assert change(house, outlook=8, pathway=6).status_code == 412
    assert house.ask("PATCH", "/v1/weights", house.supervisor, json={}).status_code == 428


def test_a_preview_says_what_a_change_would_do_and_does_nothing(house):
    bo, cam = two_alike(house)
    referral = a_list(house)
    house.shortlist(referral)
    tried = house.did("POST", "/v1/weights/preview", house.supervisor, json={"outlook": 6, "family_life": 9})
    [one] = tried["items"]
    assert one["referral_id"] == referral and not one["same_first"]
    assert [(item["coach_id"], item["before"], item["after"]) for item in one["items"]] == [(cam, 2, 1), (bo, 1, 2)]
    assert one["items"][0]["points_after"] - one["items"][0]["points_before"] == pytest.approx(3)
    assert house.shown(referral) == [bo, cam]


def test_points_are_nobody_elses_to_see(house):
    assert house.ask("GET", "/v1/weights").status_code == 403
    assert house.ask("POST", "/v1/weights/preview", json={}).status_code == 403
