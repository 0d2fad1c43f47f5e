"""How we keep what we know: published in versions, read or given on paper; and lists that are due in thirty days."""

import pytest

from services.portal.wording import CATALOGUES
from tests.portal.people import a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
OURS = {"en": "We keep it.\n\nAsk Kim.", "es": "Lo guardamos.\n\nPregunta a Kim."}


@pytest.fixture
def sam(open_town):
    return a_person(open_town, "Sam")


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_published_read_and_offered_anew_when_it_changes(open_town, sam, language):
    words = CATALOGUES[language]
    desk = open_town.signed_in("supervisor", language=language).open(f"/settings/privacy?lang={language}")
    me = open_town.signed_in("member", sam, language=language).open(f"/me/privacy?lang={language}")
    assert words["privacy.none"] in me.main and words["privacy.suggestion"] in desk.main
    assert desk.submit(words["privacy.publish"], en=" ").status == 422
    assert words["done.privacy_published"] in desk.submit(words["privacy.publish"], **OURS).text
    assert "Kim" in me.open("/me/privacy").main
    left_open = me.form(words["privacy.have"])
    assert words["done.privacy_had"] in me.open("/me/privacy").submit(words["privacy.have"]).text
    assert words["privacy.have"] not in me.main
    other = desk.open("/settings/privacy").form(words["privacy.publish"])
    desk.send(other, en="We keep it well.", es="Lo guardamos bien.")
    assert desk.send(other, en="We keep it.", es="Lo guardamos.").status == 409 and ">We keep it.<" in desk.answer.text
    open_town.close("matching")
    assert desk.submit(words["privacy.publish"]).status == 503 and ">We keep it.<" in desk.answer.text
    open_town.open("matching")
    assert words["done.privacy_published"] in desk.submit(words["privacy.publish"]).text
    assert words["privacy.have"] in me.open("/me/privacy").main
    assert me.send(left_open).status == 409 and words["privacy.newer"] in me.text
    assert words["privacy.have"] not in me.submit(words["privacy.have"]).main


def test_at_the_desk_it_is_given_on_paper(open_town, sam):
    long = OURS | {"es": "ñandú " * 3_300}
    assert open_town.signed_in("supervisor").open("/settings/privacy").submit("Publish it", **long).status == 200
    desk = open_town.signed_in("intake").open(f"/people/{sam}/reach").follow("How we keep what we know")
    assert "Sam has had this one since Monday, November 23" in desk.submit("They were given this on paper").main
    told = open_town.ask("matching", "GET", f"/v1/people/{sam}/acknowledgements", open_town.actor("intake"))
    assert [(one["number"], one["how"]) for one in told["items"]] == [(1, "paper")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_to_whom_it_is_still_owed_is_counted_and_given_in_one_press(open_town, sam, language):
    words, eve = CATALOGUES[language], a_person(open_town, "Eve")
    desk = open_town.signed_in("supervisor", language=language).open(f"/privacy/not-had?lang={language}")
    assert words["privacy.none_published"] in desk.main
    desk.open("/settings/privacy").submit(words["privacy.publish"], **OURS)
    desk.open("/supervisor").follow(words["privacy.not_had"])
    left_open = desk.form(f"{words['privacy.given.paper']} Eve")
    assert words["done.written"] in desk.submit(f"{words['privacy.given.together']} Sam", how="together").text
    assert "Eve" in desk.main and "Sam" not in desk.main
    assert f"{words['privacy.not_had']} : 1" in desk.open("/supervisor").main
    desk.open("/settings/privacy").submit(words["privacy.publish"], **OURS)
    assert desk.send(left_open).status == 409 and words["privacy.newer_to_give"] in desk.text
    told = open_town.ask("matching", "GET", f"/v1/people/{sam}/acknowledgements", open_town.actor("intake"))
    assert [one["how"] for one in told["items"]] == ["together"]
    for name in ("Sam", "Eve"):
        desk.open("/privacy/not-had").submit(f"{words['privacy.given.paper']} {name}")
    assert words["privacy.all_had"] in desk.main and eve not in desk.main


def test_a_list_is_asked_for_with_its_day_and_given(open_town, sam):
    me = open_town.signed_in("member", sam).open("/me/privacy").submit("Ask for the list")
    assert "You have it by" in me.main and "December 23" in me.main and "Ask for the list" not in me.main
    desk = open_town.signed_in("supervisor").open("/supervisor").follow("Lists of who received it")
    assert "December 23" in desk.main and "Nothing was told through an exchange" in desk.main
    form = desk.form("They have been given it Sam")
    assert "Nobody waits for one." in desk.send(form).main
    assert desk.send(form).status == 200
    assert "Given on" in me.open("/me/privacy").main


def test_what_somebody_asked_in_writing_is_written_down_for_them(open_town, sam):
    desk = open_town.signed_in("intake").open(f"/people/{sam}/privacy")
    desk.submit("Write down that they asked", how="told_us")
    [one] = open_town.ask("matching", "GET", f"/v1/list-requests?person_id={sam}", open_town.actor("intake"))["items"]
    assert one["how"] == "told_us" and "Write down that they asked" not in desk.main
