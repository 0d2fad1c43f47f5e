"""A clinic sends somebody from its program, and hears four words back, as that person agreed. A court hears none."""

import re

import pytest
import schemathesis
import sqlalchemy as sa

from shared.kernel.ids import new_id
from tests.desk.seeing import every_row
from tests.fuzz.test_openapi import Known, makes_things_first, send_all_kinds
from tests.unit.matching.test_consent_rules import LONG

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
HERE = "/api/v1/referrals"
SAM = {"name": "Sam", "reach": {"kind": "phone", "address": "+15555550134"}, "urgency": "soon"}


class Clinic:
    """A program without a browser."""

    def __init__(self, town, source="treatment", name="Mercy House"):
        self.town, self.http = town, town.portal.app.test_client()
        made = town.signed_in("admin").open("/settings/partners").submit("Let it", name=name, source=source)
        self.id, self.secret = [node.text for node in made.page.all("dd")]
        self.token = self.ask_for_token().json["access_token"]

    def ask_for_token(self, **said):
        told = {"grant_type": "client_credentials", "client_id": self.id, "client_secret": self.secret} | said
        return self.http.post("/api/v1/token", data=told)

    def send(self, *, key="one", **said):
        return self.http.post(HERE, json=SAM | said, headers=self.headers | {"Idempotency-Key": key})

    def get(self, path=HERE):
        return self.http.get(path, headers=self.headers)

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture
def clinic(open_town):
    return Clinic(open_town)


def waiting(town):
    return town.ask("matching", "GET", "/v1/referrals", town.actor("intake"))["items"]


def agree(town, clinic, person):
    told = {
        "person_id": person,
        "type": "outside",
        "name": "Sam",
        "discloser": "Harbour",
        "data_classes": ["progress"],
        "recipient": {"id": clinic.id, "kind": "organisation", "name": "Mercy House"},
        "purpose": "referral_feedback",
        "expires_at": "2027-11-23T14:00:00Z",
        "signature": {"name": "Sam", "how": "paper"},
        "signed_at": "2026-11-23T14:00:00Z",
    }
    told |= {f"{one}_explained": True for one in ("revocation", "redisclosure", "refusal")}
    return town.ask("matching", "POST", "/v1/consents", town.actor("intake"), json=told)


def test_whoever_is_sent_stands_on_the_list_and_nothing_of_them_is_kept_at_the_door(open_town, clinic):
    sent = clinic.send(reach={"kind": "phone", "address": "+15555550134", "say_we_are": "Alex"})
    assert sent.status_code == 201 and sent.json["state"] == "received", sent.text
    open_town.settle()
    (request,) = waiting(open_town)
    assert (request["id"], request["source"], request["referred_by"]) == (sent.json["id"], "treatment", clinic.id)
    ways = open_town.ask(
        "notifications",
        "GET",
        f"/v1/people/{request['member_id']}/contact-points?purpose=page",
        open_town.actor("intake"),
    )["items"]
    assert [(way["kind"], way["say_we_are"]) for way in ways] == [("voice", "Alex")], "nobody agreed to texts"
    with every_row(open_town.portal.desk.engine) as connection:
        for table in sa.inspect(connection).get_table_names():
            rows = str(connection.execute(sa.text(f"SELECT * FROM {table}")).all())
            assert "Sam" not in rows and "5550134" not in rows, table


def test_sent_again_with_its_key_it_is_one_person(open_town, clinic):
    first, again = clinic.send(), clinic.send()
    assert first.json == again.json and len(waiting(open_town)) == 1
    other = clinic.send(name="Kim")
    assert other.status_code == 422 and other.json["code"] == "key_reused"
    open_town.close("notifications")
    assert clinic.send(key="two").status_code == 503
    open_town.open("notifications")
    assert clinic.send(key="two").status_code == 201 and len(waiting(open_town)) == 2


def test_a_clinic_hears_only_what_the_person_agreed_to(open_town, clinic):
    id = clinic.send().json["id"]
    assert clinic.get(f"{HERE}/{id}").json == {"id": id, "state": None}
    open_town.settle()
    agree(open_town, clinic, waiting(open_town)[0]["member_id"])
    told = clinic.get(f"{HERE}/{id}").json
    assert told["state"] == "received" and told["notice"]["long"] == LONG
    assert "may be told to Mercy House" in told["consent"]["scope"]["en"] and told["consent"]["id"]
    assert [one["state"] for one in clinic.get().json["items"]] == ["received"]


def test_while_nobody_can_say_what_was_agreed_to_nothing_is_told(open_town, clinic):
    sent = clinic.send().json
    open_town.settle()
    agree(open_town, clinic, waiting(open_town)[0]["member_id"])
    open_town.close("matching")
    away = clinic.get(f"{HERE}/{sent['id']}")
    assert away.status_code == 503 and "state" not in away.json and "received" not in away.text
    open_town.open("matching")
    assert clinic.get(f"{HERE}/{sent['id']}").json["state"] == "received"


def test_a_court_may_send_and_hears_nothing(open_town):
    court = Clinic(open_town, source="court", name="County court")
    id = court.send().json["id"]
    assert court.get().json == {"items": [{"id": id}], "next": None}
    assert court.get(f"{HERE}/{id}").json == {"id": id}


