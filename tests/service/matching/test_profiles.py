import pytest

from services.matching.__main__ import promises
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def changed(house, id, actor=None, *, version=1, noun="members", **said):
    headers = {"If-Match": f'"{version}"'}
    return house.ask("PATCH", f"/v1/{noun}/{id}", actor, json=said, headers=headers)


def test_a_name_is_all_a_person_needs(house):
    ada = house.did("POST", "/v1/members", json={"display_name": "Ada"})
    assert (ada["display_name"], ada["state"]) == ("Ada", "active")
    [event] = house.told("person.registered")
    assert event.data == {
        "person_id": ada["id"],
        "kinds": ["member"],
        "state": "active",
        "language": "en",
        "time_zone": "America/New_York",
        "until": None,
        "do_not_contact": False,
    }


@pytest.mark.parametrize("said, field", [
    ({"display_name": "A" * 10_000}, "display_name"),
    ({"display_name": "  "}, "display_name"),
    ({"display_name": "Ada", "profile": {"pathway": ["twelve_step", "moon"]}}, "profile.pathway.1"),
    ({"display_name": "Ada", "profile": {"hobbies": ["chess"]}}, "profile.hobbies"),
    ({"display_name": "Ada", "time_zone": "Mars/Olympus"}, "time_zone"),
    ({"display_name": "Ada", "birthday": "1990-01-01"}, "birthday"),
    (
        {"display_name": "Ada", "preferences": [{"facet": "gender", "code": "man", "strength": "avoided"}]},
        "preferences.0",
    ),
])  # fmt: skip
def test_what_needs_another_look_is_named(house, said, field):
    answer = house.ask("POST", "/v1/members", json=said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert house.room.told() == []


@pytest.mark.parametrize("age", ["under_18", "12_17", "minor", "17", "u18", "0-17", "teen"])
def test_for_somebody_younger_it_is_said_who_can_be_asked(house, age):
    answer = house.ask("POST", "/v1/members", json={"display_name": "Ada", "profile": {"age_band": [age]}})
    [words] = answer.json["errors"]["profile.age_band.0"]
    assert answer.status_code == 422 and words.startswith("We walk with people from 18 on.")


FROM_A_PHONE = ["I’m 17", "17 y/o", "17 anos", "soy menor", "Soy menor de edad.", "aged 17", "under 18s", "17 yrs old"]


@pytest.mark.parametrize("noun", ["members", "coaches"])
@pytest.mark.parametrize("words", ["16", "I'm 17", "17 years old", "tengo 15 años", "under 18", *FROM_A_PHONE])
def test_nor_is_it_taken_down_in_words_of_their_own(house, noun, words):
    said = {"display_name": "Ada", "self_described": {"age_band": words}}
    answer = house.ask("POST", f"/v1/{noun}", house.machine, json=said)
    [told] = answer.json["errors"]["self_described.age_band"]
    assert answer.status_code == 422 and told.startswith("We walk with people from 18 on.")


@pytest.mark.parametrize(
    "words", ["18", "Old enough", "In my 50s", "117", "Older than 16 candles", "I’m 18", "aged 71", "menor de 65"]
)
def test_an_age_of_their_own_words_is_kept_from_18_on(house, words):
    assert house.member(self_described={"age_band": words})


IN_OTHER_WORDS = ["Age (years)", "current age", "edad_actual", "edad (años)", "born", "nacimiento"]


@pytest.mark.parametrize("part", ["self_described", "profile"])
@pytest.mark.parametrize("name", ["\ud800", "a\x00b"])
def test_a_heading_that_could_not_be_kept_is_refused(house, part, name):
    words = "mine" if part == "self_described" else ["mine"]
    answer = house.ask("POST", "/v1/members", json={"display_name": "Ada", part: {name: words}})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["birth_year", "year_of_birth", "dob", "age", *IN_OTHER_WORDS])
def test_an_age_in_years_is_refused_by_its_name(house, name):
    answer = house.ask("POST", "/v1/members", json={"display_name": "Ada", name: 2010})
    assert answer.status_code == 422 and answer.json["errors"][name][0].startswith("We do not collect")


def test_a_change_is_merged_and_nobody_overwrites_another_unread(house):
    ada = house.member(profile={"health": ["grief"], "pathway": ["medication"]})
    kept = changed(house, ada, profile={"pathway": None, "family_life": ["caregiver"]})
    assert kept.json["profile"] == {"health": ["grief"], "family_life": ["caregiver"]}
    assert kept.headers["ETag"] == '"2"'
    assert changed(house, ada, version=1, display_name="Eve").status_code == 412
    assert house.ask("PATCH", f"/v1/members/{ada}", json={"display_name": "Eve"}).status_code == 428


def test_a_name_is_changed_but_not_taken_away(house):
    ada = house.member()
    assert changed(house, ada, display_name=None).status_code == 422


def test_only_what_travels_is_told_when_it_changes(house):
    ada = house.member()
    changed(house, ada, display_name="Eve")
    changed(house, ada, version=2, language="es")
    assert [event.data["language"] for event in house.told("person.changed")] == ["es"]


def test_a_roster_can_be_read_twice(house):
    bo = house.coach(external_id="0012", profile={"pathway": ["medication"]}, used={"pathway": []})
    again = house.ask("POST", "/v1/coaches", house.machine, json={"display_name": "Bo", "external_id": "0012"})
    assert (again.status_code, again.json["code"]) == (409, "known")
    found = house.did("GET", "/v1/coaches", house.machine, query_string={"external_id": "0012"})
    assert [(one["id"], one["used"]) for one in found["items"]] == [(bo, {"pathway": []})]


