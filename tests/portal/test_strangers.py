"""Every door of the three services that opens on something by its id, knocked at by all who have no business there:
they hear what they would hear of something that never was, word for word, and change nothing.
"""

import re

import pytest

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.process.keys import private_key
from shared.web.tokens import mint
from tests.house.rooms import API_SERVICES
from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
NAME = "Zephyrine Quillfeather"
AT = "2026-11-24T16:00:00Z"
# What a door reads: enough of it to get past its schema, by the end of its path.
BODIES = {
    "/cancellation": {"reason": "member"},
    "/move": {"starts_at": AT},
    "/attendance/<side>": {"state": "attended"},
    "/contact-points": {"items": []},
    "/preferences": {"language": "en"},
    "/emergencies": {"reason": "safety", "why": "Nobody opens the door."},
    "/erasure": None,
    "/restrictions": {"purpose": "funding"},
    "/acknowledgements": {"number": 1},
    "/handover": {"note": "Tea."},
    "/confirmation": None,
    "/choices": {"shortlist_id": "SHORTLIST", "coach_ids": ["COACH"]},
    "/attempts": {"outcome": "talked"},
    "/decline": {},
}


def doors(app):
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.arguments and "anyone" not in view.open_to:
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule)
            yield from ((method, path, view.open_to) for method in sorted(rule.methods - {"HEAD", "OPTIONS"}))


def body_of(path):
    return next((body for end, body in BODIES.items() if path.endswith(end)), {})


@pytest.fixture
def story(open_town):
    jo, sam = a_coach(open_town, "Jo"), a_person(open_town, NAME)
    match = a_match(open_town, sam, jo)
    session = a_session(open_town, match)
    referral = open_town.ask("matching", "GET", f"/v1/matches/{match}", open_town.actor("intake"))["referral_id"]
    offers = open_town.ask("matching", "GET", f"/v1/offers?referral_id={referral}", open_town.actor("intake"))
    known = {"member_id": sam, "person_id": sam, "coach_id": jo, "match_id": match, "session_id": session}
    return known | {"referral_id": referral, "offer_id": offers["items"][0]["id"], "side": "member", "name": "work"}


def filled(path, known):
    return re.sub(r"<(\w+)>", lambda each: known.get(each[1]) or new_id(), path)


def strangers(town):
    """Somebody elsewhere in every role; here, another person and a coach who does not walk with them."""
    elsewhere = new_id()
    for role in ("member", "coach", "intake", "supervisor", "admin", "partner"):
        yield f"elsewhere, {role}", Actor(new_id(), role, elsewhere)
    yield "another person", Actor(a_person(town, "Eve"), "member", town.organisation)
    yield "a coach without them", Actor(a_coach(town, "Cam"), "coach", town.organisation)
    yield "whoever sent somebody else", Actor(new_id(), "partner", town.organisation)


def knock(town, service, method, path, actor):
    token = mint(private_key(town.settings), actor, audience=[service], now=town.clock.now())
    headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
    given = {} if method in ("GET", "DELETE") or body_of(path) is None else {"json": body_of(path)}
    answer = town.rooms[service].app.test_client().open(path, method=method, headers=headers, **given)
    return answer.status_code, answer.get_data(as_text=True)


# Breaking the glass opens to a coach of the house, with a reason that is told: its own tests say so.
OPENS = {("POST", "/v1/people/<person_id>/emergencies", "a coach without them")}


def test_to_a_stranger_everything_is_as_if_it_never_was(open_town, story):
    town, never = open_town, {name: new_id() for name in story} | {"side": "member", "name": "work"}
    leaks, asked = [], 0
    for who, actor in strangers(town):
        for service in API_SERVICES:
            for method, path, roles in doors(town.rooms[service].app):
                if actor.role not in roles or (method, path, who) in OPENS:
                    continue
                real, none = (_told(town, service, method, path, actor, known) for known in (story, never))
                asked += 1
                if real != none or real[0] >= 500 or NAME in real[1]:
                    leaks.append((who, service, method, path, real[0], none[0], real[1][:160]))
    assert asked > 500 and leaks == []


def _told(town, service, method, path, actor, known):
    """Ids of what was asked for are alike in both answers; whatever else differs is told."""
    status, text = knock(town, service, method, filled(path, known), actor)
    for id in known.values():
        text = text.replace(id, "ID")
    return status, re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
