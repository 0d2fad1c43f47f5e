"""Whatever anybody sends, as the OpenAPI document allows or forbids it: no 5xx, no traceback, answers as promised.

Each operation is asked as one of those whom its route lets in: a stranger gets no farther than the door. The house is
furnished, and what was made is asked for again: whatever names an id is sent twice, as it was made up and with ids that
were told, or nobody would get beyond a 404. Both are examples. (schemathesis can follow what one answer tells into the
next question, too: by the names of ours it reached no door by an id.)
"""

import json
import os
import re
from collections import defaultdict

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
from tests.fuzz.furnished import furnished
from tests.house.rooms import API_SERVICES

pytestmark = pytest.mark.filterwarnings("default")
EXAMPLES = int(os.environ.get("HOLDFAST_FUZZ", "25"))
ENGINES = ["sqlite"] if EXAMPLES < 200 else ["sqlite", "postgresql"]  # `make fuzz` asks both
ONE_OF = {
    "coaches": "coach",
    "matches": "match",
    "series": "series",
    "emergencies": "emergency",
    "replies": "reply",
    "list-requests": "request",
}
PERSON = ("member_id", "coach_id", "person_id")
ENDS = ("ending", "death", "erasure", "cancellation", "withdrawal", "revocation", "departure", "decline", "rematch")
ROLES = ("supervisor", "service", "intake", "coach", "member", "admin")
PLAIN = {"deadline": None, "database": None, "derandomize": True}


class Known:
    """Ids that were told so far, by the names under which they are asked for."""

    def __init__(self):
        self._ids, self._turn, self.reached = defaultdict(list), 0, set()

    def put_into(self, case):
        """Whether any id in it was told before: one after the other."""
        self._turn, found = self._turn + 1, False
        for part in (case.path_parameters, case.query, case.body):
            if isinstance(part, dict):
                known = {name: self._ids[name] for name in part if self._ids.get(name)}
                part.update({name: ids[self._turn % len(ids)] for name, ids in known.items()})
                found = found or bool(known)
        return found

    def one_of(self, name):
        """Whoever is asked for as such, if anybody was told of."""
        return next(iter(self._ids[name]), None) or new_id()

    def learn(self, path, said):
        """`POST /v1/members` tells an `id`: it is a `member_id` elsewhere, and somebody's own."""
        if isinstance(said, dict):
            noun = next((part for part in reversed(path.split("/")) if part and "{" not in part), "")
            own = {f"{ONE_OF.get(noun, noun.removesuffix('s')).replace('-', '_')}_id": said.get("id")}
            for name, id in (own | said).items():
                if name.endswith("_id") and isinstance(id, str):
                    for other in PERSON if name in PERSON else (name,):
                        self._ids[other].append(id)
            for each in said.get("items") or ():
                self.learn(path, each)


def makes_things_first(found):
    """What makes a thing from nothing comes before what asks for one by its id; what ends one comes last."""
    operation = found.ok()
    ends = operation.method.upper() == "DELETE" or operation.path.endswith(ENDS)
    return ends, operation.path.count("{"), operation.method.upper() != "POST", operation.label


@pytest.mark.parametrize("desk_for", ENGINES, indirect=True)
@pytest.mark.parametrize("service", API_SERVICES)
def test_nothing_that_is_sent_breaks_a_service(service, room_for):
    room = room_for(service)
    schema = schemathesis.openapi.from_dict(document_of(room.app, service))
    schema.app, broken, known = room.app, {}, Known()
    organisation, told = furnished(room)
    for each in told:
        known.learn("", each)
    for found in sorted(schema.get_all_operations(), key=makes_things_first):
        operation = found.ok()
        role = role_for(room.app, operation)
        actor = Actor(known.one_of(f"{role}_id"), role, organisation)
        token = mint(KEY, actor, audience=[service], now=room.clock.now(), minutes=600)
        try:
            send_all_kinds(operation, token, known)
        except (AssertionError, BaseExceptionGroup) as error:
            broken[operation.label] = re.sub(r"\s+", " ", str(error))[:1_000]
    assert not broken, "\n".join(f"{label}: {words}" for label, words in broken.items())
    by_id = {each.ok().label for each in schema.get_all_operations() if "{" in each.ok().path}
    assert len(by_id & known.reached) > len(by_id) / 3, "most were told only that nobody is there"


def document_of(app, service):
    """Its schemas have the service in their names: schemathesis keeps what it has compiled by name, for every document
    that the process reads.
    """
    document = app.extensions["openapi"].to_dict()
    document["components"]["schemas"] = {
        f"{service}-{name}": schema for name, schema in document["components"]["schemas"].items()
    }
    schemas = "#/components/schemas/"
    return json.loads(json.dumps(document).replace(schemas, f"{schemas}{service}-"))


def role_for(app, operation):
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[a-z_]+:)?([a-z_]+)>", r"{\1}", rule.rule)
        if path == operation.path and operation.method.upper() in rule.methods:
            who = getattr(app.view_functions[rule.endpoint], "open_to", ())
            return next((role for role in ROLES if role in who), "supervisor")
    return "supervisor"


def names_ids(operation):
    read = (*operation.path_parameters, *operation.query, *operation.body)
    return any("_id" in str(each.definition) for each in read)


def send_all_kinds(operation, token, known):
    """What the document allows, and what it forbids."""
    kinds = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
    made_up = -(-EXAMPLES // 2) if names_ids(operation) else EXAMPLES

    @hypothesis.settings(
        **PLAIN, max_examples=made_up, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )
    @hypothesis.given(case=hypothesis.strategies.one_of(kinds))
    def sent(case):
        send(case)
        if known.put_into(case):
            send(case, **{"If-Match": '"1"'})

    def send(case, **headers):
        answer = case.call(headers={"Authorization": f"Bearer {token}"} | headers)
        asked = (case.method, case.formatted_path, case.query, str(case.body)[:300])
        assert answer.status_code < 500 and "Traceback" not in answer.text, (asked, answer.text[:300])
        case.validate_response(answer, checks=[response_schema_conformance])
        if answer.status_code < 300 and answer.content and "json" in answer.headers.get("content-type", [""])[0]:
            known.learn(operation.path, answer.json())
        if answer.status_code < 300:
            known.reached.add(operation.label)

    sent()
