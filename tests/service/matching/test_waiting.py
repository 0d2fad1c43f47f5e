"""People waiting: since when, what is late, what now; and who we may know already."""

from datetime import timedelta

import pytest

from shared.kernel.ids import new_id
from tests.desk.seeing import every_row


def meeting(house, state, *, version, session=None, hours=0, **of):
    """Scheduling tells of a session."""
    session, starts = session or new_id(), house.room.clock.at + timedelta(hours=hours)
    told = {"session_id": session, "coach_id": new_id(), "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    told |= {"time_zone": "America/New_York", "modality": "phone", "state": state, "first": True, "late": False}
    told |= {"sequence": 0, "ics_uid": session, "match_id": None, "referral_id": None, "place_id": None}
    told |= {"side": None, "reason": None, "by": None} | of
    said = {"subject": session, "key": of.get("match_id") or session, "version": version, "data": told}
    house.room.tell(f"session.{state}", **said, organisation=house.organisation)
    return session


def talk(house, person, outcome="talked", *, version=1, contact=None):
    contact = contact or new_id()
    told = {"contact_id": contact, "person_id": person, "count": 1, "kind": "call", "at": house.room.clock.at}
    told |= {"minutes": 5, "outcome": outcome, "started_by": "us", "coach_id": None, "session_id": None}
    said = {"subject": contact, "key": person or contact, "version": version, "data": told}
    house.room.tell("contact.recorded", **said, organisation=house.organisation)


def waiting(house, **asked):
    return house.did("GET", "/v1/waiting", query_string=asked)["items"]


def alerts(one):
    return [alert["code"] for alert in one["alerts"]]


def test_the_longest_waiting_come_first_with_the_one_next_step(house):
    later = house.referral(house.member("Eve"), ready_from=house.later(days=2))
    referral = house.referral(house.member())
    first, second = waiting(house, language="en")
    assert (first["referral_id"], second["referral_id"]) == (referral, later)
    assert (first["text"], first["next_step"]["code"], first["alerts"]) == (
        "waiting less than a minute",
        "be_in_touch",
        [],
    )
    assert (second["text"], second["next_step"]["text"]) == (
        "coming up in 2 days",
        "next step: prepare; they are not ready yet",
    )
    house.room.tick(hours=25)
    assert alerts(waiting(house)[0]) == ["contact_late"]
    assert waiting(house, language="es")[0]["alerts"][0]["text"] == "Todavía nadie se ha puesto en contacto"
    house.room.tick(hours=25)
    assert [alerts(one) for one in waiting(house)] == [["contact_late", "session_late"], []]


def test_an_organisation_promises_what_it_can_keep(house):
    headers = {"If-Match": '"1"'}
    house.did("PATCH", "/v1/organisation", house.machine, json={"first_contact_hours": 4}, headers=headers)
    house.referral(house.member())
    house.room.tick(hours=4)
    assert alerts(waiting(house)[0]) == ["contact_late"]


def test_a_talk_is_a_first_contact_and_a_try_is_not(house):
    ada = house.member()
    referral = house.referral(ada)
    talk(house, ada, "no_answer")
    assert waiting(house)[0]["first_contact_at"] is None
    house.room.tick(minutes=5)
    talk(house, ada)
    assert waiting(house)[0]["first_contact_at"] == house.later()
    assert house.did("GET", f"/v1/referrals/{referral}")["progress"] == "in_touch"
    talk(house, None)


def test_whoever_walked_in_has_been_in_touch(house):
    house.referral(house.member(), source="walked_in")
    assert waiting(house)[0]["next_step"]["code"] == "show_people"


def test_a_welcome_conversation_is_a_contact_and_not_yet_a_first_session(house):
    ada = house.member()
    referral = house.referral(ada)
    session = meeting(house, "booked", version=1, hours=2, referral_id=referral, member_ids=[ada])
    assert waiting(house)[0]["booked_for_at"] == house.later(hours=2)
    meeting(house, "attended", version=2, session=session, referral_id=referral, member_ids=[ada])
    [one] = waiting(house)
    assert (one["first_contact_at"], one["booked_for_at"]) == (house.later(), None)


def test_whoever_has_met_their_coach_waits_no_longer_and_a_mistake_can_be_undone(house):
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    [one] = waiting(house)
    assert (one["state"], one["next_step"]["code"]) == ("matched", "book_first_session")
    session = meeting(house, "booked", version=1, hours=24, match_id=match, member_ids=[ada])
    assert waiting(house)[0]["next_step"]["code"] == "first_session_booked"
    meeting(house, "attended", version=3, session=session, match_id=match, member_ids=[ada])
    assert waiting(house) == []
    assert house.did("GET", f"/v1/referrals/{one['referral_id']}")["progress"] == "meeting"
    meeting(house, "confirmed", version=2, session=session, match_id=match, member_ids=[ada])
    assert waiting(house) == []
    meeting(house, "booked", version=4, session=session, match_id=match, member_ids=[ada])
    assert len(waiting(house)) == 1


def test_whoever_parted_before_they_met_is_not_on_the_list(house):
    match = house.match(house.coach())
    house.did("POST", f"/v1/matches/{match}/ending", json={})
    assert waiting(house) == []


def test_groups_are_not_what_somebody_waits_for(house):
    ada, eve = house.member(), house.member("Eve")
    referral = house.referral(ada)
    meeting(house, "attended", version=1, referral_id=referral, member_ids=[ada, eve])
    assert waiting(house)[0]["first_contact_at"] is None


def test_an_offer_without_an_answer_says_to_ring(house):
    ada = house.member()
    house.choose(house.referral(ada, source="walked_in", urgency="urgent"), house.coach())
    house.room.tick(hours=2)
    [one] = waiting(house)
    assert (one["next_step"]["code"], alerts(one)) == ("ring_coach", ["no_answer"])


def test_it_is_said_at_once_when_those_who_are_asked_in_turn_may_answer_later_than_we_promised(house):
    ada = house.member()
    house.choose(house.referral(ada, source="walked_in", urgency="soon"), *(house.coach(name) for name in "BCD"))
    [one] = waiting(house, language="es")
    assert alerts(one) == ["waits_add_up"] and "reservar una primera conversación" in one["alerts"][0]["text"]
    assert one["all_answered_by"] == house.later(hours=72) and one["first_session_by"] == house.later(hours=48)
    kept = {"json": {"first_session_hours": 72}, "headers": {"If-Match": '"1"'}}
    house.did("PATCH", "/v1/organisation", house.machine, **kept)
    assert alerts(waiting(house)[0]) == []


def test_where_a_person_is_now_stays_sealed_and_with_staff(house):
    ada, secret = house.member(), "County jail, released Friday"
    referral = house.referral(ada, now_at=secret, ready_from=house.later(days=4))
    seen = house.ask("GET", f"/v1/referrals/{referral}")
    assert (seen.json["now_at"], seen.headers["ETag"]) == (secret, '"1"')
    assert "now_at" not in house.did("GET", f"/v1/referrals/{referral}", house.actor(ada, "member"))
    assert secret not in house.room.wire()


def test_how_soon_and_from_when_can_change(house):
    referral = house.referral(house.member())
    said = {"json": {"urgency": "urgent", "now_at": None}, "headers": {"If-Match": '"1"'}}
    assert house.did("PATCH", f"/v1/referrals/{referral}", **said)["urgency"] == "urgent"
    assert house.told("referral.changed")[0].data["urgency"] == "urgent"
    assert house.ask("PATCH", f"/v1/referrals/{referral}", **said).status_code == 412


@pytest.mark.parametrize("typed, likeness", [
    ("adá", "whole"), ("Obi Ada", "word"), ("Adda", "sound"), ("Bo", None),
])  # fmt: skip
def test_somebody_we_may_know_already(house, typed, likeness):
    ada = house.member("Ada", profile={"health": ["grief"]})
    house.referral(ada)
    found = house.did("POST", "/v1/people/lookup", json={"display_name": typed})["items"]
    assert [(one["id"], one["likeness"], one["is_waiting"]) for one in found] == (
        [(ada, likeness, True)] if likeness else []
    )


def test_a_new_name_is_found_and_the_old_one_is_not(house):
    ada = house.member("Ada")
    said = {"json": {"display_name": "Zora"}, "headers": {"If-Match": '"1"'}}
    house.did("PATCH", f"/v1/members/{ada}", **said)

    def found(name):
        return [one["id"] for one in house.did("POST", "/v1/people/lookup", json={"display_name": name})["items"]]

    assert (found("Ada"), found("Zora")) == ([], [ada])


def test_a_number_is_looked_up_and_nothing_at_all_is_not(house):
    bo = house.coach(external_id="0012")
    [found] = house.did("POST", "/v1/people/lookup", json={"external_id": "0012"})["items"]
    assert (found["id"], found["likeness"]) == (bo, "number")
    assert house.ask("POST", "/v1/people/lookup", json={}).status_code == 422


def test_people_kept_before_names_were_marked_are_found_once_marked(house):
    from services.matching.store.tables_beside import name_marks

    ada = house.member("Ada")
    with every_row(house.room.desk.engine) as connection:
        connection.execute(name_marks.delete())
    house.room.tick(minutes=10)
    assert [one["id"] for one in house.did("POST", "/v1/people/lookup", json={"display_name": "Ada"})["items"]] == [ada]


def test_of_the_newest_there_is_one_page(house):
    for name in ("Ada", "Eve"):
        house.referral(house.member(name))
    first = house.did("GET", "/v1/referrals", query_string={"limit": 1})
    again = {"limit": 1, "cursor": first["next"], "order": "newest"}
    refused = house.ask("GET", "/v1/referrals", query_string=again)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["cursor"])
