"""Telling somebody outside: only what was agreed to, with the words that go along, and written down."""

import csv
import io
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.kernel.ids import new_id
from tests.service.matching.agreements import PARTNER, accounted, deeds, give, partner, progress, revoke, tell, tpo
from tests.unit.matching.test_consent_rules import LONG, SHORT

CLASSES = ("progress", "participation", "ways_to_meet", "what_you_said")
BEYOND = [
    {"recipient": {"kind": "organisation", "id": new_id(), "name": "Somebody else"}},
    {"purpose": "funding"},
    {"data_classes": ["progress", "what_you_said"]},
    {"data_classes": ["counselling_notes"]},
]  # fmt: skip


def test_whoever_sent_somebody_hears_one_of_four_words_if_the_person_agreed(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER, source="treatment")
    before = progress(house, referral)
    assert (before.status_code, before.json["code"]) == (403, "not_consented")
    consent = give(house, ada)
    told = progress(house, referral).json
    assert (told["referral_id"], told["progress"]) == (referral, "received")
    assert told["notice"] == {"short": SHORT, "long": LONG}
    assert told["consent"]["id"] == consent["id"]
    assert told["consent"]["scope"]["en"] == (
        "Ada Marsh-Canary agreed on 2026-11-23 that whether we received your request, are in touch, are meeting, or "
        "could not reach you may be told to Harbor Detox. For: so that who sent you knows what happened next. "
        "Until 2027-05-31. It can be taken back."
    )
    assert set(told) == {"referral_id", "progress", "disclosure_id", "notice", "consent"}


def test_the_portal_asks_on_behalf_of_whoever_sent_them(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER)
    give(house, ada)
    assert progress(house, referral, house.machine, recipient=PARTNER).status_code == 200
    assert progress(house, referral, house.machine).status_code == 404
    assert progress(house, referral, house.machine, recipient=new_id()).status_code == 404


def test_another_organisation_hears_what_it_would_of_nobody(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER)
    give(house, ada)
    other = house.actor(new_id(), "partner")
    real, never = (progress(house, id, other) for id in (referral, new_id()))
    assert (real.status_code, real.data) == (404, never.data)


def test_a_court_may_send_somebody_and_hears_nothing_back(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER, source="court")
    give(house, ada)
    answer = progress(house, referral)
    assert (answer.status_code, answer.json["code"]) == (403, "courts_hear_nothing")
    assert "carta" in answer.json["in_words"]["es"]
    assert tell(house, ada, recipient={"kind": "court", "id": PARTNER, "name": "County"}).status_code == 403
    assert accounted(house, ada) == [] and deeds(house, ada).count("disclosure_refused") == 2


def test_a_question_from_a_court_is_written_down_and_refused_with_words_to_read_out(house):
    ada = house.member()
    said = {"kind": "subpoena", "person_id": ada, "note": "Wants everything."}
    answer = house.did("POST", "/v1/legal-requests", json=said)
    assert answer["state"] == "refused" and answer["in_words"]["en"].startswith("Courts")
    assert deeds(house, ada)[-1] == "refuse_legal_request"


def test_what_was_not_agreed_to_is_not_told_and_that_it_was_asked_is_kept(house):
    ada = house.member()
    give(house, ada)
    for asked in BEYOND:
        answer = tell(house, ada, **asked)
        assert (answer.status_code, answer.json["code"]) == (403, "not_consented")
    assert accounted(house, ada) == [] and deeds(house, ada).count("disclosure_refused") == len(BEYOND)


def test_a_refusal_asked_twice_with_one_key_is_kept_once(house):
    ada = house.member()
    said = {"recipient": {"kind": "organisation", "id": PARTNER}, "purpose": "funding", "data_classes": ["progress"]}
    path, key = f"/v1/people/{ada}/disclosures", {"Idempotency-Key": "once"}
    assert [house.ask("POST", path, json=said, headers=key).status_code for _ in range(2)] == [403, 403]
    assert deeds(house, ada).count("disclosure_refused") == 1


def test_taken_back_it_is_told_no_more_from_that_moment(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER)
    consent = give(house, ada)["id"]
    assert progress(house, referral).status_code == 200
    revoke(house, consent, house.actor(ada, "member"))
    assert progress(house, referral).status_code == 403
    assert len(accounted(house, ada)) == 1


def test_the_moment_the_last_day_is_over_nothing_is_told(house):
    ada = house.member()
    referral = house.referral(ada, referred_by=PARTNER)
    give(house, ada, expires_on=None, expires_at=house.later(hours=1))
    house.room.clock.at += timedelta(minutes=59, seconds=59)
    assert progress(house, referral).status_code == 200
    house.room.clock.at += timedelta(seconds=1)
    assert progress(house, referral).status_code == 403


