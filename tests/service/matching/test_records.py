"""Somebody's own record: who has seen it, a copy of it all, and the end of it."""

import csv
import io
import json

from services.matching.store import tables
from services.matching.store.exports import EXPORTED, FOR_A_COACH, LEFT_OUT, WITHHELD
from shared.contracts.matching import CONSENT
from shared.db.transaction import reading
from shared.kernel.ids import new_id
from tests.service.matching.agreements import PARTNER, give, tell

CANARY = "Zephyrine Quillfeather"
OWN_WORDS = "cormorant-canary"
THERE = "heron-canary ward"
NOTE = "likes plover-canary tea"


def lived(house):
    """Somebody of whom a trace stands wherever one can stand."""
    bo, cam, eve = house.coach("Bo Quince", opens_in_hours=2), house.coach("Cam"), house.member("Eve")
    ada = house.member(CANARY, profile={"health": ["grief"]}, self_described={"health": OWN_WORDS})
    referral = house.referral(ada, referred_by=PARTNER, source="court", now_at=THERE)
    house.choose(referral, bo, cam)
    match = house.accept(house.asked(bo)[0]["id"], bo).json["match_id"]
    house.did("PUT", f"/v1/matches/{match}/handover", house.actor(bo, "coach"), json={"note": NOTE})
    house.did("POST", "/v1/never-matches", json={"person_ids": [ada, eve], "kind": "kin", "note": OWN_WORDS})
    give(house, ada, name=CANARY)
    tell(house, ada, description=OWN_WORDS)
    house.did("POST", f"/v1/people/{ada}/restrictions", json={"purpose": "funding", "words": OWN_WORDS})
    house.did("POST", "/v1/privacy-notices", house.supervisor, json={"en": "We keep it.", "es": "Lo guardamos."})
    house.did("POST", f"/v1/people/{ada}/acknowledgements", json={"number": 1})
    house.did("POST", f"/v1/people/{ada}/list-requests", json={})
    house.did("POST", "/v1/legal-requests", json={"kind": "warrant", "person_id": ada, "note": OWN_WORDS})
    looked = {"reason": "safety", "why": f"{OWN_WORDS}: nobody opens"}
    house.did("POST", f"/v1/people/{ada}/emergencies", house.actor(cam, "coach"), json=looked)
    meet(house, ada, match, bo)
    house.did("POST", f"/v1/matches/{match}/rematch", json={})
    return ada, bo, match


def meet(house, ada, match, bo, *, version=1):
    """Scheduling tells of a session and of a call."""
    at, session, contact = house.room.clock.at, new_id(), new_id()
    told = {"session_id": session, "match_id": match, "coach_id": bo, "member_ids": [ada], "starts_at": at}
    told |= {"ends_at": at, "time_zone": "UTC", "modality": "phone", "state": "attended", "first": True, "late": False}
    said = {"organisation": house.organisation, "version": version}
    house.room.tell(
        "session.attended", subject=session, key=match, data=told | {"sequence": 0, "ics_uid": session}, **said
    )
    call = {"contact_id": contact, "person_id": ada, "count": 1, "kind": "call", "at": at, "minutes": 5}
    call |= {"outcome": "talked", "started_by": "us"}
    house.room.tell("contact.recorded", subject=contact, key=ada, data=call, **said)


def export(house, person, actor=None, **asked):
    actor = actor or house.actor(person, "member")
    return house.ask("GET", f"/v1/people/{person}/export", actor, query_string=asked)


def erase(house, person, actor=None):
    return house.ask("POST", f"/v1/people/{person}/erasure", actor or house.actor(person, "member"))


def everything(house):
    with reading(house.room.desk, house.machine) as rx:
        return {name: [dict(row) for row in rx.rows(table)] for name, table in tables.metadata.tables.items()
                if "organisation" in table.c}  # fmt: skip


def names_somebody(column):
    return column.name.endswith(("person_id", "member_id", "coach_id", "_by", "referral_id", "match_id")) or (
        column.name in ("one", "other", "about_id", "tell_id", "actor", "first_come_id")
        or any(key.column.table.name == "people" for key in column.foreign_keys)
    )


def test_every_table_that_knows_somebody_is_told_or_left_out_for_a_reason():
    known = {name for name, table in tables.metadata.tables.items() if any(map(names_somebody, table.c))}
    assert known - EXPORTED - set(LEFT_OUT) == set()
    assert not EXPORTED & set(LEFT_OUT) and set(tables.metadata.tables) >= EXPORTED


def test_a_copy_holds_every_column_of_every_table(house):
    ada, _, _ = lived(house)
    parts = export(house, ada).json["parts"]
    for name in EXPORTED - {"round_pairs", "availability"}:
        assert parts[name], name
        columns = {column.name for column in tables.metadata.tables[name].c} - {"organisation"}
        assert columns - WITHHELD.get(name, set()) <= set(parts[name][0]), name
    assert parts["people"][0]["sealed"]["display_name"] == CANARY
    assert [one["note"] for one in parts["handovers"]] == [NOTE]
    assert parts["referrals"][0]["now_at"] == THERE and parts["shortlists"][0]["shown_to_you"]
    assert parts["disclosures"][0]["sealed"]["description"] == OWN_WORDS
    assert {one["deed"] for one in parts["seen_by"]} >= {"give_consent", "disclose", "restrict"}


