from dataclasses import replace
from datetime import timedelta

import pytest

from services.portal.app import create_app
from shared.kernel.ids import new_id
from shared.process.keys import public_key
from tests.desk.seeing import every_row

ROLES = ("member", "coach", "intake", "supervisor")


def test_nobody_is_at_the_front_door(town):
    browser = town.browser().open("/")
    assert browser.status == 200 and "Sign in" in browser.main


@pytest.mark.parametrize("role", ROLES)
def test_a_link_signs_in_once_and_leads_to_ones_own_page(town, role):
    link, browser = town.link(new_id(), role), town.browser()
    assert browser.open(link).status == 200
    assert browser.submit().path == {"member": "/me"}.get(role, f"/{role}")
    assert town.browser().open(link).status == 410


def test_opening_a_link_signs_nobody_in(town):
    link = town.link(new_id(), "member")
    for _ in range(3):
        assert town.browser().open(link).status == 200
    browser = town.browser().open(link)
    assert browser.open("/me").status == 401


def test_of_two_who_press_the_button_one_gets_in(town):
    link = town.link(new_id(), "member")
    one, other = town.browser().open(link), town.browser().open(link)
    assert one.submit().status == 200
    assert other.submit().status == 410


def test_a_link_lasts_a_quarter_of_an_hour(town):
    link = town.link(new_id(), "member")
    town.clock.at += timedelta(minutes=14)
    browser = town.browser().open(link)
    assert browser.status == 200
    town.clock.at += timedelta(minutes=1)
    assert browser.submit().status == 410


def test_a_link_that_never_was_sounds_like_one_that_was_used(town):
    used = town.link(new_id(), "member")
    town.browser().open(used).submit()
    known, unknown = town.browser().open(used), town.browser().open("/in/never-was")
    assert (known.status, known.main) == (unknown.status, unknown.main)


def test_the_secret_changes_at_sign_in_and_is_kept_nowhere(town):
    browser = town.browser()
    browser.open(town.link(new_id(), "coach"))
    before = browser.client.get_cookie("here").value
    browser.submit()
    after = browser.client.get_cookie("here").value
    assert before != after and len(after) >= 22
    with every_row(town.portal.desk.engine) as connection:
        for table in ("visits", "sign_in_links"):
            rows = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert before not in rows and after not in rows


def test_a_secret_from_before_never_becomes_a_signed_in_one(town):
    """Whoever planted a cookie holds nothing after the sign-in."""
    victim, planter = town.browser(), town.browser()
    planted = planter.open("/").client.get_cookie("here").value
    victim.client.set_cookie("here", planted)
    victim.open(town.link(new_id(), "member")).submit()
    assert planter.open("/me").status == 401


def test_signing_out_ends_it_on_our_side_too(town):
    browser = town.signed_in("coach")
    kept = browser.client.get_cookie("here").value
    browser.submit("Sign out")
    assert browser.path == "/"
    browser.client.set_cookie("here", kept)
    assert browser.open("/coach").status == 401


def test_a_quick_way_out_forgets_everything_and_leads_elsewhere(town):
    browser = town.signed_in("member")
    browser.submit("Leave quickly")
    assert browser.left_to.startswith("https://www.weather.gov")
    assert "cookies" in browser.answer.headers["Clear-Site-Data"]
    assert browser.client.get_cookie("here") is None
    assert browser.open("/me").status == 401


def test_staff_are_signed_out_after_half_an_hour_of_nothing(town):
    browser = town.signed_in("intake")
    for _ in range(3):
        town.clock.at += timedelta(minutes=29)
        assert browser.open("/intake").status == 200
    town.clock.at += timedelta(minutes=30)
    assert browser.open("/intake").status == 401


def test_nobody_stays_longer_than_twelve_hours(town):
    browser = town.signed_in("member")
    for _ in range(11):
        town.clock.at += timedelta(hours=1)
        assert browser.open("/me").status == 200
    town.clock.at += timedelta(hours=1)
    assert browser.open("/me").status == 401


def test_a_form_that_is_not_from_our_page_is_not_taken(town):
    link = town.link(new_id(), "member")
    browser = town.browser().open(link)
    for mark in ("", "0" * 64, "é"):
        assert browser.client.post(link, data={"mark": mark}).status_code == 403
    good = browser.filled(browser.form())
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert browser.client.post(link, data=good, headers=elsewhere).status_code == 403
    assert town.browser().client.post(link, data=good).status_code == 403
    assert browser.submit().status == 200


def test_another_roles_page_is_not_open(town):
    browser = town.signed_in("member")
    for path in ("/coach", "/intake", "/supervisor", "/intake/people/new"):
        assert browser.open(path).status == 403


def test_behind_https_the_cookie_is_ours_alone(town):
    settings = replace(town.settings, public_url="https://walk.example.org")
    app = create_app(replace(town.portal.desk, settings=settings), public_key(settings))
    answer = app.test_client().get("/")
    assert answer.headers["Set-Cookie"].startswith("__Host-here=") and "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
