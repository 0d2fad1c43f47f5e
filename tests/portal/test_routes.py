"""Every page, knocked at by everybody who may not enter: nobody gets further than the door."""

import re

import pytest

from shared.kernel.ids import new_id

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
ROLES = ("member", "coach", "intake", "supervisor", "admin")


def doors(app):
    for rule in app.url_map.iter_rules():
        who = app.view_functions[rule.endpoint].open_to
        path = re.sub(r"<[^>]+>", lambda _: new_id(), rule.rule)
        yield from ((method, path, who) for method in rule.methods - {"HEAD", "OPTIONS"})


def is_for_programs(path):
    """They carry a token and no cookie: a visit opens nothing there, and no other site can send one along."""
    return path.startswith("/api/")


def knock(browser, method, path):
    data = browser.filled(browser.form("Leave quickly")) if method == "POST" else None
    return browser.client.open(path, method=method, data=data).status_code


def test_who_is_not_signed_in_is_asked_to(town):
    stranger = town.browser().open("/")
    for method, path, who in doors(town.portal.app):
        if "anyone" not in who:
            assert knock(stranger, method, path) == 401, (method, path)


@pytest.mark.parametrize("role", ROLES)
def test_who_has_another_role_is_told_so(town, role):
    browser = town.signed_in(role).open("/hard-time")
    for method, path, who in doors(town.portal.app):
        if "anyone" not in who and role not in who:
            assert knock(browser, method, path) == (401 if is_for_programs(path) else 403), (method, path)


def test_no_post_is_taken_without_the_mark_of_our_page(town):
    browser = town.signed_in("supervisor")
    for method, path, _ in doors(town.portal.app):
        if method == "POST" and not is_for_programs(path):
            assert browser.client.post(path, data={"key": new_id()}).status_code == 403, path