def test_what_another_house_sent_is_nowhere(open_town, clinic):
    other = Clinic(open_town, name="Other house")
    id = clinic.send().json["id"]
    answers = [other.get(f"{HERE}/{one}") for one in (id, new_id())]
    assert {(one.status_code, one.json["detail"]) for one in answers} == {(404, "We have no such request of yours.")}
    assert other.get().json["items"] == []


def test_the_newest_come_first_page_by_page(clinic):
    sent = [clinic.send(key=name, name=name).json["id"] for name in ("Sam", "Kim", "Ari")]
    first = clinic.get(f"{HERE}?limit=2").json
    rest = clinic.get(f"{HERE}?limit=2&cursor={first['next']}").json
    assert [one["id"] for one in (*first["items"], *rest["items"])] == sent[::-1] and rest["next"] is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"reach": {"kind": "owl"}}, "reach.kind"),
        ({"reach": {"kind": "phone"}}, "reach.address"),
        ({"urgency": "crisis"}, "urgency"),
        ({"date_of_birth": "2000-01-01"}, "date_of_birth"),
        ({"ready_from": "soon"}, "ready_from"),
    ],
)
def test_what_needs_another_look_is_named_and_nobody_is_made(open_town, clinic, said, field):
    answer = clinic.send(**said)
    assert answer.status_code == 422 and field in answer.json["errors"], answer.text
    assert answer.content_type == "application/problem+json" and waiting(open_town) == []


@pytest.mark.parametrize(
    "name",
    ["age", "date_of_birth", "birth_year", "is_minor", "personAge", "isMinor", "edad", "fecha_nacimiento", "esMenor"],
)
def test_whoever_tells_of_an_age_learns_for_whom_we_are_here(open_town, clinic, name):
    answer = clinic.send(**{name: "2010"})
    assert (
        answer.status_code == 422
        and "from 18 on; for somebody younger, please ring us" in answer.json["errors"][name][0]
    )
    assert waiting(open_town) == []


def test_only_a_client_we_know_gets_a_token_and_it_ends_when_we_say_so(open_town, clinic):
    for said in ({"client_secret": "x"}, {"client_id": new_id()}):
        answer = clinic.ask_for_token(**said)
        assert (answer.status_code, answer.json) == (401, {"error": "invalid_client"})
    assert clinic.ask_for_token(grant_type="password").status_code == 400
    basic = clinic.http.post(
        "/api/v1/token", data={"grant_type": "client_credentials"}, auth=(clinic.id, clinic.secret)
    )
    assert basic.json["token_type"] == "Bearer"
    admin = open_town.signed_in("admin").open("/settings/partners").submit("End this")
    assert "ended" in admin.main
    assert clinic.get().status_code == 401 and clinic.ask_for_token().status_code == 401


def test_a_client_is_made_once_and_its_secret_shown_once(open_town):
    admin = open_town.signed_in("admin").open("/settings/partners")
    assert admin.submit("Let it").status == 422
    form = admin.form("Let it")
    assert "stands here only now" in admin.send(form, name="Mercy", source="health").main
    assert "may send people already" in admin.send(form, name="Mercy", source="health").main
    assert admin.main.count("Mercy Other health care") == 1


def test_nobody_else_gets_in(open_town, clinic):
    stranger = open_town.portal.app.test_client()
    assert stranger.post(HERE, json=SAM).status_code == 401 and stranger.get(HERE).status_code == 401
    staff = open_town.signed_in("intake")
    assert staff.client.get(HERE).status_code == 401, "a visit is no token"
    assert clinic.http.get("/intake", headers=clinic.headers).status_code == 401, "and a token no visit"
    assert clinic.http.get(f"{HERE}?lunch=1", headers=clinic.headers).status_code == 422
    text = clinic.http.post(HERE, data="Sam", headers=clinic.headers)
    assert text.status_code == 415 and text.content_type == "application/problem+json"


@pytest.mark.filterwarnings("default")
def test_nothing_that_a_program_sends_breaks_the_door(clinic):
    document = schemathesis.openapi.from_dict(clinic.town.portal.app.extensions["openapi"].to_dict())
    document.app, known = clinic.town.portal.app, Known()
    for found in sorted(document.get_all_operations(), key=makes_things_first):
        send_all_kinds(found.ok(), clinic.token, known)


@pytest.mark.parametrize("language", ["en", "es"])
def test_how_it_is_done_can_be_read_by_everybody(open_town, language):
    page = open_town.browser().open(f"/api?lang={language}")
    assert page.status == 200 and "could_not_reach" in page.main
    document = open_town.portal.app.test_client().get("/api/v1/openapi.json").json
    assert set(document["paths"]) == {"/api/v1/token", HERE, f"{HERE}/{{referral_id}}"}
    assert document["components"]["schemas"]["Sent"]["required"] == ["name", "reach"]
    admin = open_town.signed_in("admin", language=language)
    assert admin.open("/settings/partners").status == 200
    assert not re.search("secret", admin.open("/settings").main)
