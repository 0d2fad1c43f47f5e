import pytest

from shared.db.transaction import transaction


def constraints(shortlist):
    return [(one["constraint"], one["count"], one["would_open"]) for one in shortlist["not_shown"]]


def test_whoever_can_meet_sooner_comes_first(house):
    later, soon = house.coach("Bo", opens_in_hours=60), house.coach("Cam", opens_in_hours=5)
    referral = house.referral(house.member())
    assert house.shown(referral) == [soon, later]
    house.opens(later, 1, version=2)
    house.opens(soon, 100, version=2)
    house.opens(soon, 1, version=1)
    assert house.shown(referral) == [later, soon]


def test_each_limit_says_what_letting_go_of_it_would_open(house):
    house.coach("Bo", capacity=0.5)
    house.coach("Cam", accepting=False)
    house.coach("Dee", modalities=["video"])
    house.coach("Eli", profile={"outlook": ["style_direct"]})
    avoided = {"facet": "outlook", "code": "style_direct", "strength": "avoided"}
    shortlist = house.shortlist(house.referral(house.member(modalities=["phone"], preferences=[avoided])))
    assert shortlist["items"] == [] and shortlist["considered"] == 4
    assert constraints(shortlist) == [
        ("avoided", 1, 1), ("modality", 1, 1), ("capacity", 1, 1), ("not_available", 1, 0),
    ]  # fmt: skip
    assert shortlist["not_shown"][0]["text"] == "You would rather not: Straight talk"


WOMAN = {"facet": "gender", "code": "woman", "strength": "required"}


def test_a_wish_nobody_can_meet_says_what_keeps_out_how_many_and_what_letting_go_opens(house):
    bo, cam = house.coach("Bo"), house.coach("Cam", profile={"gender": ["man"]})
    house.coach("Dee", capacity=0.5)
    house.coach("Eli", modalities=["video"])
    flo = house.coach("Flo")
    ada = house.member(modalities=["phone"], preferences=[WOMAN])
    house.did("POST", "/v1/never-matches", json={"person_ids": [flo, ada], "kind": "kin"})
    referral = house.referral(ada)
    shortlist = house.shortlist(referral, language="es")
    assert (shortlist["items"], shortlist["considered"]) == ([], 5)
    assert constraints(shortlist) == [
        ("required", 5, 2), ("modality", 1, 0), ("capacity", 1, 0), ("not_available", 1, 0),
    ]  # fmt: skip
    assert [one["text"] for one in shortlist["not_shown"]] == [
        "Lo que necesitas: Mujer", "Sin una forma de verse en común",
        "Acompaña a todas las personas que puede", "Sin lugar por ahora",
    ]  # fmt: skip
    assert house.choose(referral, bo).status_code == 422
    house.did("PATCH", f"/v1/members/{ada}", json={"preferences": []}, headers={"If-Match": '"1"'})
    assert set(house.shown(referral)) == {bo, cam}


def test_each_of_two_wishes_that_nobody_meets_together_opens_whom_the_other_lets_through(house):
    bo = house.coach("Bo", profile={"gender": ["woman"]})
    house.coach("Cam", profile={"health": ["grief"]})
    house.coach("Dee")
    grief = {"facet": "health", "code": "grief", "strength": "required"}
    referral = house.referral(house.member(preferences=[WOMAN, grief]))
    listed = house.shortlist(referral)
    opens = {one["text"]: (one["count"], one["would_open"]) for one in listed["not_shown"]}
    assert listed["items"] == [] and opens == {"You need: Woman": (2, 1), "You need: Losing someone": (2, 1)}
    house.did("PATCH", f"/v1/coaches/{bo}", house.machine, json={"accepting": False}, headers={"If-Match": '"1"'})
    assert constraints(house.shortlist(referral)) == [("required", 2, 1), ("required", 2, 0), ("not_available", 1, 0)]


@pytest.mark.parametrize("quietly", ["has not said it", "lets nobody use it"])
def test_nobody_learns_that_a_coach_says_it_and_does_not_let_it_be_used(house, quietly):
    said = {"profile": {"gender": ["woman"]}, "used": {}} if quietly == "lets nobody use it" else {}
    house.coach("Bo", **said)
    listed = house.shortlist(house.referral(house.member(preferences=[WOMAN])))
    assert listed["not_shown"] == [
        {"constraint": "required", "about": {"facet": "gender", "code": "woman"}, "text": "You need: Woman",
         "count": 1, "would_open": 1}
    ]  # fmt: skip


def test_people_kept_apart_are_never_shown_and_nobody_learns_why(house):
    bo, ada = house.coach(), house.member()
    pair = {"person_ids": [bo, ada], "kind": "kin", "note": "cousins"}
    assert house.did("POST", "/v1/never-matches", json=pair) == house.did("POST", "/v1/never-matches", json=pair)
    assert constraints(house.shortlist(house.referral(ada))) == [("not_available", 1, 0)]


def test_two_people_are_named_to_be_kept_apart(house):
    ada = house.member()
    answer = house.ask("POST", "/v1/never-matches", json={"person_ids": [ada, ada], "kind": "kin"})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["person_ids"])


def test_an_expired_credential_blocks_only_where_the_organisation_says_so(house):
    bo = house.coach(credentials=[{"kind": "cprs", "expires_on": "2026-11-22"}])
    referral = house.referral(house.member())
    assert house.shown(referral) == [bo]
    headers = {"If-Match": '"1"'}
    house.did("PATCH", "/v1/organisation", house.machine, json={"required_credentials": ["cprs"]}, headers=headers)
    assert constraints(house.shortlist(referral)) == [("credentials", 1, 1)]


