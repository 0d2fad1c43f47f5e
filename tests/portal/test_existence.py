"""Nor does it take longer to say that there is nobody: scheduling and notifications answer a stranger in one time."""

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
    client, began = town.rooms[service].app.test_client(), perf_counter()
    answer = client.get(path, headers={"Authorization": f"Bearer {token}"})
    return perf_counter() - began, answer.status_code


def ours(town, service):
    return {"audience": [service], "now": town.clock.now()}


def listened(town, service, path, known):
    pairs = [[asked(town, service, path.format(id)) for id in (known, new_id())] for _ in range(PAIRS)]
    assert {pair[0][1] for pair in pairs} == {pair[1][1] for pair in pairs} == {404}
    return [median(pair[place][0] for pair in pairs) for place in (0, 1)]


def test_somebody_known_elsewhere_takes_as_long_as_nobody(town):
    sam, jo = a_person(town, "Sam"), a_coach(town, "Jo")
    session = a_session(town, a_match(town, sam, jo))
    doors = [("scheduling", "/v1/sessions/{}", session), ("scheduling", "/v1/people/{}/export", sam)]
    doors += [("notifications", "/v1/people/{}/contact-points?purpose=care", sam)]
    for service, path, known in doors:
        for _ in range(TRIES):
            one, other = listened(town, service, path, known)
            if abs(one - other) <= max(0.2 * other, 0.005):
                break
        else:
            raise AssertionError(f"{path}: {one * 1000:.1f} ms for somebody, {other * 1000:.1f} ms for nobody")