def test_a_copy_can_be_a_sheet_or_a_page_to_print(house):
    ada, _, _ = lived(house)
    rows = list(csv.DictReader(io.StringIO(export(house, ada, form="csv").text)))
    assert {"part": "people", "entry": "1", "field": "sealed.display_name", "value": CANARY} in rows
    page = export(house, ada, form="html", language="es")
    assert page.mimetype == "text/html" and CANARY in page.text and "<h2>Lo que autorizaste</h2>" in page.text
    assert "<script" not in page.text and "http" not in page.text


def test_a_coach_s_copy_names_nobody_they_walk_with(house):
    ada, bo, _ = lived(house)
    whole = export(house, bo, house.actor(bo, "coach"))
    assert ada not in whole.text and whole.json["parts"]["availability"]
    for name, hidden in FOR_A_COACH.items():
        assert whole.json["parts"][name] and not hidden & set(whole.json["parts"][name][0])


def test_a_copy_and_the_list_are_for_the_person_and_who_looks_after_all(house):
    ada, bo, _ = lived(house)
    for noun in ("export", "access"):
        path = f"/v1/people/{ada}/{noun}"
        for stranger in (house.actor(bo, "coach"), house.actor(house.member("Eve"), "member")):
            real, never = (house.ask("GET", p, stranger) for p in (path, f"/v1/people/{new_id()}/{noun}"))
            assert (real.status_code, real.data) == (404, never.data)
        assert house.ask("GET", path, house.intake).status_code == 403
        assert house.ask("GET", path, house.supervisor).status_code == 200


def test_a_person_reads_who_has_seen_their_record_in_plain_words(house):
    kim = house.did("POST", "/v1/staff", house.machine, json={"display_name": "Kim Halloran"})["id"]
    ada = house.member()
    house.did("GET", f"/v1/members/{ada}", house.actor(kim, "intake"))
    house.did("GET", f"/v1/referrals/{house.referral(ada)}", house.actor(kim, "supervisor"))
    house.did("GET", f"/v1/members/{ada}", house.actor(ada, "member"))
    house.did("POST", "/v1/never-matches", json={"person_ids": [ada, house.member("Eve")], "kind": "past_relationship"})
    answer = house.did("GET", f"/v1/people/{ada}/access", house.actor(ada, "member"))
    request, seen = answer["items"]
    assert request["text"]["en"] == "looked at your request"
    assert (seen["role"], seen["first_name"]) == ("intake", "Kim")
    assert request["who"] == seen["who"] and kim not in json.dumps(answer)
    assert seen["text"] == {"en": "read what you told us", "es": "leyó lo que nos contaste"}
    assert "Halloran" not in json.dumps(answer)


def test_of_many_names_each_that_was_read_is_noted_once_and_nobody_s_own(house):
    ada, eve, kim = house.member("Ada"), house.member("Eve"), house.actor(house.coach("Kim"), "intake")
    asked = {"ids": [ada, kim.person, eve, new_id()], "purpose": "roster"}
    house.did("POST", "/v1/people/names", kim, json=asked)
    noted = [row for row in everything(house)["audit"] if row["deed"] == "read_name"]
    assert sorted(row["person_id"] for row in noted) == sorted([ada, eve])
    assert {(row["actor"], row["role"], row["purpose"]) for row in noted} == {(kim.person, "intake", "roster")}


def test_the_list_is_read_page_by_page_the_newest_first(house):
    ada = house.member()
    for role in ("intake", "supervisor", "admin"):
        house.did("GET", f"/v1/members/{ada}", house.actor(new_id(), role))
    path, own = f"/v1/people/{ada}/access", house.actor(ada, "member")
    first = house.did("GET", path, own, query_string={"limit": 2})
    second = house.did("GET", path, own, query_string={"limit": 2, "cursor": first["next"]})
    assert [one["role"] for one in first["items"] + second["items"]] == ["admin", "supervisor", "intake"]
    assert second["next"] is None
    assert len({one["who"] for one in first["items"] + second["items"]}) == 3
    assert house.ask("GET", path, own, query_string={"cursor": "x"}).status_code == 422