def test_the_same_list_keeps_its_name_until_it_changes(house):
    house.coach("Bo", opens_in_hours=3)
    referral = house.referral(house.member())
    first = house.shortlist(referral)["shortlist_id"]
    assert house.shortlist(referral)["shortlist_id"] == first
    house.coach("Cam", opens_in_hours=2)
    assert house.shortlist(referral)["shortlist_id"] != first


def test_a_list_that_is_looked_at_again_waits_for_nobody_who_writes(house):
    house.coach("Bo")
    referral = house.referral(house.member())
    once = house.shortlist(referral)
    with transaction(house.room.desk, house.supervisor) as tx:
        tx.audit("write something")
        assert house.shortlist(referral) == once


def test_a_coach_seen_by_others_this_week_gives_way(house):
    pair = [house.coach("Bo", opens_in_hours=3), house.coach("Cam", opens_in_hours=3)]
    first = house.shortlist(house.referral(house.member()), limit=1)["items"][0]["coach_id"]
    other = house.referral(house.member("Eve"))
    assert house.shown(other)[0] == next(id for id in pair if id != first)
    assert house.shown(other) == house.shown(other)


def test_reasons_come_in_the_language_of_the_person(house):
    house.coach(opens_in_hours=3, profile={"languages": ["en", "es"]})
    referral = house.referral(house.member(language="es"))
    [item] = house.shortlist(referral)["items"]
    assert item["reasons"][0]["text"] == "Podrían verse hoy a las 12:00"


def test_points_are_for_the_supervisor_who_weighs_the_weights(house):
    house.coach()
    referral = house.referral(house.member())
    path = f"/v1/referrals/{referral}/shortlist?explain=weights"
    assert house.ask("GET", path).status_code == 403
    [explained] = house.did("GET", path, house.supervisor)["items"]
    assert "first_meeting" in explained["terms"] and explained["points"] == sum(explained["terms"].values())
    assert not {"terms", "points"} & set(house.shortlist(referral)["items"][0])


def test_a_member_looks_at_their_own_list_and_at_who_is_in_it(house):
    bo = house.coach(introduction="I like walking.", profile={"health": ["grief"]})
    cam = house.coach("Cam", accepting=False)
    ada = house.member()
    member, eve = house.actor(ada, "member"), house.actor(house.member("Eve"), "member")
    referral = house.referral(ada)
    house.shortlist(referral, member)
    card = house.did("GET", f"/v1/coaches/{bo}", member)
    assert (card["display_name"], card["introduction"], card["profile"]) == ("Bo", "I like walking.", {})
    assert "capacity" not in card and "load" not in card
    assert house.ask("GET", f"/v1/coaches/{cam}", member).status_code == 404
    assert house.ask("GET", f"/v1/referrals/{referral}/shortlist", eve).status_code == 404


def test_distance_is_a_limit_only_where_both_said_where_they_are_and_must_meet_there(house):
    for town in ("Coos", "Grafton"):
        said = {"facet": "areas", "code": town.lower(), "label": {"en": town, "es": town}}
        house.did("POST", "/v1/vocabulary/codes", house.supervisor, json=said)
    far = {"areas": ["own_grafton"]}
    house.coach("Bo", profile=far, modalities=["in_person"])
    silent = house.coach("Cam", modalities=["in_person"])
    rings = house.coach("Dee", profile=far, modalities=["in_person", "phone"])
    unused = house.coach("Eli", profile=far, used={"areas": []}, modalities=["in_person"])
    near = house.coach("Flo", profile={"areas": ["own_coos", "own_grafton"]}, modalities=["in_person"])
    ada = house.member(profile={"areas": ["own_coos"]}, modalities=["in_person", "phone"])
    listed = house.shortlist(house.referral(ada), limit=50)
    assert {one["coach_id"] for one in listed["items"]} == {silent, rings, unused, near}
    [why] = listed["not_shown"]
    assert (why["constraint"], why["count"], why["would_open"]) == ("distance", 1, 1)
    assert why["text"] == "Too far away to meet in person"


def test_a_person_waits_once(house):
    ada = house.member()
    house.referral(ada)
    again = house.ask("POST", "/v1/referrals", json={"member_id": ada})
    assert (again.status_code, again.json["code"]) == (409, "already_waiting")


def test_a_request_filed_twice_with_one_key_is_one_request(house):
    ada = house.member()
    wish = {"json": {"member_id": ada}, "headers": {"Idempotency-Key": "form 7"}}
    first, second = (house.did("POST", "/v1/referrals", **wish) for _ in range(2))
    assert first == second and len(house.told("referral.filed")) == 1


def test_those_who_wait_longest_are_listed_first(house):
    late = house.referral(house.member(), ready_from=house.later(days=2))
    early = house.referral(house.member("Eve"))
    listed = house.did("GET", "/v1/referrals", query_string={"state": "waiting"})
    assert [one["id"] for one in listed["items"]] == [early, late]
    house.room.tick(minutes=1)
    last = house.referral(house.member("Lou"))
    asked = {"order": "newest", "limit": 2, "filed_from": house.later(days=-1)}
    newest = house.did("GET", "/v1/referrals", query_string=asked)
    assert [one["id"] for one in newest["items"]] == [last, early] and newest["next"] is None