def test_when_services_are_over_nothing_is_told_even_before_that_is_written_down(house):
    bo, ada = house.coach(), house.member()
    give(house, ada, expires_on=None, ends_with="end_of_services")
    match = house.match(bo, ada)
    assert tell(house, ada).status_code == 201
    house.did("POST", f"/v1/matches/{match}/ending", json={})
    assert tell(house, ada).status_code == 403


def test_what_a_person_does_not_want_told_is_stronger_than_a_consent(house):
    ada = house.member()
    give(house, ada)
    path, own = f"/v1/people/{ada}/restrictions", house.actor(ada, "member")
    wish = house.did("POST", path, own, json={"recipient_id": PARTNER})
    assert tell(house, ada).status_code == 403
    assert [one["id"] for one in house.did("GET", path, own)["items"]] == [wish["id"]]
    assert house.ask("DELETE", f"{path}/{wish['id']}", own).status_code == 204
    assert tell(house, ada).status_code == 201
    assert set(house.ask("POST", path, own, json={}).json["errors"]) == {"recipient_id", "purpose", "data_class"}
    assert (
        house.ask("POST", path, house.actor(house.member("Eve"), "member"), json={"purpose": "funding"}).status_code
        == 404
    )


def test_those_who_treat_somebody_are_one_class_and_each_is_written_down_by_name(house):
    ada = house.member(profile={"pathway": ["medication"]})
    house.did("POST", "/v1/consents", json=tpo(house, ada, data_classes=["what_you_said"]))
    whom = {"kind": "treating_providers", "name": "Dr. Reyes", "address": "2 Hill St"}
    told = tell(house, ada, recipient=whom, purpose="treatment_payment_operations", data_classes=["what_you_said"])
    assert told.json["record"]["what_you_said"]["profile"] == {"pathway": ["medication"]}
    [one] = accounted(house, ada)
    assert (one["recipient"]["name"], one["recipient"]["address"]) == ("Dr. Reyes", "2 Hill St")
    nameless = tell(house, ada, recipient={"kind": "treating_providers"}, purpose="treatment_payment_operations")
    assert nameless.status_code == 422


def test_a_person_reads_and_downloads_what_was_told(house):
    ada = house.member()
    give(house, ada)
    tell(house, ada, way="voice")
    [one] = accounted(house, ada)
    assert (one["at"], one["way"]) == (house.later(), "voice")
    assert one["recipient"] == {"id": PARTNER, "kind": "organisation", "name": "Harbor Detox", "address": "1 Pier Rd"}
    assert one["description"]["es"].startswith("Si recibimos tu solicitud")
    path, own = f"/v1/people/{ada}/disclosures", house.actor(ada, "member")
    sheet = house.ask("GET", path, own, query_string={"form": "csv"})
    [row] = csv.DictReader(io.StringIO(sheet.text))
    assert (row["recipient"], row["address"]) == ("Harbor Detox", "1 Pier Rd") and sheet.mimetype == "text/csv"
    assert house.ask("GET", path, house.actor(house.member("Eve"), "member")).status_code == 404


def test_a_cell_that_looks_like_a_formula_stays_words(house):
    ada = house.member()
    give(house, ada, recipient={"kind": "organisation", "id": PARTNER, "name": "=HYPERLINK(1)"})
    tell(house, ada)
    path = f"/v1/people/{ada}/disclosures"
    sheet = house.ask("GET", path, house.supervisor, query_string={"form": "csv"})
    assert "'=HYPERLINK(1)" in sheet.text


def test_after_three_years_it_leaves_the_list(house):
    ada = house.member()
    give(house, ada, expires_on="2031-01-01")
    tell(house, ada)
    house.room.clock.at += timedelta(days=3 * 365)
    assert len(accounted(house, ada)) == 1
    house.room.clock.at += timedelta(days=5)
    assert accounted(house, ada) == []


def test_as_many_are_written_down_as_were_told(house):
    """Whatever is agreed to, taken back or asked, in whatever order."""
    asks = st.tuples(
        st.sampled_from(["give", "revoke", "ask"]), st.lists(st.sampled_from(CLASSES), min_size=1, unique=True)
    )

    @settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(asks, max_size=8))
    def whatever_happens(deeds):
        ada, open, told = house.member(), {}, 0
        for deed, classes in deeds:
            if deed == "give":
                open[give(house, ada, data_classes=classes)["id"]] = set(classes)
            elif deed == "revoke" and open:
                revoke(house, open.popitem()[0])
            else:
                may = any(set(classes) <= agreed for agreed in open.values())
                answer = tell(house, ada, data_classes=classes)
                assert answer.status_code == (201 if may else 403)
                assert not may or set(answer.json["record"]) == set(classes)
                told += may
        assert len(accounted(house, ada)) == told

    whatever_happens()


def test_roles_that_have_no_business_there_stay_outside(house):
    ada = house.member()
    assert tell(house, ada, house.actor(ada, "member")).status_code == 403
    assert house.ask("GET", f"/v1/people/{ada}/disclosures", partner(house)).status_code == 403
