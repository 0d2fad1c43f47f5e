"""The forms of each page, as they are found there: filled in, posted, and posted once more. The second time nothing
more is written by any service. Which page has which forms nobody has to say; what only a longer way leads to (an offer
of a freed time, a code that came, a round's publication) has its own test where that way is walked.
"""

import pytest
import sqlalchemy as sa

from tests.desk.seeing import every_row
from tests.house.rooms import API_SERVICES
from tests.portal.people import a_coach, a_match, a_person, a_request, a_session, an_offer, on_call
from tests.portal.test_routes import is_for_programs

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
BY_THE_WAY = ("audit", "idempotency", "answers", "heartbeat", "shown", "limits")
"""Tables in which looking alone leaves a row."""

TYPED = {"date": "2026-12-07", "time": "10:00", "email": "robin@example.org", "number": "2", "tel": "+12025550134"}
MEMBER = ("/me", "/me/call", "/me/message", "/me/about", "/me/wishes", "/me/reminders", "/me/earlier", "/me/ways")
MEMBER += ("/me/days", "/me/calendar", "/me/privacy", "/me/consents/new", "/hard-time", "/mine", "/sessions/{session}")
MEMBER += ("/book/{match}/review?starts_at=2026-11-26T16:00:00%2B00:00", "/me/coach/{match}")
MEMBER += ("/sessions/{session}/move/review?starts_at=2026-11-27T16:00:00%2B00:00", "/sessions/{session}/cancellation")
COACH = ("/coach", "/coach/write", "/coach/hours", "/coach/number", "/coach/people", "/coach/yesterday")
COACH += ("/coach/people/{sam}", "/coach/people/{sam}/reach", "/coach/sessions/{past}/attendance", "/coach/wishes")
COACH += ("/coach/offers/{offer}/decline", "/coach/matches/{match}/acquaintance", "/coach/trip")
COACH += ("/people/{sam}/standing",)
DESK = ("/intake/visit", "/intake/people/new", "/intake/referrals/{waiting}", "/intake/referrals/{waiting}/welcome")
DESK += ("/intake/referrals/{waiting}/talk", "/people/{sam}/reach", "/people/{sam}/privacy", "/people/{lou}/standing")
BOSS = ("/supervisor", "/supervisor/lists", "/supervisor/rounds", "/supervisor/coaches/{jo}")
BOSS += ("/people/{kim}/death", "/supervisor/coaches/{jo}/departure", "/mine")
ADMIN = ("/settings/pages", "/settings/places", "/settings/people", "/settings/vocabulary", "/settings/weights")
ADMIN += ("/settings/partners", "/settings/privacy", "/settings/of/scheduling", "/settings/messages/reminder/en")
MET, ACTED = 58, 34  # at the least
WALKS = {"member": MEMBER, "coach": COACH, "intake": DESK, "supervisor": BOSS, "admin": ADMIN}


@pytest.fixture
def known(open_town):
    town = open_town
    jo, sam, kim = a_coach(town, "Jo"), a_person(town, "Sam"), a_person(town, "Kim")
    match = a_match(town, sam, jo)
    past, session = a_session(town, match), a_session(town, match, "2026-11-25T15:00:00Z")
    offer = an_offer(town, a_request(town, kim), jo)
    lou = a_person(town, "Lou")
    waiting = a_request(town, lou)
    on_call(town, jo)
    people = {"jo": jo, "sam": sam, "kim": kim, "lou": lou}
    return people | {"match": match, "past": past, "session": session, "offer": offer, "waiting": waiting}


def test_each_form_posted_twice_acts_once(open_town, known):
    met, acted, troubles = set(), set(), []
    for role, pages in WALKS.items():
        browser = open_town.signed_in(role, {"member": known["sam"], "coach": known["jo"]}.get(role))
        for path in pages:
            while form_to := unmet(open_town, browser.open(path.format_map(known)), met):
                form, to = form_to
                met.add(rule := rule_of(open_town, to))
                typed, before = filled_in(browser, form), rows(open_town)
                first, once = browser.send(form, to=to, **typed).status, rows(open_town)
                second, twice = browser.send(form, to=to, **typed).status, rows(open_town)
                acted |= {rule} if once != before else set()
                if {500, 502} & {first, second} or once != twice:
                    troubles.append((rule, first, second, {t: n for t, n in twice.items() if once.get(t) != n}))
            open_town.settle()
    assert troubles == []
    assert len(acted) >= ACTED and len(met) >= MET, sorted(posts(open_town) - met)


def unmet(town, browser, met):
    """The next form of this page that was not sent yet, with where it goes."""
    return next((each for each in forms_on(browser) if rule_of(town, each[1]) not in met), None)


def posts(town):
    rules = town.portal.app.url_map.iter_rules()
    return {one.rule for one in rules if "POST" in one.methods and not is_for_programs(one.rule)}


def rule_of(town, path):
    rule, _ = town.portal.app.url_map.bind("localhost").match(path.partition("?")[0], method="POST", return_rule=True)
    return rule.rule


def forms_on(browser):
    """Each form with each place it can be sent to."""
    found = []
    for form in browser.page.all("form"):
        if (form.get("method") or "get") == "post" and form.get("action") not in (
            "/leave",
            "/out",
            "/mine/visits/ending",
        ):
            found += [(form, form.get("action"))]
            found += [(form, one.get("formaction")) for one in form.all("button") if one.get("formaction")]
    return found


def filled_in(browser, form):
    """As somebody might who has little time: the first of each choice, something in each empty line."""
    typed = browser.filled(form)
    for field in form.all("input", "textarea", "select"):
        name, kind = field.get("name"), field.get("type") or "text"
        if name is None or kind in ("hidden", "file", "checkbox"):
            continue
        if kind == "radio":
            typed.setdefault(name, field.get("value"))
        elif field.tag == "select":
            typed[name] = typed[name] or next((o.get("value") for o in field.all("option") if o.get("value")), "")
        elif not typed.get(name):
            typed[name] = TYPED.get(kind, "5" if field.get("inputmode") == "numeric" else "Robin")
    named = next((one for one in form.all("button") if one.get("name")), None)
    return typed | ({named.get("name"): named.get("value")} if named else {})


def rows(town):
    """How many rows stand in each table of each service."""
    told = {}
    for service in API_SERVICES:
        engine = town.rooms[service].desk.engine
        with every_row(engine) as connection:
            for table in sa.inspect(connection).get_table_names():
                if not any(word in table for word in BY_THE_WAY):
                    told[f"{service}.{table}"] = connection.execute(sa.text(f'SELECT count(*) FROM "{table}"')).scalar()
    return told
