"""Numbers pass on: asked after at each meeting, called before they are texted once nobody has said so for long."""

from datetime import timedelta

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.notifications.elsewhere import contact

NUMBER = "+15555550134"


def ways(office):
    path = f"/v1/people/{office.member}/contact-points?purpose=to_ring"
    return office.room.ask("GET", path, office.staff).json["items"]


def give_number(office, *, days_ago=0, **more):
    given = (office.now - timedelta(days=days_ago)).isoformat()
    consent = {"given_at": given, "wording": "texts-1", "locale": "en", "actor": "the person"}
    return office.put_ways(office.member, [{"kind": "sms", "address": NUMBER, "consent": consent} | more])


def confirm(office, actor=None, person=None):
    path = f"/v1/people/{person or office.member}/contact-points/{ways(office)[0]['id']}/confirmation"
    return office.room.ask("POST", path, actor or office.staff)


def test_one_tap_calls_or_writes(office):
    items = [{"kind": "sms", "address": NUMBER}, {"kind": "voice", "address": "(555) 555-0134 x2"}]
    office.put_ways(office.member, [*items, {"kind": "place", "address": "the library"}])
    assert [item["links"] for item in ways(office)] == [
        {"tel": f"tel:{NUMBER}", "sms": f"sms:{NUMBER}"}, {"tel": f"tel:{NUMBER},2"}, {},
    ]  # fmt: skip


def test_a_number_nobody_asked_after_for_sixty_days_is_called_first(office):
    give_number(office, days_ago=61)
    assert ways(office)[0]["call_first"] is True
    assert confirm(office).status_code == 201
    assert ways(office)[0]["call_first"] is False
    office.room.clock.at += timedelta(days=61)
    assert ways(office)[0]["call_first"] is True


def test_a_shared_number_is_always_called_first(office):
    give_number(office, shared="yes")
    assert ways(office)[0]["call_first"] is True


def test_until_it_is_confirmed_a_person_rings_and_then_texts_go_out(office, gateway):
    office.people()
    give_number(office, days_ago=61)
    office.book(office.now + timedelta(days=2))
    office.deliver()
    assert gateway.texts == []
    assert office.states()[("member", "confirmation")] == "no_channel"
    confirm(office)
    office.deliver()
    assert len(gateway.texts) == 1


def test_a_number_given_up_is_tried_again_once_somebody_says_that_it_works(office, gateway):
    office.people()
    give_number(office)
    contact(office, outcome="number_not_working")
    office.book(office.now + timedelta(days=2))
    office.deliver()
    give_number(office)
    assert gateway.texts == [] and ways(office)[0]["undeliverable_at"]
    confirm(office)
    office.deliver()
    assert len(gateway.texts) == 1 and ways(office)[0]["undeliverable_at"] is None


def test_one_that_is_theirs_no_more_goes_alone_and_saying_so_twice_changes_nothing(office):
    """What was said of the others in the meantime stays, and whoever is not them or at the desk ends nothing."""
    mine = Actor(office.member, "member", office.organisation)
    give_number(office, days_ago=61)
    number = ways(office)[0]
    path = f"/v1/people/{office.member}/contact-points/{number['id']}"
    mail = {"kind": "email", "address": "me@example.org"}
    office.put_ways(office.member, [{"kind": "sms", "address": NUMBER}, mail])
    for actor in (Actor(new_id(), "member", office.organisation), Actor(new_id(), "supervisor", new_id())):
        assert office.room.ask("DELETE", path, actor).status_code == 404 and len(ways(office)) == 2
    other = f"/v1/people/{office.coach}/contact-points/{number['id']}"
    assert office.room.ask("DELETE", other, office.staff).status_code == 404
    for _ in range(2):
        assert office.room.ask("DELETE", path, mine).status_code == 204
        assert [way["address"] for way in ways(office)] == ["me@example.org"]


def test_what_would_have_gone_to_a_number_that_is_gone_goes_the_way_that_is_left(office):
    office.people()
    office.wish(office.member, channels=["sms", "email"])
    give_number(office)
    office.put_ways(office.member, [{"kind": "sms", "address": NUMBER}, {"kind": "email", "address": "me@example.org"}])
    office.book(office.now + timedelta(days=2))
    gone = f"/v1/people/{office.member}/contact-points/{ways(office)[0]['id']}"
    channels = []
    for _ in range(2):
        channels.append({item["channel"] for item in office.messages(person_id=office.member)})
        office.room.ask("DELETE", gone, office.staff)
    assert channels == [{"sms"}, {"email"}]


def test_who_may_not_reach_somebody_cannot_confirm_for_them(office):
    office.people()
    give_number(office)
    stranger = Actor(new_id(), "coach", office.organisation)
    assert confirm(office, stranger).status_code == 404
    assert confirm(office, Actor(office.member, "member", office.organisation)).status_code == 201
    assert confirm(office, person=office.coach).status_code == 404


def ring(office, member=None):
    """What a member hears who would like to ring the coach."""
    path = f"/v1/people/{office.coach}/contact-points?purpose=to_ring"
    return office.room.ask("GET", path, Actor(member or office.member, "member", office.organisation))


def let_ring(office, actor=None, **answer):
    mail = {"kind": "email", "address": "jo@example.org", "members_may_ring": "yes"}
    items = [{"kind": "sms", "address": NUMBER, "say_we_are": "Jo's work"} | answer, mail]
    path = f"/v1/people/{office.coach}/contact-points"
    return office.room.ask(
        "PUT", path, actor or Actor(office.coach, "coach", office.organisation), json={"items": items}
    )


def test_a_coach_is_rung_by_their_own_people_where_they_let_themselves_be(office):
    office.people()
    office.end_match({"match_id": new_id()}, state="active")
    let_ring(office)
    assert ring(office).json["items"] == []
    let_ring(office, members_may_ring="yes", best_times="Not on Fridays, I am at the clinic")
    (number,) = ring(office).json["items"]
    assert number.pop("id") and number == {
        "kind": "sms", "address": NUMBER, "links": {"tel": f"tel:{NUMBER}"},
    }  # fmt: skip
    assert ring(office, member=new_id()).status_code == 404
    office.say_person(office.coach, type="person.changed", kinds=["coach"], state="paused")
    assert ring(office).json["items"] == [], "whoever is away is not rung"


def test_only_the_coach_says_yes_to_it_and_anybody_at_the_desk_may_end_it(office):
    office.people()
    office.end_match({"match_id": new_id()}, state="active")
    let_ring(office, office.staff, members_may_ring="yes")
    assert ring(office).json["items"] == []
    let_ring(office, members_may_ring="yes")
    let_ring(office, office.staff)
    assert len(ring(office).json["items"]) == 1
    let_ring(office, office.staff, members_may_ring="no")
    assert ring(office).json["items"] == []
