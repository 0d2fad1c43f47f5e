"""What people agree to: whole or not at all, taken back at once, and asked again in good time."""

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.matching.agreements import ALWAYS, OUTSIDE, deeds, form, give, revoke, tpo

MIXTURES = [
    ({"data_classes": ["progress", "counselling_notes"]}, "data_classes"),
    ({"type": "counselling_notes", "data_classes": ["progress"]}, "data_classes"),
    ({"purpose": "legal_proceedings"}, "purpose"),
    ({"type": "legal_proceedings", "purpose": "referral_feedback"}, "purpose"),
    ({"type": "research", "purpose": "funding"}, "purpose"),
    ({"recipient": {"kind": "court", "name": "County court"}}, "recipient.kind"),
    ({"recipient": {"kind": "central_registry", "name": "State registry"}}, "recipient.kind"),
    ({"recipient": {"kind": "organisation"}}, "recipient.name"),
    ({"expires_on": "2026-11-22"}, "expires_on"),
    ({"ends_with": "end_of_services"}, "expires_on"),
    ({"expires_on": None, "ends_with": "none"}, "ends_with"),
    ({"expires_on": None, "ends_with": "other"}, "ends_with_words"),
    ({"signed_at": "2026-12-24T12:00:00Z"}, "signed_at"),
    ({"signature": {"name": "Ada", "how": "electronic"}}, "signature.how"),
]  # fmt: skip


def refused(house, said, actor=None):
    answer = house.ask("POST", "/v1/consents", actor, json=said)
    assert answer.status_code == 422, answer.text
    return set(answer.json["errors"])


def test_each_missing_element_is_named(house):
    ada = house.member()
    for element in (*ALWAYS, *OUTSIDE):
        assert refused(house, form(house, ada, **{element: None})) == {element}
    assert house.told("consent.granted") == []


def test_what_is_signed_on_a_screen_is_signed_now(house):
    ada = house.member()
    signed = {"signature": {"name": "Ada", "how": "electronic"}, "signed_at": None}
    consent = give(house, ada, house.actor(ada, "member"), **signed)
    assert consent["signed_at"] == consent["recorded_at"]


def test_treatment_payment_and_operations_ask_for_two_more(house):
    ada = house.member()
    for element in ("redisclosure_explained", "refusal_explained"):
        assert refused(house, tpo(house, ada, **{element: None})) == {element}
    notes = {"data_classes": ["progress", "counselling_notes"]}
    assert refused(house, tpo(house, ada, **notes)) == {"data_classes"}, "it never opens notes of counselling"
    assert house.ask("POST", "/v1/consents", json=tpo(house, ada)).status_code == 201


def test_an_exchange_tells_who_receives_it_and_that_one_may_ask(house):
    whom = {"kind": "intermediary", "name": "River Exchange"}
    said = form(house, house.member(), recipient=whom)
    assert refused(house, said) == {"list_explained", "recipient.participants"}
    whole = said | {"list_explained": True, "recipient": whom | {"participants": ["Dr. Reyes"]}}
    assert house.ask("POST", "/v1/consents", json=whole).status_code == 201


def test_everything_that_is_missing_is_said_at_once(house):
    bare = {"person_id": house.member(), "type": "outside"}
    assert refused(house, bare) == {*ALWAYS, *OUTSIDE}


def test_what_does_not_go_together_is_named(house):
    ada = house.member()
    for said, field in MIXTURES:
        assert (said, refused(house, form(house, ada, **said))) == (said, {field})


def test_notes_of_counselling_are_agreed_to_by_themselves(house):
    said = {"type": "counselling_notes", "data_classes": ["counselling_notes"], "purpose": "coordination"}
    assert give(house, house.member(), **said)["state"] == "active"


def test_a_person_signs_on_their_own_screen(house):
    ada = house.member()
    own, signature = house.actor(ada, "member"), {"name": "Ada", "how": "electronic"}
    assert give(house, ada, own, signature=signature)["signed_how"] == "electronic"
    assert refused(house, form(house, ada), own) == {"signature.how"}


def test_being_supported_needs_no_more_than_a_name_and_a_yes(house):
    ada = house.member()
    signature = {"name": "Ada", "how": "paper"}
    said = {"person_id": ada, "type": "support", "name": "Ada", "signature": signature, "signed_at": house.later()}
    given = house.did("POST", "/v1/consents", json=said)
    assert (given["recipient"]["kind"], given["ends_with"]) == ("ourselves", "none")