def test_coaches_are_listed_page_by_page(house):
    everyone = {house.coach(name) for name in ("Bo", "Cam", "Dee")}
    first = house.did("GET", "/v1/coaches", query_string={"limit": 2})
    second = house.did("GET", "/v1/coaches", query_string={"limit": 2, "cursor": first["next"]})
    assert {one["id"] for one in first["items"] + second["items"]} == everyone and second["next"] is None


def test_a_coach_rests_at_once_and_others_hear_of_it(house):
    bo = house.coach()
    referral = house.referral(house.member())
    assert house.shown(referral) == [bo]
    assert changed(house, bo, house.actor(bo, "coach"), noun="coaches", accepting=False).status_code == 200
    assert house.shown(referral) == []
    assert [event.data["accepting"] for event in house.told("coach.changed")] == [True, False]


def test_what_a_coach_does_not_show_intake_does_not_read(house):
    bo = house.coach(profile={"health": ["grief", "trauma"]}, shown={"health": ["grief"]})
    assert house.did("GET", f"/v1/coaches/{bo}")["profile"] == {"health": ["grief"]}
    own = house.did("GET", f"/v1/coaches/{bo}", house.actor(bo, "coach"))
    assert own["profile"] == {"health": ["grief", "trauma"]}


def test_nobody_speaks_for_a_coach_and_a_coach_keeps_no_papers(house):
    bo = house.coach(profile={"health": ["grief"]})
    shown = {"shown": {"health": ["grief"]}}
    assert changed(house, bo, house.supervisor, noun="coaches", **shown).status_code == 403
    assert changed(house, bo, house.actor(bo, "coach"), noun="coaches", credentials=[]).status_code == 403
    assert changed(house, bo, house.actor(bo, "coach"), noun="coaches", **shown).status_code == 200


def test_a_stranger_hears_what_they_would_of_somebody_who_never_was(house):
    ada, bo = house.member(), house.coach()
    strangers = [house.actor(bo, "coach"), house.actor(new_id(), "member"), Actor(new_id(), "intake", new_id())]
    for stranger in strangers:
        real = house.ask("GET", f"/v1/members/{ada}", stranger)
        never = house.ask("GET", f"/v1/members/{new_id()}", stranger)
        assert (real.status_code, real.data) == (404, never.data)


def test_a_coach_reads_what_their_own_people_show(house):
    bo = house.coach()
    ada = house.member(profile={"health": ["grief", "trauma"]}, shown={"health": ["grief"]})
    house.match(bo, ada)
    seen = house.did("GET", f"/v1/members/{ada}", house.actor(bo, "coach"))
    assert (seen["display_name"], seen["profile"]) == ("Ada", {"health": ["grief"]})
    assert "preferences" not in seen


def test_names_are_for_those_who_need_them(house):
    bo, cam, ada, eve = house.coach("Bo"), house.coach("Cam"), house.member("Ada"), house.member("Eve")
    house.match(bo, ada)

    def names(actor):
        found = house.did("POST", "/v1/people/names", actor, json={"ids": [bo, cam, ada, eve, new_id()]})
        return [one["display_name"] for one in found["items"]]

    assert names(house.intake) == ["Bo", "Cam", "Ada", "Eve"]
    assert names(house.actor(bo, "coach")) == ["Bo", "Cam", "Ada"]
    assert names(house.actor(ada, "member")) == ["Bo", "Cam", "Ada"]  # both coaches were shown to Ada
    assert names(house.actor(eve, "member")) == ["Eve"]


def test_staff_have_names_too(house):
    kim = house.did("POST", "/v1/staff", house.machine, json={"display_name": "Kim", "language": "es"})
    [event] = house.told("person.registered")
    assert (event.data["kinds"], event.data["language"]) == (["staff"], "es")
    assert house.did("POST", "/v1/people/names", json={"ids": [kim["id"]]})["items"][0]["display_name"] == "Kim"


def test_an_organisation_sets_its_own_zone(house):
    set_to = {"time_zone": "America/Denver"}
    headers = {"If-Match": '"1"'}
    house.did("PATCH", "/v1/organisation", house.machine, json=set_to, headers=headers)
    assert house.did("GET", "/v1/organisation")["time_zone"] == "America/Denver"
    house.member()
    assert house.told("person.registered")[0].data["time_zone"] == "America/Denver"


def test_how_long_a_coach_has_to_answer_is_told_and_not_set(house):
    told = {"urgent": 4, "soon": 24, "routine": 36}
    assert house.did("GET", "/v1/organisation")["answer_within_hours"] == told
    longer, headers = {"answer_within_hours": {"urgent": 72}}, {"If-Match": '"1"'}
    refused = house.ask("PATCH", "/v1/organisation", house.machine, json=longer, headers=headers)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["answer_within_hours"])


def test_whoever_looks_after_it_hears_whose_questions_may_outlast_what_was_promised(house):
    house.member()
    assert not any(words.startswith(house.organisation) for words in promises(house.room.desk))
    promised, headers = {"first_session_hours": 48}, {"If-Match": '"1"'}
    house.did("PATCH", "/v1/organisation", house.machine, json=promised, headers=headers)
    [words] = [words for words in promises(house.room.desk) if words.startswith(house.organisation)]
    assert "within 48 hours; 3 questions one after another may take 108." in words
    longer, headers = {"first_session_hours": 108}, {"If-Match": '"2"'}
    house.did("PATCH", "/v1/organisation", house.machine, json=longer, headers=headers)
    assert not any(words.startswith(house.organisation) for words in promises(house.room.desk))


def test_the_vocabulary_is_published_in_two_languages(house):
    told = house.did("GET", "/v1/vocabulary")
    pathway = told["facets"][0]
    assert pathway["facet"] == "pathway" and pathway["codes"][0]["label"]["es"] == "Comunidad de 12 pasos"
    assert sum(len(facet["codes"]) for facet in told["facets"][:7]) == 40
