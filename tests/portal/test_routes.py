"""No page takes what another site sends. Who may enter which stands in test_matrix.py."""

import re

import pytest

from shared.kernel.ids import new_id

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def doors(app):
    for rule in app.url_map.iter_rules():
        who = app.view_functions[rule.endpoint].open_to
        path = re.sub(r"<[^>]+>", lambda _: new_id(), rule.rule)
        yield from ((method, path, who) for method in rule.methods - {"HEAD", "OPTIONS"})


def is_for_programs(path):
    """They carry a token and no cookie: a visit opens nothing there, and no other site can send one along."""
    return path.startswith("/api/")


def test_no_post_is_taken_without_the_mark_of_our_page(town):
    browser = town.signed_in("supervisor")
    for method, path, _ in doors(town.portal.app):
        if method == "POST" and not is_for_programs(path):
            assert browser.client.post(path, data={"key": new_id()}).status_code == 403, path


def test_too_large_a_form_is_refused_unread_at_every_page(town):
    """By the length it says it has, before anybody looks whose it is."""
    large = {"CONTENT_LENGTH": "50000000", "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": Unread()}
    browser = town.signed_in("supervisor")
    for method, path, _ in doors(town.portal.app):
        if method == "POST" and not is_for_programs(path):
            assert browser.client.post(path, environ_overrides=large).status_code == 413, path


class Unread:
    def read(self, *_):
        raise AssertionError("a form that is too large was read")