def test_others_hear_of_it_in_ids_and_codes(house):
    ada = house.member()
    given = give(house, ada)
    revoke(house, given["id"], house.actor(ada, "member"))
    first, then = house.told("consent.granted")[0], house.told("consent.revoked")[0]
    assert (first.partitionkey, first.data["state"], then.data["state"]) == (ada, "active", "revoked")
    assert (then.aggregateversion, then.data["recipient"]) == (2, given["recipient"]["id"])
    assert "Canary" not in house.room.wire() and "Harbor" not in house.room.wire()


def test_it_is_taken_back_once_by_the_person_or_on_their_word(house):
    ada = house.member()
    mine, theirs = give(house, ada)["id"], give(house, ada)["id"]
    assert revoke(house, mine, house.actor(ada, "member")).json["ended_how"] == "on_screen"
    assert revoke(house, theirs, house.intake).json["ended_how"] == "told_us"
    again = revoke(house, mine)
    assert (again.status_code, again.json["code"]) == (409, "consent_over")
    assert deeds(house, ada).count("revoke_consent") == 2


def test_a_last_day_is_good_to_its_end_where_the_person_lives(house):
    ada = house.member(time_zone="America/Los_Angeles")
    given = give(house, ada, expires_on="2026-11-24")
    assert given["expires_at"] == "2026-11-25T08:00:00Z"

    def state():
        return house.did("GET", f"/v1/consents/{given['id']}")["state"]

    house.room.clock.at = house.room.clock.at.replace(day=25, hour=7, minute=59)
    assert state() == "active"
    house.room.clock.at = house.room.clock.at.replace(hour=8, minute=0)
    assert state() == "expired"


def test_it_is_asked_again_in_good_time_and_what_stops_is_said_before(house):
    ada = house.member()
    days = {30: "2026-12-20", 14: "2026-12-05", 3: "2026-11-25"}
    given = {notice: give(house, ada, expires_on=day)["id"] for notice, day in days.items()}
    give(house, ada, expires_on="2027-05-31")
    found = house.did("GET", "/v1/consents/ending")["items"]
    assert [(one["notice"], one["consent_id"]) for one in found] == [(each, given[each]) for each in (3, 14, 30)]
    assert found[0]["stops"] == [
        {
            "en": "Harbor Detox will no longer hear how things are going.",
            "es": "Harbor Detox ya no sabrá cómo van las cosas.",
        },
        {
            "en": "Your coach, your sessions and your place with us stay as they are.",
            "es": "Tu acompañante, tus encuentros y tu lugar aquí siguen igual.",
        },
    ]
    house.room.tick(days=20)
    assert [one["notice"] for one in house.did("GET", "/v1/consents/ending")["items"]] == [14]


def test_what_ends_with_services_ends_with_the_last_match(house):
    bo, ada = house.coach(), house.member()
    given = give(house, ada, expires_on=None, ends_with="end_of_services")["id"]
    house.room.tick(minutes=2)
    match = house.match(bo, ada)
    house.room.tick(minutes=2)
    assert house.did("GET", f"/v1/consents/{given}")["state"] == "active"
    house.did("POST", f"/v1/matches/{match}/ending", json={})
    house.room.tick(minutes=2)
    assert house.did("GET", f"/v1/consents/{given}")["state"] == "ended"
    assert house.told("consent.revoked")[0].data["state"] == "ended"


def test_lapse_of_what_is_told_outside_never_touches_support(house):
    """The coach still sees them; nothing is cancelled."""
    bo, ada = house.coach(), house.member()
    match = house.match(bo, ada)
    revoke(house, give(house, ada)["id"])
    assert house.did("GET", f"/v1/matches/{match}")["state"] == "active"
    assert house.did("GET", f"/v1/members/{ada}", house.actor(bo, "coach"))["display_name"] == "Ada"
    assert house.told("match.ended") == []


def test_a_stranger_hears_of_no_consent(house):
    ada, eve = house.member(), house.member("Eve")
    given = give(house, ada)["id"]
    for stranger in (house.actor(eve, "member"), Actor(new_id(), "intake", new_id())):
        real, never = (house.ask("GET", f"/v1/consents/{id}", stranger) for id in (given, new_id()))
        assert (real.status_code, real.data) == (404, never.data)
        assert revoke(house, given, stranger).status_code == 404
        assert house.ask("GET", "/v1/consents", stranger, query_string={"person_id": ada}).status_code == 404
        assert house.ask("POST", "/v1/consents", stranger, json=form(house, ada)).status_code == 404


def test_names_and_what_was_signed_are_sealed(house):
    from services.matching.store.tables_consent import consents
    from shared.db.transaction import reading

    give(house, house.member())
    with reading(house.room.desk, house.machine) as rx:
        assert "Canary" not in str([dict(row) for row in rx.rows(consents)])
