"""Who may look at whom, through every door that opens on somebody: a stranger hears what they would hear of nobody."""

import re

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.matching.agreements import PARTNER, give, progress, tell

NAME = "Zephyrine Quillfeather"


def looks(house):
    """Every door that tells of something by its id."""
    for rule in house.room.app.url_map.iter_rules():
        if "GET" in rule.methods and any(name.endswith("_id") for name in rule.arguments):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def walked(house):
    """A person and a coach who walk together, and the ids by which doors know them."""
    bo = house.coach("Bo", profile={"health": ["grief"]}, opens_in_hours=2)
    ada = house.member(NAME, profile={"health": ["grief"]})
    referral = house.referral(ada, referred_by=PARTNER)
    assert house.choose(referral, bo).status_code == 201
    offer = house.asked(bo)[0]["id"]
    match = house.accept(offer, bo).json["match_id"]
    house.did("PUT", f"/v1/matches/{match}/handover", house.actor(bo, "coach"), json={"note": "Tea."})
    consent = give(house, ada)["id"]
    round = house.ask("POST", "/v1/rounds", house.supervisor, json={"objective": "best_fit"}).json["id"]
    ids = {"member_id": ada, "person_id": ada, "coach_id": bo, "referral_id": referral, "offer_id": offer}
    return ids | {"match_id": match, "consent_id": consent, "round_id": round}


def test_to_whoever_has_no_business_there_nobody_is_there(house):
    ids = walked(house)
    never = {name: new_id() for name in ids}
    strangers = {
        "a coach who does not walk with them": house.actor(house.coach("Cam"), "coach"),
        "another person": house.actor(house.member("Eve"), "member"),
        "another organisation": Actor(new_id(), "supervisor", new_id()),
        "whoever sent somebody else": house.actor(new_id(), "partner"),
    }
    for who, stranger in strangers.items():
        for path in looks(house):
            real, none = (house.ask("GET", path.format(**known), stranger) for known in (ids, never))
            assert real.status_code in (403, 404), (who, path)
            assert (real.status_code, real.data) == (none.status_code, none.data), (who, path)
            assert NAME not in real.text


def test_a_coach_knows_nothing_but_a_few_facts_before_they_said_yes_and_their_own_people_after(house):
    bo = house.coach("Bo", profile={"health": ["grief"]})
    ada = house.member(NAME, profile={"health": ["grief"]}, shown={"health": ["grief"]})
    asked, own = house.offered(bo, ada), house.actor(bo, "coach")
    seen = house.did("GET", f"/v1/offers/{asked}", own)
    assert NAME not in str(seen) and ada not in str(seen) and "referral_id" not in seen
    assert house.ask("GET", f"/v1/members/{ada}", own).status_code == 404
    match = house.accept(asked, bo).json["match_id"]
    assert house.did("GET", f"/v1/members/{ada}", own)["display_name"] == NAME
    house.did("POST", f"/v1/matches/{match}/ending", json={})
    assert house.ask("GET", f"/v1/members/{ada}", own).status_code == 404


def test_intake_and_supervisors_know_their_organisation_and_no_scores_but_when_asked(house):
    ids = walked(house)
    for staff in (house.intake, house.supervisor):
        assert house.did("GET", f"/v1/members/{ids['member_id']}", staff)["display_name"] == NAME
        assert "points" not in str(house.shortlist(house.referral(house.member()), staff)["items"])


def test_a_referring_organisation_hears_what_the_consent_says_and_no_more(house):
    ids = walked(house)
    sender = house.actor(PARTNER, "partner")
    told = progress(house, ids["referral_id"]).json
    assert told["progress"] == "received" and NAME not in str(told) and ids["member_id"] not in str(told)
    others = [path for path in looks(house) if not path.endswith("/progress")]
    assert {house.ask("GET", path.format(**ids), sender).status_code for path in others} == {403}


def test_what_is_told_outside_is_what_was_agreed_to_and_not_the_rest_of_the_record(house):
    ids = walked(house)
    told = tell(house, ids["member_id"]).json
    assert set(told["record"]) == {"progress"} and "grief" not in str(told)
