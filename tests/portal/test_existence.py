"""Nor does it take longer to say that there is nobody: a stranger is answered in one time, at doors and on pages."""

from functools import partial
from statistics import median
from time import perf_counter

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.process.keys import private_key
from shared.web.tokens import mint
from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
PAIRS, TRIES = 200, 3
ELSEWHERE = new_id()


def asked(town, service, path):
    """As somebody who looks after all, elsewhere; their token is made before the time counts."""
    token = mint(private_key(town.settings), Actor(new_id(), "supervisor", ELSEWHERE), **ours(town, service))
    return timed(town.rooms[service].app.test_client(), path, headers={"Authorization": f"Bearer {token}"})


def ours(town, service):
    return {"audience": [service], "now": town.clock.now()}


def timed(client, path, **given):
    began = perf_counter()
    answer = client.get(path, **given)
    return perf_counter() - began, answer.status_code


def alike(ask, path, known):
    """Medians of interleaved pairs, somebody's and nobody's, within a fifth or 5 ms: in one of three tries."""
    for _ in range(TRIES):
        pairs = [[ask(path.format(id)) for id in (known, new_id())] for _ in range(PAIRS)]
        assert {status for pair in pairs for _, status in pair} in ({404}, {410})
        one, other = [median(pair[place][0] for pair in pairs) for place in (0, 1)]
        if abs(one - other) <= max(0.2 * other, 0.005):
            return
    raise AssertionError(f"{path}: {one * 1000:.1f} ms for somebody, {other * 1000:.1f} ms for nobody")


def test_somebody_known_elsewhere_takes_as_long_as_nobody(town):
    sam, jo = a_person(town, "Sam"), a_coach(town, "Jo")
    session = a_session(town, a_match(town, sam, jo))
    alike(partial(asked, town, "scheduling"), "/v1/sessions/{}", session)
    alike(partial(asked, town, "scheduling"), "/v1/people/{}/export", sam)
    alike(partial(asked, town, "notifications"), "/v1/people/{}/contact-points?purpose=care", sam)


def test_nor_does_a_page_or_a_link_take_longer(open_town):
    sam, browser = a_person(open_town, "Sam"), open_town.browser()
    browser.open(open_town.link(new_id(), "supervisor", organisation=ELSEWHERE)).submit()
    alike(partial(timed, browser.client), "/people/{}/consents", sam)
    used = open_town.link(new_id(), "supervisor")
    open_town.browser().open(used).submit()
    alike(partial(timed, open_town.portal.app.test_client()), "/in/{}", used.removeprefix("/in/"))