def test_of_somebody_who_asked_to_be_forgotten_nothing_can_be_read_again(house):
    ada, bo, match = lived(house)
    before = len(house.room.told())
    answer = erase(house, ada)
    assert (answer.status_code, answer.json["state"]) == (202, "erased")
    left = everything(house)
    whole = json.dumps(left, default=str)
    assert not [word for word in (CANARY, OWN_WORDS, THERE, NOTE) if word in whole]
    assert [row["wrapped"] for row in left["person_keys"] if row["person_id"] == ada] == [None]
    assert {row["deed"] for row in left["audit"]} >= {"give_consent", "erase"} and ada not in str(left["audit"])
    [person] = [row for row in left["people"] if row["id"] == ada]
    assert (person["state"], person["sealed"], person["external_id"]) == ("erased", "", None)
    for name in ("shortlists", "shortlist_positions", "choices", "handovers", "heard_sessions", "heard_contacts"):
        assert left[name] == [], name
    for name in ("never_matches", "progress", "tidings", "list_requests"):
        assert left[name] == [], name
    assert [row for row in left["name_marks"] if row["person_id"] == ada] == []
    assert {row["source"] for row in left["referrals"]} == {"other"}
    types = [event.type for event in house.room.told()[before:]]
    assert {"match.ended", "referral.closed", "person.erased", CONSENT[1]} <= set(types)
    assert house.told("person.erased")[-1].data["person_id"] == ada


def test_to_everybody_it_is_as_if_they_never_were(house):
    ada, bo, match = lived(house)
    erase(house, ada)
    for path, actor in (
        (f"/v1/members/{ada}", house.intake),
        (f"/v1/people/{ada}/access", house.supervisor),
        (f"/v1/people/{ada}/export", house.supervisor),
    ):
        assert house.ask("GET", path, actor).status_code == 404
    assert house.did("POST", "/v1/people/lookup", json={"display_name": CANARY})["items"] == []
    assert house.did("POST", "/v1/people/names", json={"ids": [ada]})["items"] == []
    assert house.ask("POST", "/v1/referrals", json={"member_id": ada}).status_code == 404
    assert erase(house, ada).status_code == 404
    assert house.did("GET", "/v1/consents/ending", query_string={"within_days": 366})["items"] == []


def test_late_news_brings_nobody_back(house):
    ada, bo, match = lived(house)
    erase(house, ada)
    meet(house, ada, match, bo, version=9)
    left = everything(house)
    assert left["heard_sessions"] == left["heard_contacts"] == left["progress"] == []


def test_a_coach_who_is_forgotten_is_on_no_list_and_their_people_come_first(house):
    bo, cam = house.coach("Bo", opens_in_hours=2, external_id="0047"), house.coach("Cam")
    ada = house.member()
    house.match(bo, ada)
    other = house.referral(house.member("Eve"))
    assert set(house.shown(other)) == {bo, cam}
    assert erase(house, bo, house.supervisor).status_code == 202
    assert house.shown(other) == [cam]
    assert [one["id"] for one in house.did("GET", "/v1/coaches")["items"]] == [cam]
    assert [one["referral"]["member_id"] for one in house.did("GET", "/v1/reassignments")["items"]] == [ada]
    house.opens(bo, 2, version=9)
    left = everything(house)
    assert left["availability"] == [] and bo not in {row["coach_id"] for row in left["shortlist_positions"]}


def test_only_they_themselves_or_who_looks_after_all_ask_for_it(house):
    ada, bo = house.member(), house.coach()
    house.match(bo, ada)
    assert erase(house, ada, house.actor(bo, "coach")).status_code == 404
    assert erase(house, ada, house.intake).status_code == 403
    assert erase(house, ada, house.actor(house.member("Eve"), "member")).status_code == 404


def test_nobody_else_is_touched(house):
    ada, _, _ = lived(house)
    eve = house.member("Eve")
    give(house, eve)
    erase(house, ada)
    assert house.did("GET", f"/v1/members/{eve}")["display_name"] == "Eve"
    assert tell(house, eve).status_code == 201


def test_what_is_resent_still_says_that_they_were_forgotten(house):
    from services.matching.actions.news import tell_everything
    from shared.db.transaction import transaction

    ada, _, _ = lived(house)
    erase(house, ada)
    before = len(house.room.told())
    with transaction(house.room.desk, house.machine) as tx:
        tell_everything(tx)
    again = [event for event in house.room.told()[before:] if event.subject == ada]
    assert [event.type for event in again] == ["person.erased"]


def test_an_answer_kept_for_a_repeated_request_is_gone_with_the_person(house):
    """Their name stood in it for a day. The request, made again, is still not granted a second time."""
    wish = {"json": {"display_name": CANARY}, "headers": {"Idempotency-Key": "form 7"}}
    first = house.ask("POST", "/v1/members", **wish)
    ada, eve = first.json["id"], {"json": {"display_name": "Eve"}, "headers": {"Idempotency-Key": "form 8"}}
    other = house.ask("POST", "/v1/members", **eve).json
    assert house.ask("POST", "/v1/members", **wish).json["id"] == ada
    assert erase(house, ada).status_code == 202
    again = house.ask("POST", "/v1/members", **wish)
    assert (again.status_code, again.json["code"]) == (410, "erased") and CANARY not in again.text
    assert house.ask("POST", "/v1/members", **eve).json == other
    assert CANARY not in "".join(kept_answers(house))


def kept_answers(house):
    from shared.db.common import idempotency

    sealer = house.room.desk.sealer
    with reading(house.room.desk, house.supervisor) as rx:
        rows = rx.rows(idempotency)
    return [sealer.open(row["answer"], place=f"idempotency:{row['scope']}") for row in rows]
