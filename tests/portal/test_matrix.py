"""docs/security/matrix.md says what everybody hears at every door. Here they all knock, and hear just that.

`WRITE_MATRIX=1` writes the page anew: each line that changes is to be read by somebody.
"""

import os
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest

from services.portal.accounts.people import shut_out
from services.portal.accounts.referring import make_client, revoke_client
from services.portal.store.tables import visits
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.process.keys import private_key
from shared.web.tokens import mint
from tests.house.rooms import API_SERVICES, ROOT
from tests.portal.people import a_coach, a_person
from tests.portal.test_routes import is_for_programs
from tests.portal.test_strangers import body_of, filled, story  # noqa: F401

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
PAGE = ROOT / "docs" / "security" / "matrix.md"
HERE = (
    "nobody",
    "the person",
    "another person",
    "their coach",
    "another coach",
    "intake",
    "supervisor",
    "who sends people",
)
WHO = (*HERE, "another house", "ran out", "sent away")
ROLES = ("supervisor", "intake", "coach", "member", "admin", "partner", "service")


@contextmanager
def nothing_is_kept(town):
    """Everybody knocks in earnest; what they do is taken back at the moment in which it would be kept."""
    dialects = [room.desk.engine.dialect for room in town.rooms.values()]
    for dialect in dialects:
        dialect.do_commit = dialect.do_rollback
    try:
        yield
    finally:
        for dialect in dialects:
            del dialect.do_commit


def doors(app):
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, path, app.view_functions[rule.endpoint].open_to


def heard(status):
    assert status < 500
    return str(status) if status in (401, 403, 404) else "in"


def people_of(town, known):
    """Who knocks at a service, by the names above."""
    actor, eve, cam = town.actor, a_person(town, "Eve"), a_coach(town, "Cam")
    whose = [None, actor("member", known["member_id"]), actor("member", eve)]
    whose += [actor("coach", known["coach_id"]), actor("coach", cam), actor("intake"), actor("supervisor")]
    return dict(zip(WHO, [*whose, actor("partner"), Actor(new_id(), "supervisor", new_id())], strict=False))


def test_at_every_door_of_a_service(open_town, story):  # noqa: F811
    town, people = open_town, people_of(open_town, story)
    with nothing_is_kept(town):
        for service in API_SERVICES:
            lines = [line_at(town, service, *door, people, story) for door in doors(town.rooms[service].app)]
            held(service, lines)


def line_at(town, service, method, path, open_to, people, known):
    def knock(actor, **worn):
        headers = {"If-Match": '"1"'}
        if actor:
            told = {"audience": [service], "now": town.clock.now()} | worn
            headers["Authorization"] = f"Bearer {mint(private_key(town.settings), actor, **told)}"
        given = {} if method in ("GET", "DELETE") or body_of(path) is None else {"json": body_of(path)}
        client = town.rooms[service].app.test_client()
        return heard(client.open(filled(path, known), method=method, headers=headers, **given).status_code)

    answers = [knock(people[who]) for who in WHO[:9]]
    let_in = next((role for role in ROLES if role in open_to), "supervisor")
    return (method, path, *answers, knock(town.actor(let_in), minutes=-1), "-")


def test_at_every_page(open_town, story):  # noqa: F811
    town, known = open_town, story | {"person_id": story["member_id"]}
    visitors, over, gone = at_the_portal(open_town, story)
    with nothing_is_kept(town):
        lines = []
        for method, path, open_to in doors(town.portal.app):
            role = next((role for role in ROLES[:5] if role in open_to), "member")
            everybody = [*visitors, over[role], gone["partner" if is_for_programs(path) else role]]
            lines.append((method, path, *(page_heard(town, each, method, filled(path, known)) for each in everybody)))
        held("portal", lines)


def at_the_portal(town, known):
    """Each with the cookie, the mark and the token that they bring along: no answer takes those away."""
    people, roles = people_of(town, known), ROLES[:5]
    visitors = [visitor(town), *(visitor(town, people[who]) for who in WHO[1:7])]
    visitors += [visitor(town, program=a_client(town)), visitor(town, people["another house"])]
    ends = [{role: town.actor(role) for role in roles} for _ in "12"]
    over, gone = ({role: visitor(town, actor) for role, actor in each.items()} for each in ends)
    end(town, *(list(each.values()) for each in ends))
    return visitors, over, gone | {"partner": visitor(town, program=a_client(town, is_sent_away=True))}


def visitor(town, actor=None, *, program=None):
    browser = town.browser()
    if actor:
        browser.open(town.link(actor.person, actor.role, organisation=actor.organisation)).submit()
    form = browser.open("/hard-time").filled(browser.form("Leave quickly"))
    cookies = [f"{one.key}={one.value}" for one in browser.client._cookies.values()]
    token = program and mint(
        private_key(town.settings), program, audience=["portal"], now=town.clock.now(), minutes=600
    )
    return form, {"Cookie": "; ".join(cookies)} | ({"Authorization": f"Bearer {token}"} if token else {})


def a_client(town, *, is_sent_away=False):
    with transaction(town.portal.desk, town.actor("supervisor")) as tx:
        client, _ = make_client(tx, name="Clinic", source="treatment")
        if is_sent_away:
            revoke_client(tx, client.id)
    return town.actor("partner", client.id)


def end(town, idle, shut):
    """Some visits have been idle for a day; somebody has ended the others."""
    with transaction(town.portal.desk, Actor("portal", "service", town.organisation)) as tx:
        for actor in idle:
            tx.update(visits, visits.c.person_id == actor.person, seen_at=tx.now - timedelta(days=1))
        for actor in shut:
            shut_out(tx, actor.person)


def page_heard(town, visitor, method, path):
    form, headers = visitor
    client = town.portal.app.test_client(use_cookies=False)
    said = {"json": {}} if is_for_programs(path) else {"data": form}
    return heard(client.open(path, method=method, headers=headers, **(said if method == "POST" else {})).status_code)


def held(service, lines):
    title = f"## {service}\n\n| door | {' | '.join(WHO)} |\n|{'---|' * (len(WHO) + 1)}\n"
    told = title + "".join(f"| `{method} {path}` | {' | '.join(answers)} |\n" for method, path, *answers in lines)
    page = PAGE.read_text()
    start = page.find(f"## {service}\n")
    there = re.split(r"\n(?=## )", page[start:])[0].rstrip("\n") + "\n" if start >= 0 else ""
    if os.environ.get("WRITE_MATRIX"):
        PAGE.write_text(page.replace(there, told) if there else page.rstrip("\n") + "\n\n" + told)
    else:
        assert told.splitlines() == there.splitlines()
