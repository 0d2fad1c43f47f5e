"""Whatever anybody sends, as the OpenAPI document allows or forbids it: no 5xx, no traceback, answers as promised.

Each operation is asked as one of those whom its route lets in: a stranger gets no farther than the door.
"""

import os
import re

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.web.tokens import mint
from tests.desk.room import KEY
from tests.house.rooms import API_SERVICES

pytestmark = pytest.mark.filterwarnings("default")
EXAMPLES = int(os.environ.get("HOLDFAST_FUZZ", "10"))
ROLES = ("supervisor", "service", "intake", "coach", "member", "admin")
PLAIN = {"max_examples": EXAMPLES, "deadline": None, "database": None, "derandomize": True}


@pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
@pytest.mark.parametrize("service", API_SERVICES)
def test_nothing_that_is_sent_breaks_a_service(service, room_for):
    room = room_for(service)
    schema = schemathesis.openapi.from_dict(room.app.extensions["openapi"].to_dict())
    schema.app, organisation, broken = room.app, new_id(), {}
    for found in schema.get_all_operations():
        operation = found.ok()
        actor = Actor(new_id(), role_for(room.app, operation), organisation)
        token = mint(KEY, actor, audience=[service], now=room.clock.now(), minutes=600)
        try:
            send_all_kinds(operation, token)
        except (AssertionError, schemathesis.errors.CheckFailed, BaseExceptionGroup) as error:
            broken[operation.label] = re.sub(r"\s+", " ", str(error))[:1_000]
    assert not broken, "\n".join(f"{label}: {words}" for label, words in broken.items())


def role_for(app, operation):
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[a-z_]+:)?([a-z_]+)>", r"{\1}", rule.rule)
        if path == operation.path and operation.method.upper() in rule.methods:
            who = getattr(app.view_functions[rule.endpoint], "open_to", ())
            return next((role for role in ROLES if role in who), "supervisor")
    return "supervisor"


def send_all_kinds(operation, token):
    """What the document allows, and what it forbids."""
    kinds = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @hypothesis.settings(**PLAIN, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @hypothesis.given(case=hypothesis.strategies.one_of(kinds))
    def sent(case):
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        asked = (case.method, case.formatted_path, case.query, str(case.body)[:300])
        assert answer.status_code < 500 and "Traceback" not in answer.text, (asked, answer.text[:300])
        case.validate_response(answer, checks=[response_schema_conformance])

    sent()
