"""An organisation's own words beside the published ones; what is not collected; papers by role."""

import pytest

EATING = {"facet": "lived_with", "code": "eating", "label": {"en": "Eating", "es": "La alimentación"}}


def add(house, actor=None, **said):
    return house.ask("POST", "/v1/vocabulary/codes", actor or house.supervisor, json=EATING | said)


def change(house, noun, id, actor, *, version=1, **said):
    return house.ask("PATCH", f"/v1/{noun}/{id}", actor, json=said, headers={"If-Match": f'"{version}"'})


def customs(house, *, version=1, **said):
    headers = {"If-Match": f'"{version}"'}
    return house.did("PATCH", "/v1/organisation", house.machine, json=said, headers=headers)


def test_an_organisation_adds_a_word_and_everybody_can_say_it(house):
    before = house.did("GET", "/v1/vocabulary")["version"]
    assert add(house).json["version"] == f"{before}+1"
    own = {"lived_with": ["own_eating"]}
    bo = house.coach(profile=own, shown=own, opens_in_hours=2)
    wish = {"most_important": {"facet": "lived_with", "code": "own_eating"}}
    shortlist = house.shortlist(house.referral(house.member(profile=own, **wish)), language="es")
    assert [item["coach_id"] for item in shortlist["items"]] == [bo]
    assert shortlist["items"][0]["reasons"][0]["text"] == "Lo que más te importa: La alimentación"
    [told] = [facet for facet in house.did("GET", "/v1/vocabulary")["facets"] if facet["facet"] == "lived_with"]
    assert told["codes"][-1] == {
        "code": "own_eating",
        "label": EATING["label"],
        "private": False,
        "own": True,
        "retired": False,
    }


def test_it_is_a_word_of_that_organisation_alone(house):
    add(house)
    from shared.kernel.actor import Actor
    from shared.kernel.ids import new_id

    elsewhere = Actor(new_id(), "service", new_id())
    said = {"display_name": "Zo", "profile": {"lived_with": ["own_eating"]}}
    assert house.ask("POST", "/v1/members", elsewhere, json=said).status_code == 422
    assert "+" not in house.did("GET", "/v1/vocabulary", elsewhere)["version"]


def test_a_retired_word_is_still_understood(house):
    add(house)
    retired = house.did(
        "POST", "/v1/vocabulary/codes/retirement", house.supervisor, json={"facet": "lived_with", "code": "own_eating"}
    )
    assert retired["version"].endswith("+2")
    house.member(profile={"lived_with": ["own_eating"]})
    again = house.ask(
        "POST", "/v1/vocabulary/codes/retirement", house.supervisor, json={"facet": "lived_with", "code": "own_eating"}
    )
    assert (again.status_code, again.json["code"]) == (409, "code_retired")
    unknown = house.ask(
        "POST", "/v1/vocabulary/codes/retirement", house.supervisor, json={"facet": "lived_with", "code": "alcohol"}
    )
    assert unknown.status_code == 404


def test_who_a_person_is_cannot_be_avoided_in_words_of_our_own_either(house):
    add(house, facet="identity", code="deaf", label={"en": "Deaf", "es": "Sordera"})
    add(house, facet="health", code="blind", label={"en": "Blind", "es": "Ceguera"}, identity=True)
    for facet, code in (("identity", "own_deaf"), ("health", "own_blind")):
        avoided = [{"facet": facet, "code": code, "strength": "avoided"}]
        answer = house.ask("POST", "/v1/members", json={"display_name": "Ada", "preferences": avoided})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["preferences.0"])


