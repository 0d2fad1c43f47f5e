"""Staff come in through their organisation's identity provider, a real one in a process of its own. It vouches for an
address and nothing else: who is not invited already stays outside, and a word that does not hold opens nothing."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from services.portal.clients.openid import provider_of
from shared.kernel.ids import new_id
from shared.kernel.settings import OpenId
from tests.desk.seeing import every_row
from tests.engines.openid_provider import CLIENT, SECRET, openid_provider
from tests.portal.people import a_person
from tests.portal.town import APIS, a_town

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
MAREN = "Maren@example.org"
HERE = new_id()


@pytest.fixture(scope="module")
def provider():
    with openid_provider() as running:
        yield running


@pytest.fixture
def town(desk_for, settings, provider, request):
    enough = getattr(request, "param", ("mfa",))
    told = OpenId(issuer=provider.url, client_id=CLIENT, client_secret=SECRET, organisation=HERE, second_factor=enough)
    with a_town(desk_for, replace(settings, openid=told)) as built:
        built.organisation = HERE
        built.open(*APIS)
        yield built


@pytest.fixture
def maren(town):
    """At the desk, and reached at her address."""
    maren = a_person(town, "Maren")
    give_address(town, maren, MAREN)
    town.link(maren, "intake")
    return maren


def give_address(town, person, address):
    path, point = f"/v1/people/{person}/contact-points", {"kind": "email", "address": address, "shared": "no"}
    town.ask("notifications", "PUT", path, town.actor("intake"), json={"items": [point]})


def says(town, provider, **more):
    now = int(town.clock.now().timestamp())
    told = {"sub": "M-1", "email": MAREN.lower(), "email_verified": True, "amr": ["pwd", "mfa"]}
    provider.will_say(**{**told, "iat": now, "exp": now + 300, **more})


def asked(town):
    browser = town.browser().open("/sign-in").follow("my work account")
    assert browser.left_to
    return browser


def back(browser, provider, *, to=None):
    parts = urlsplit(to or provider.visit(browser.left_to))
    return browser.open(f"{parts.path}?{parts.query}")


def signed_in(town, provider):
    return back(asked(town), provider)


def test_without_a_provider_there_is_no_such_button(desk_for, settings):
    with a_town(desk_for, settings) as town:
        browser = town.browser().open("/sign-in")
        assert "work account" not in browser.main and browser.open("/sign-in/openid").path == "/sign-in"
        assert browser.open("/sign-in/openid/back?code=1&state=2").path == "/sign-in"


def test_who_is_invited_comes_in_and_carries_a_new_secret(town, provider, maren):
    says(town, provider, roles=["admin"], groups=["admin"])
    browser = asked(town)
    sent, before = parse_qs(urlsplit(browser.left_to).query), browser.client.get_cookie("here").value
    assert sent["code_challenge_method"] == ["S256"] and sent["scope"] == ["openid email"]
    assert sent["redirect_uri"] == ["http://127.0.0.1:8000/sign-in/openid/back"]
    assert back(browser, provider).path == "/intake"
    assert browser.client.get_cookie("here").value != before
    assert browser.client.get("/settings/people").status_code == 403, "a claim makes nobody anything"
    with every_row(town.portal.desk.engine) as connection:
        kept = str([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("outside_names", "knocks")])
    assert "M-1" not in kept and "example.org" not in kept


def test_without_the_word_for_two_factors_our_own_is_asked(town, provider, maren):
    says(town, provider, amr=None)
    assert signed_in(town, provider).status == 403, "she has none yet"
    setup = town.browser().open(town.link(maren, "intake")).submit().open("/mine").submit("Set it up")
    totp = pyotp.TOTP(re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", setup.main)[0].replace(" ", ""))
    setup.submit("Turn it on", code=totp.at(town.clock.at))
    town.clock.at += timedelta(minutes=1)
    says(town, provider, amr=["pwd"])
    browser = signed_in(town, provider)
    assert browser.path == "/sign-in/second" and browser.client.get("/intake").status_code == 401
    assert browser.open("/sign-in/second").submit("Sign in", code=totp.at(town.clock.at)).path == "/intake"


@pytest.mark.parametrize("town", [("always",)], indirect=True)
def test_an_organisation_may_say_that_its_sign_in_is_always_enough(town, provider, maren):
    says(town, provider, amr=None)
    assert signed_in(town, provider).path == "/intake"


WRONG = (
    {"lies": {"nonce": "another"}},
    {"lies": {"aud": "another"}},
    {"lies": {"aud": [CLIENT, "another"]}},
    {"lies": {"iss": "https://elsewhere.example.org"}},
    {"lies": {"exp": 1}},
    {"lies": {"sub": None}},
    {"how": "none"},
    {"how": "HS256"},
    {"how": "another key"},
    {"email_verified": False},
    {"email_verified": "true"},
    {"email": "nobody@example.org"},
)


def test_a_word_that_does_not_hold_opens_nothing(town, provider, maren):
    for wrong in WRONG:
        says(town, provider, **wrong)
        browser = signed_in(town, provider)
        assert (browser.status, browser.title) == (403, "You are not signed in"), wrong
        assert browser.client.get("/intake").status_code == 401
    says(town, provider)
    assert signed_in(town, provider).path == "/intake", "and nobody is kept out by it"


def test_members_and_people_of_another_organisation_stay_outside(town, provider):
    give_address(town, a_person(town, "Sam"), MAREN)
    says(town, provider)
    assert signed_in(town, provider).status == 403
    town.organisation = new_id()
    elsewhere = a_person(town, "Kim")
    give_address(town, elsewhere, MAREN)
    town.link(elsewhere, "intake")
    assert signed_in(town, provider).status == 403


def test_an_address_given_to_somebody_else_opens_nothing_once_the_person_is_known(town, provider, maren):
    says(town, provider)
    assert signed_in(town, provider).path == "/intake"
    says(town, provider, sub="another person")
    assert signed_in(town, provider).status == 403
    says(town, provider, email="maren.new@example.org")
    assert signed_in(town, provider).path == "/intake"


def test_what_comes_back_counts_once_in_the_browser_that_asked(town, provider, maren):
    says(town, provider)
    browser = asked(town)
    answer = provider.visit(browser.left_to)
    for other in (town.browser(), asked(town)):
        assert back(other, provider, to=answer).title == "Let us start again"
    assert back(browser, provider, to=answer).path == "/intake"
    assert back(browser, provider, to=answer).status == 403
    late = asked(town)
    answer = provider.visit(late.left_to)
    town.clock.at += timedelta(minutes=10)
    assert back(late, provider, to=answer).title == "Let us start again"


def test_nobody_is_sent_to_another_site_by_it(town, provider, maren):
    says(town, provider)
    for more in ("&next=https://example.org", "&return_to=//example.org", "&page=/%5Cexample.org"):
        browser = asked(town)
        assert back(browser, provider, to=provider.visit(browser.left_to) + more).path == "/intake"
    browser = asked(town)
    sent = {"Sec-Fetch-Site": "cross-site"}
    assert browser.client.get("/sign-in/openid", headers=sent).location == "/sign-in"


def test_the_secret_travels_as_the_provider_wants_it_from_a_process_that_never_asked_before(desk_for, settings):
    with openid_provider(takes="client_secret_post") as provider:
        known = {"client_id": CLIENT, "client_secret": SECRET, "organisation": HERE, "second_factor": ("mfa",)}
        told = OpenId(issuer=provider.url, **known)
        with a_town(desk_for, replace(settings, openid=told)) as town:
            town.organisation = HERE
            town.open(*APIS)
            maren = a_person(town, "Maren")
            give_address(town, maren, MAREN)
            town.link(maren, "intake")
            says(town, provider)
            browser = asked(town)
            provider_of.cache_clear()
            assert back(browser, provider).path == "/intake"


def test_a_provider_that_is_away_is_said_in_words(desk_for, settings):
    gone = OpenId(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET, organisation=HERE)
    with a_town(desk_for, replace(settings, openid=gone)) as town:
        browser = town.browser()
        for language in ("en", "es"):
            assert browser.open(f"/sign-in?lang={language}").open("/sign-in/openid").status == 503
            assert browser.page.all("html")[0].get("lang") == language
        assert browser.open("/sign-in/openid/back?error=access_denied&state=no").status == 403
