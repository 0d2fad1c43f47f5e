"""The notice of privacy, in versions, and who has had which; the list of who received it through an exchange."""

from datetime import timedelta

from tests.service.matching.agreements import deeds, form, give, tell

WORDS = {"en": "We keep it to ourselves.", "es": "No lo contamos."}
EXCHANGE = {"kind": "intermediary", "name": "Bay Exchange", "address": "3 Quay", "participants": ["Dr. Reyes"]}


def publish(house, actor=None, **said):
    return house.ask("POST", "/v1/privacy-notices", actor or house.supervisor, json=WORDS | said)


def have(house, person, number, actor=None):
    actor = actor or house.actor(person, "member")
    return house.ask("POST", f"/v1/people/{person}/acknowledgements", actor, json={"number": number})


def had(house, person, actor=None):
    found = house.did("GET", f"/v1/people/{person}/acknowledgements", actor or house.actor(person, "member"))
    return [(one["number"], one["how"]) for one in found["items"]]


def ask(house, person, actor=None, **said):
    return house.did("POST", f"/v1/people/{person}/list-requests", actor or house.actor(person, "member"), json=said)


def asked(house, actor=None, **query):
    return house.did("GET", "/v1/list-requests", actor or house.supervisor, query_string=query)["items"]


def give_list(house, id, actor=None):
    return house.ask("POST", f"/v1/list-requests/{id}/giving", actor or house.supervisor)


def test_each_notice_has_the_next_number_and_the_earlier_ones_stay(house):
    ada = house.member()
    assert house.did("GET", "/v1/privacy-notices", house.actor(ada, "member"))["items"] == []
    numbers = [publish(house, en=f"Version {n}.").json["number"] for n in (1, 2, 3)]
    found = house.did("GET", "/v1/privacy-notices", house.actor(ada, "member"))["items"]
    assert numbers == [1, 2, 3] and [(one["number"], one["en"]) for one in found] == [
        (3, "Version 3."),
        (2, "Version 2."),
        (1, "Version 1."),
    ]
    newest = house.did("GET", "/v1/privacy-notices", house.actor(ada, "member"), query_string={"limit": 1})["items"]
    assert newest == found[:1] and "published_by" not in newest[0]
    assert set(publish(house, en="", es=" ").json["errors"]) == {"en", "es"}


def test_who_has_had_which_is_kept_and_a_new_one_is_offered_anew(house):
    ada = house.member()
    assert have(house, ada, 1).json["code"] == "another_notice"
    publish(house)
    first = have(house, ada, 1).json
    house.room.clock.at += timedelta(days=1)
    assert have(house, ada, 1).json == first and had(house, ada) == [(1, "electronic")]
    publish(house)
    assert have(house, ada, 1).json["code"] == "another_notice"
    assert have(house, ada, 2, house.intake).status_code == 201
    assert had(house, ada, house.intake) == [(2, "paper"), (1, "electronic")]
    assert deeds(house, ada).count("acknowledge_privacy_notice") == 2


def test_who_has_not_had_the_newest_is_a_list_with_its_count(house):
    def owed(**query):
        return house.did("GET", "/v1/privacy-notices/not-had", house.intake, query_string=query)

    ada, eve, kai, lee = (house.member(name) for name in ("Ada", "Eve", "Kai", "Lee"))
    house.coach("Jo")
    assert owed() == {"number": None, "count": 0, "items": [], "next": None}
    publish(house)
    have(house, ada, 1)
    house.did("POST", f"/v1/people/{kai}/death", house.intake, json={})
    first = owed(limit=1)
    rest = owed(limit=1, cursor=first["next"])
    assert (first["count"], rest["next"]) == (2, None)
    assert {one["person_id"] for one in first["items"] + rest["items"]} == {eve, lee}
    said = {"number": 1, "how": "together"}
    house.did("POST", f"/v1/people/{eve}/acknowledgements", house.intake, json=said)
    assert had(house, eve) == [(1, "together")] and owed()["items"] == [{"person_id": lee}]
    publish(house)
    assert owed()["count"] == 3


def test_the_notice_is_said_by_who_answers_for_it_and_had_by_each_alone(house):
    ada, eve = house.member(), house.member("Eve")
    assert publish(house, house.intake).status_code == publish(house, house.actor(ada, "member")).status_code == 403
    publish(house)
    assert have(house, ada, 1, house.actor(eve, "member")).status_code == 404
    assert house.ask("GET", f"/v1/people/{ada}/acknowledgements", house.actor(eve, "member")).status_code == 404


def test_a_list_is_due_after_thirty_days_and_asked_twice_is_asked_once(house):
    ada, eve = house.member(), house.member("Eve")
    first = ask(house, ada)
    assert (first["due_at"], first["how"], first["state"]) == (house.later(days=30), "on_screen", "open")
    house.room.clock.at += timedelta(days=2)
    assert ask(house, ada, house.intake) == first
    second = ask(house, eve, house.intake, how="told_us")
    assert [one["id"] for one in asked(house)] == [first["id"], second["id"]]
    assert give_list(house, first["id"], house.intake).status_code == 403
    given = give_list(house, first["id"]).json
    assert (given["state"], given["given_at"]) == ("given", house.later())
    assert give_list(house, first["id"]).json["code"] == "list_given"
    assert [one["id"] for one in asked(house, state="open")] == [second["id"]]
    assert ask(house, ada)["id"] != first["id"]


def test_a_person_sees_their_own_questions_alone(house):
    ada, eve = house.member(), house.member("Eve")
    own = ask(house, ada)
    ask(house, eve)
    assert asked(house, house.actor(ada, "member")) == [own]
    stranger = house.ask("GET", "/v1/list-requests", house.actor(eve, "member"), query_string={"person_id": ada})
    assert stranger.status_code == 404


def test_on_the_list_stands_what_went_through_an_exchange_and_nothing_else(house):
    ada = house.member()
    give(house, ada)
    tell(house, ada)
    through = form(house, ada, recipient=EXCHANGE, list_explained=True)
    consent = house.did("POST", "/v1/consents", json=through)
    tell(house, ada, recipient={"kind": "intermediary", "id": consent["recipient"]["id"]})
    path, own = f"/v1/people/{ada}/disclosures", house.actor(ada, "member")
    items = house.did("GET", path, own, query_string={"recipient_kind": "intermediary"})["items"]
    assert [(one["recipient"]["name"], one["at"]) for one in items] == [("Bay Exchange", house.later())]
    assert len(house.did("GET", path, own)["items"]) == 2