@pytest.mark.parametrize("said, field, words", [
    ({"code": "citizenship"}, "code", "We do not collect immigration status."),
    ({"label": {"en": "HIV status", "es": "Salud"}}, "label.en", "We do not collect HIV or hepatitis."),
    ({"label": {"en": "Papers", "es": "Situación migratoria"}}, "label.es", "No recogemos la situación migratoria."),
    ({"label": {"en": "Sobriety date", "es": "Tiempo"}}, "label.en", "We do not collect recovery dates."),
    ({"code": "case_number"}, "code", "We do not collect charges or case numbers."),
    ({"facet": "race_ethnicity"}, "facet", None),
    ({"code": "Ea ting"}, "code", None),
    ({"label": {"en": "Eating"}}, "label.es", None),
])  # fmt: skip
def test_what_we_do_not_collect_is_not_collected_under_another_name(house, said, field, words):
    answer = add(house, **said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert words is None or answer.json["errors"][field] == [words]


def test_a_word_is_added_once(house):
    add(house)
    again = add(house, code="own_eating")
    assert (again.status_code, again.json["code"]) == (409, "code_known")


@pytest.mark.parametrize("said, field, words", [
    ({"ssn": "078-05-1120"}, "ssn", "We do not collect social security numbers."),
    ({"date_of_birth": "1990-01-01"}, "date_of_birth", "We do not collect dates of birth."),
    ({"immigration_status": "x"}, "immigration_status", "We do not collect immigration status."),
    ({"hiv": True}, "hiv", "We do not collect HIV or hepatitis."),
    ({"profile": {"diagnosis": ["f10"]}}, "profile.diagnosis", "We do not collect diagnoses."),
    ({"self_described": {"gender": "078-05-1120"}}, "self_described.gender", "We do not collect social security numbers."),  # noqa: E501
])  # fmt: skip
def test_what_we_do_not_collect_is_refused_by_its_name_and_not_kept(house, said, field, words):
    answer = house.ask("POST", "/v1/members", json={"display_name": "Ada", **said})
    assert answer.status_code == 422 and words in answer.json["errors"][field]
    assert "078-05-1120" not in answer.text


def test_old_words_on_paper_are_served_to_importers(house):
    told = house.did("GET", "/v1/vocabulary/aliases")
    found = {one["alias"]: (one["facet"], one["code"]) for one in told["items"]}
    assert found["suboxone"] == ("pathway", "medication") and found["etoh"] == ("lived_with", "alcohol")
    assert len(found) == len(told["items"]) and not set(told["ask"]) & set(found)
    known = {
        (facet["facet"], code["code"])
        for facet in house.did("GET", "/v1/vocabulary")["facets"]
        for code in facet["codes"]
    }
    assert set(found.values()) <= known


def test_codes_map_to_public_sets(house):
    add(house, maps=["TEDS SUB1 20"])

    def values(set, code):
        found = house.did("GET", "/v1/vocabulary/mappings", query_string={"set": set})["items"]
        return [(one["list"], one["value"]) for one in found if one["code"] == code]

    assert values("TEDS", "opioids") == [("SUB1", "5"), ("SUB1", "6"), ("SUB1", "7")]
    assert values("TEDS", "court") == [("PSOURCE", "7")]
    assert values("TEDS", "own_eating") == [("SUB1", "20")]
    assert values("MG", "secular_mutual_aid") == [(None, "A")]
    assert values("HL7", "they_them") == [("LOINC", "LA29520-6")]
    assert values("OMB", "asian") == [("CDCREC", "2028-9")]


def test_an_introduction_names_nobody_else(house):
    bo = house.coach("Bo", language="es", introduction="Me gusta caminar.")
    me = house.actor(bo, "coach")
    answer = change(house, "coaches", bo, me, introduction="Mi padrino Chuy me ayudó. Vivo en Burlington.")
    assert (answer.status_code, len(answer.json["errors"]["introduction"])) == (422, 2)
    assert answer.json["errors"]["introduction"][0].startswith("“Chuy” parece el nombre de alguien.")
    spared = {"introduction": "Vivo en Burlington.", "not_names": ["Burlington"]}
    assert change(house, "coaches", bo, me, **spared).status_code == 200
    assert change(house, "coaches", bo, me, introduction="x" * 301, version=2).status_code == 422


def test_papers_block_only_where_and_for_whom_the_organisation_says_so(house):
    over = [{"kind": "background_check", "expires_on": "2026-11-01"}]
    bo = house.coach("Bo", role="volunteer", credentials=over)
    cam = house.coach("Cam", credentials=over)
    referral = house.referral(house.member())
    assert set(house.shown(referral)) == {bo, cam}
    assert customs(house, required_by_role={"volunteer": ["background_check"]})["required_by_role"] == {
        "volunteer": ["background_check"]
    }
    assert house.shown(referral) == [cam]
    [why] = house.shortlist(referral)["not_shown"]
    assert (why["constraint"], why["count"], why["would_open"]) == ("credentials", 1, 1)
    refused = house.choose(referral, bo)
    assert refused.status_code in (409, 422)
    customs(house, version=2, required_credentials=["background_check"])
    assert house.shown(referral) == []


def test_papers_that_run_out_are_listed_before_they_do(house):
    papers = [
        {"kind": "cprs", "expires_on": "2026-12-20"},
        {"kind": "ethics"},
        {"kind": "first_aid", "expires_on": "2026-11-02"},
    ]
    bo = house.coach(role="caller", credentials=papers)
    customs(house, required_by_role={"caller": ["cprs"]})
    found = house.did("GET", "/v1/credentials/expiring", house.supervisor)["items"]
    assert [(one["kind"], one["is_over"], one["blocks"]) for one in found] == [
        ("first_aid", True, False),
        ("cprs", False, True),
    ]
    soon = house.did("GET", "/v1/credentials/expiring", house.supervisor, query_string={"within_days": 7})["items"]
    assert [(one["coach_id"], one["role"]) for one in soon] == [(bo, "caller")]
    assert (
        house.ask(
            "PATCH", f"/v1/coaches/{bo}", house.actor(bo, "coach"), json={"role": "staff"}, headers={"If-Match": '"1"'}
        ).status_code
        == 403
    )
