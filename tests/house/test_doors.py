"""docs/api/ says of every route who may enter. The code is held to it, role by role."""

import importlib
import re

import pytest

from shared.db.desk import make_desk
from shared.db.engine import open_engine
from shared.kernel.actor import ROLES, Actor
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.process.keys import load_sealer
from shared.web.tokens import mint
from tests.desk.room import KEY, PUBLIC_KEY
from tests.house.rooms import API_SERVICES, ROOT

ROW = re.compile(r"\| `(?P<method>[A-Z]+) (?P<path>[^`]+)` \| (?P<who>[^|]+) \|")
ANYONE = frozenset({"anyone"})


def written(service):
    page = (ROOT / "docs/api" / f"{service}.md").read_text()
    return {(row["method"], row["path"]): frozenset(row["who"].strip().split(", ")) for row in ROW.finditer(page)}


def built(app):
    found = {}
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            found[method, shown(rule.rule)] = getattr(app.view_functions[rule.endpoint], "open_to", None)
    return found


def shown(rule):
    return re.sub(r"<(?:[a-z_]+:)?([a-z_]+)>", r"<\1>", rule)


@pytest.fixture(scope="module")
def app_of(settings, sqlite_templates):
    def make(service):
        engine = open_engine(f"sqlite:///{sqlite_templates(service)}")
        desk = make_desk(service, engine, SystemClock(), load_sealer(settings, service), settings)
        return importlib.import_module(f"services.{service}.app").create_app(desk, PUBLIC_KEY), desk

    return make


@pytest.mark.parametrize("service", [*API_SERVICES, "portal"])
def test_every_route_says_who_may_enter_and_the_page_says_the_same(service, app_of):
    app, _ = app_of(service)
    assert built(app) == written(service)


@pytest.mark.parametrize("service", [*API_SERVICES, "portal"])
def test_every_route_has_its_line_in_the_table_of_what_everybody_hears(service, app_of):
    """They all knock in tests/portal/test_matrix.py; here it is seen at once that a line is missing."""
    app, _ = app_of(service)
    page = (ROOT / "docs" / "security" / "matrix.md").read_text()
    (part,) = re.findall(rf"\n## {service}\n(.*?)(?=\n## |\Z)", page, re.S)
    assert set(re.findall(r"^\| `([A-Z]+) ([^`]+)` \|", part, re.M)) == set(built(app))


@pytest.mark.parametrize("service", API_SERVICES)
def test_whoever_is_not_named_does_not_get_in(service, app_of):
    """Anonymous 401, another role 403, a named role neither; whatever else is wrong with the request."""
    app, desk = app_of(service)
    client = app.test_client()
    for (method, path), who in written(service).items():
        if who == ANYONE:
            continue
        filled = re.sub(r"<[a-z_]*id>", lambda _: new_id(), path)
        filled = re.sub(r"<side>", "member", re.sub(r"<name>", "work", filled))
        assert client.open(filled, method=method).status_code == 401, (method, path)
        for role in ROLES:
            token = mint(KEY, Actor(new_id(), role, new_id()), audience=[service], now=desk.clock.now())
            answer = client.open(filled, method=method, headers={"Authorization": f"Bearer {token}"})
            if role in who:
                assert answer.status_code not in (401, 403, 500), (method, path, role, answer.text)
            else:
                assert answer.status_code == 403, (method, path, role, answer.status_code)


@pytest.mark.parametrize("service", API_SERVICES)
def test_a_token_that_ran_out_or_is_for_another_service_opens_nothing(service, app_of):
    app, desk = app_of(service)
    client = app.test_client()
    for (method, path), who in written(service).items():
        actor = Actor(new_id(), min(who), new_id())
        if who != ANYONE:
            for worn in ({"audience": [service], "minutes": -1}, {"audience": ["elsewhere"]}):
                token = mint(KEY, actor, now=desk.clock.now(), **worn)
                filled = re.sub(r"<[a-z_]+>", new_id(), path)
                answer = client.open(filled, method=method, headers={"Authorization": f"Bearer {token}"})
                assert answer.status_code == 401, (method, path, worn)


@pytest.mark.parametrize("service", API_SERVICES)
def test_too_large_a_body_is_refused_at_every_door_that_reads_one(service, app_of):
    """By the length it says it has, before any of it is read."""
    app, desk = app_of(service)
    large = {"CONTENT_LENGTH": "50000000", "CONTENT_TYPE": "application/json", "wsgi.input": Unread()}
    client = app.test_client()
    for (method, path), who in written(service).items():
        if who != ANYONE and method in ("POST", "PUT", "PATCH"):
            token = mint(KEY, Actor(new_id(), min(who), new_id()), audience=[service], now=desk.clock.now())
            headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
            filled = re.sub(r"<side>", "member", re.sub(r"<[a-z_]*id>", new_id(), path))
            answer = client.open(filled, method=method, headers=headers, environ_overrides=large)
            assert answer.status_code == 413, (method, path, answer.status_code)


class Unread:
    def read(self, *_):
        raise AssertionError("a body that is too large was read")


@pytest.mark.parametrize("service", API_SERVICES)
def test_what_no_door_reads_is_refused_by_its_name(service, app_of):
    app, desk = app_of(service)
    client = app.test_client()
    for (method, path), who in written(service).items():
        if who != ANYONE and not path.startswith("/fhir/"):  # there it is said in an OperationOutcome
            token = mint(KEY, Actor(new_id(), min(who), new_id()), audience=[service], now=desk.clock.now())
            answer = client.open(
                f"{re.sub(r'<[a-z_]+>', new_id(), path)}?lunch=1",
                method=method,
                headers={"Authorization": f"Bearer {token}"},
            )
            assert (answer.status_code, answer.json["errors"]) == (422, {"lunch": ["Unknown field."]}), (method, path)


@pytest.mark.parametrize("service", API_SERVICES)
def test_a_post_that_acts_takes_a_key(service, app_of):
    """All but questions in the clothes of a POST, and what machines around us send."""
    app, _ = app_of(service)
    asks = {
        "/v1/weights/preview",
        "/v1/people/names",
        "/v1/people/lookup",
        "/v1/openings/earliest",
        "/v1/links/redemption",
        "/v1/links/look",
        "/v1/wordings/<kind>/<tag>/preview",
        "/v1/verifications",
        "/v1/verifications/<verification_id>/answer",
        "/v1/verifications/vouched",
        "/v1/codes/redemption",
        "/v1/people/<person_id>/codes",  # shown once: a kept answer would be a second time
        "/v1/inbound/sms",
        "/v1/unsubscriptions",
        "/v1/receipts/<provider>",
    }
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if "POST" in rule.methods and shown(rule.rule) not in asks:
            assert getattr(view, "acts_once", False), rule.rule
