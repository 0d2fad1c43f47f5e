"""The welcome desk: three fields, people waiting, who was asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.portal.pages import intake
from tests.desk.seeing import every_row
from tests.portal.people import a_coach, a_person, a_request, an_offer

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)


def test_three_fields_are_enough(open_town):
    desk = open_town.signed_in("intake")
    desk.open("/intake/people/new").submit("Save", name="Sam", reach="come_by", urgency="routine")
    assert desk.title == "People who could walk with Sam"
    assert "We haven't found the right person yet" in desk.main
    assert "Sam" in desk.open("/intake").main


def test_what_is_missing_is_said_at_the_top_and_beside_the_field(open_town):
    desk = open_town.signed_in("intake")
    desk.open("/intake/people/new").submit("Save")
    assert desk.status == 422
    for words in ("Please give a name", "how to reach", "one of the three sentences"):
        assert desk.main.count(words) == 2
    desk.submit("Save", name="Sam", reach="email", email="not an address", urgency="soon")
    assert "as in sam@example.org" in desk.main
    assert next(field for field in desk.page.all("input") if field.get("name") == "name").get("value") == "Sam"


def test_where_many_ask_the_newest_are_shown_and_of_few_everybody(open_town, monkeypatch):
    monkeypatch.setattr(intake, "FEW", 2)
    for name, later in (("Sam", 0), ("Kim", 3), ("Lou", 0), ("Ari", 0)):
        open_town.clock.at += timedelta(days=later)
        a_request(open_town, a_person(open_town, name))
        desk = open_town.signed_in("intake").open("/intake")
        lately = next(part for part in desk.page.all("section") if "lately" in str(part.get("aria-labelledby"))).text
        assert name in lately and ("Sam" in lately) == (name in ("Sam", "Kim")), lately


def test_wishes_reach_the_reasons(open_town):
    a_coach(open_town, "Jo", profile={"pathway": ["twelve_step"]}, shown={"pathway": ["twelve_step"]})
    desk = open_town.signed_in("intake")
    wishes = {"wish": ["pathway.twelve_step"], "most": "outlook.style_listening"}
    desk.open("/intake/people/new").submit("Save", name="Sam", reach="come_by", urgency="soon", **wishes)
    assert "You asked for: 12-step fellowship" in desk.main
    assert "nothing is said about it here" in desk.main


def test_a_coach_is_kept_apart_for_good_and_the_list_does_not_say_why(open_town):
    jo, ari = a_coach(open_town, "Jo"), a_person(open_town, "Ari")
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{a_request(open_town, ari)}")
    assert "Jo" in desk.main
    desk.follow("Keep apart from Ari").submit("Keep apart", kind="kin")
    assert desk.status == 422 and "Please choose whom" in desk.main
    desk.submit("Keep apart", coach=jo, kind="kin")
    assert "The two never meet here" in desk.main and "Jo" not in desk.main
    assert "Not free just now" in desk.main and "Relatives" not in desk.main


def test_a_new_person_sent_twice_is_one_person(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    form, typed = desk.form("Save"), {"name": "Sam", "reach": "come_by", "urgency": "soon"}
    assert desk.send(form, **typed).path == desk.send(form, **typed).path
    waiting = open_town.ask("matching", "GET", "/v1/referrals", open_town.actor("intake"))
    assert len(waiting["items"]) == 1


def test_what_stopped_half_way_goes_on_where_it_stopped(open_town):
    """The person was made, their address was not: sent again, there is still one person."""
    desk = open_town.signed_in("intake").open("/intake/people/new")
    form = desk.form("Save")
    typed = {"name": "Sam", "reach": "email", "email": "sam@example.org", "urgency": "soon"}
    open_town.close("notifications")
    assert desk.send(form, **typed).status == 503
    open_town.open("notifications")
    assert desk.send(form, **typed).status == 200
    open_town.settle()
    waiting = open_town.ask("matching", "GET", "/v1/referrals", open_town.actor("intake"))["items"]
    assert len(waiting) == 1
    registered = [event for event in open_town.rooms["matching"].told() if event.type == "person.registered"]
    assert len(registered) == 1


def test_an_address_is_kept_by_notifications_alone(open_town):
    desk = open_town.signed_in("intake").open("/intake/people/new")
    desk.submit("Save", name="Sam", reach="email", email="sam@example.org", urgency="soon", shared="no")
    sam = open_town.ask("matching", "GET", "/v1/referrals", open_town.actor("intake"))["items"][0]["member_id"]
    ways = open_town.ask(
        "notifications", "GET", f"/v1/people/{sam}/contact-points?purpose=page", open_town.actor("intake")
    )
    assert [(way["address"], way["shared"]) for way in ways["items"]] == [("sam@example.org", "no")]
    assert ways["items"][0]["consent"]["wording"] == "intake-2026-11"


def test_the_portal_keeps_no_name_and_no_address(open_town):
    """What was typed is in the form, in the services, and nowhere here: not in a row, not in a log."""
    desk = open_town.signed_in("intake").open("/intake/people/new")
    desk.submit("Save", name="Zebedee", reach="email", email="sam@example.org", urgency="soon")
    assert desk.title.endswith("Zebedee")
    open_town.settle()
    engine = open_town.portal.desk.engine
    with every_row(engine) as connection:
        for table in sa.inspect(connection).get_table_names():
            rows = str(connection.execute(sa.text(f"SELECT * FROM {table}")).all())
            assert "Zebedee" not in rows and "example.org" not in rows, table


def test_the_order_is_said_once_for_each(open_town):
    for name in ("Jo", "Max"):
        a_coach(open_town, name)
    request = a_request(open_town, sam := a_person(open_town, "Sam"))
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{request}")
    one, other = [str(field.get("name")) for field in desk.form("Ask").all("select")]
    assert "Please choose whom to ask first" in desk.submit("Ask").main
    assert "each place once" in desk.submit("Ask", **{one: "1", other: "1"}).main
    open_town.ask("matching", "POST", f"/v1/people/{sam}/pause", open_town.actor("intake"), json={"reason": "away"})
    assert "during a time away" in desk.submit("Ask", **{one: "2", other: "1"}).main
    open_town.ask("matching", "POST", f"/v1/people/{sam}/resumption", open_town.actor("intake"))
    assert "was asked" in desk.submit("Ask", **{one: "2", other: "1"}).main


def test_for_whoever_asked_for_silence_nobody_is_asked_and_that_is_what_the_pages_say(open_town):
    a_coach(open_town, "Jo")
    request = a_request(open_town, sam := a_person(open_town, "Sam"))
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{request}")
    path, said = f"/v1/members/{sam}", {"headers": {"If-Match": '"1"'}, "json": {"do_not_contact": True}}
    open_town.ask("matching", "PATCH", path, open_town.actor("intake"), **said)
    first = str(desk.form("Ask").all("select")[0].get("name"))
    assert "asked us not to contact them" in desk.submit("Ask", **{first: "1"}).main
    assert "first meeting" not in open_town.signed_in("member", sam).open("/me/choose").main


def test_a_yes_on_the_phone_is_written_down_by_the_desk(open_town):
    jo = a_coach(open_town, "Jo")
    request = a_request(open_town, a_person(open_town, "Sam"))
    an_offer(open_town, request, jo)
    desk = open_town.signed_in("intake").open(f"/intake/referrals/{request}")
    desk.submit("Write down the yes")
    open_town.settle()
    desk.open(f"/intake/referrals/{request}")
    assert "Jo walks with them" in desk.main
    desk.follow("Book the first meeting now").submit("Go on", starts_at="2026-11-23T16:00:00+00:00").submit("Book it")
    assert "Booked" in desk.main
    assert "Monday, November 23" in desk.open(f"/intake/referrals/{request}").main


def test_those_who_wait_longest_come_first(open_town):
    for name in ("Ari", "Kim", "Lou"):
        a_request(open_town, a_person(open_town, name))
        open_town.clock.at += timedelta(minutes=5)
    words = open_town.signed_in("intake").open("/intake").main
    assert words.index("Ari") < words.index("Kim") < words.index("Lou")
    assert "waiting 15 minutes" in words
