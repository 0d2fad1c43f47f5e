"""What somebody agreed to: whole or not at all, to be seen and taken back by themselves, or at the desk with them."""

import pytest

from services.portal.accounts.referring import make_client
from services.portal.wording import CATALOGUES
from shared.db.transaction import transaction
from tests.portal.people import a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
WHOLE = {
    "name": "Samuel Reed",
    "discloser": "The usual place",
    "classes": ["progress"],
    "recipient": "organisation",
    "recipient_name": "Harbor House",
    "purpose": "referral_feedback",
    "until": "day",
    "day": "2026-12-10",
    "revocation_explained": "yes",
    "signature": "Samuel Reed",
}
NEEDED = [
    ("support", {}, {"name", "signature"}),
    ("treatment_payment_operations", {}, {"redisclosure_explained", "refusal_explained"}),
    ("outside", {"recipient": "intermediary"}, {"participants", "list_explained"}),
    ("outside", {"recipient": "person"}, {"recipient_name"}),
    ("outside", {"until": "other"}, {"until_words"}),
    ("counselling_notes", {}, {"discloser", "recipient"}),
    ("research", {}, {"until"}),
    ("legal_proceedings", {}, {"revocation_explained"}),
]
ELEMENTS = ("name", "discloser", "classes", "recipient", "purpose", "until", "revocation_explained", "signature")


@pytest.fixture
def sam(open_town):
    return a_person(open_town, "Sam")


def named(page):
    """In the summary, in the order in which they stand there."""
    links = [link.get("href") or "" for link in page.page.all("main")[0].all("a")]
    return [link[1:] for link in links if link.startswith("#")]


def kept(town, person):
    return town.ask("matching", "GET", f"/v1/consents?person_id={person}", town.actor("intake"))["items"]


def test_an_agreement_is_signed_seen_taken_back_and_given_again(open_town, sam):
    page = open_town.signed_in("member", sam).open("/me").follow("What I agreed to")
    page.follow("Agree to something new").follow("Telling somebody outside")
    form = page.form("Sign")
    assert "Signed. Here is your copy." in page.send(form, **WHOLE).main
    page.send(form, **WHOLE)
    assert len(kept(open_town, sam)) == 1
    for words in ("Harbor House", "December 10, 2026", "taken back at any time", "November 23, 2026"):
        assert words in page.main
    assert "Harbor House will no longer hear" in page.main and "print this page" in page.main
    assert "Agree to it again" in page.open("/me/consents").main
    page.follow("See the copy").submit("Take it back now")
    assert "From now on it is not told" in page.main and "Take it back" not in page.main
    page.follow("Agree to it again")
    again = page.filled(page.form("Sign"))
    assert (again["recipient_name"], again["classes"], again["signature"]) == ("Harbor House", "progress", "")
    page.submit("Sign", until="end_of_services", revocation_explained="yes", signature="Samuel Reed")
    assert {one["state"] for one in kept(open_town, sam)} == {"revoked", "active"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_element_that_is_missing_is_named_and_nothing_typed_is_lost(open_town, sam, language):
    page = open_town.signed_in("member", sam).open(f"/me/consents/new?type=outside&lang={language}")
    page.submit(CATALOGUES[language]["consents.sign"], recipient_address="1 Pier Road")
    assert page.status == 422 and tuple(named(page)) == ELEMENTS
    assert page.filled(page.form(CATALOGUES[language]["consents.sign"]))["recipient_address"] == "1 Pier Road"
    assert kept(open_town, sam) == []


def test_no_link_fills_in_what_somebody_else_would_like_signed(open_town, sam):
    page = open_town.signed_in("member", sam)
    page.open("/me/consents/new?type=outside&signature=Samuel+Reed&classes=progress&revocation_explained=yes")
    filled = page.filled(page.form("Sign"))
    assert not filled["signature"] and "classes" not in filled and "revocation_explained" not in filled


def test_each_kind_asks_for_what_it_needs(open_town, sam):
    page = open_town.signed_in("member", sam)
    for kind, said, missing in NEEDED:
        page.open(f"/me/consents/new?type={kind}").submit("Sign", **said)
        assert missing <= set(named(page)), (kind, said)


def test_what_was_signed_on_paper_is_written_down_at_the_desk(open_town, sam):
    desk = open_town.signed_in("intake").open(f"/people/{sam}/consents")
    desk.follow("Write down what was signed on paper").follow("Telling somebody outside")
    assert "#signed_on" in desk.submit("Write it down", **WHOLE | {"signed_on": "2026-11-30"}).answer.text
    desk.submit("Write it down", signed_on="2026-11-20", by="representative", authority="Guardian")
    assert "November 20, 2026" in desk.main and "Guardian" in desk.main
    assert kept(open_town, sam)[0]["signed_how"] == "paper"
    assert "Sam · Telling somebody outside" in desk.open("/consents/ending").main
    desk.open(f"/people/{sam}/consents").follow("See the copy").submit("Take it back now", how="in_writing")
    assert "In writing" in desk.main


def test_whoever_sends_us_people_is_on_the_list_by_name_and_a_court_is_not(open_town, sam):
    with transaction(open_town.portal.desk, open_town.actor("admin")) as tx:
        harbor, _ = make_client(tx, name="Harbor House", source="treatment")
        make_client(tx, name="County Court", source="court")
    page = open_town.signed_in("member", sam).open("/me/consents/new?type=outside")
    assert "County Court" not in page.main
    page.submit("Sign", **WHOLE | {"recipient": harbor.id, "recipient_name": ""})
    assert kept(open_town, sam)[0]["recipient"]["id"] == harbor.id


def test_what_somebody_else_agreed_to_is_nowhere(open_town, sam):
    page = open_town.signed_in("member", sam).open("/me/consents/new?type=outside")
    one = page.submit("Sign", **WHOLE).path.rpartition("/")[2]
    eve = a_person(open_town, "Eve")
    assert open_town.signed_in("member", eve).open(f"/me/consents/{one}").status == 404
    assert open_town.signed_in("intake").open(f"/people/{eve}/consents/{one}").status == 404


def test_an_agreement_is_still_in_the_form_when_matching_was_away(open_town, sam):
    page = open_town.signed_in("member", sam).open("/me/consents/new?type=outside")
    open_town.close("matching")
    page.submit("Sign", **WHOLE)
    assert page.status == 503 and page.filled(page.form("Sign"))["signature"] == "Samuel Reed"
    open_town.open("matching")
    assert "Signed." in page.submit("Sign").main


def test_what_was_told_outside_is_read_one_by_one_and_saved(open_town, sam):
    """By the person; by a supervisor, whose look stands in the person's own list; by nobody at the desk."""
    me = open_town.signed_in("member", sam)
    assert "Nothing was told" in me.open("/me/record/told").main and "as a sheet" not in me.main
    whole = WHOLE | {"recipient_name": "=Harbor House", "recipient_address": "12 Main St"}
    me.open("/me/consents/new?type=outside").submit("Sign", **whole)
    for way in ("paper", "voice"):
        whom = {"kind": "organisation", "id": kept(open_town, sam)[0]["recipient"]["id"]}
        said = {"recipient": whom, "purpose": "referral_feedback", "data_classes": ["progress"], "way": way}
        tell(open_town, sam, said)
    page = me.open("/me/record").follow("See each one").main
    assert page.count("Monday, November 23") >= 2 and "12 Main St" in page and "What you had agreed to" in page
    rows = me.client.get("/me/record/told.csv").text.splitlines()
    assert len(rows) == 3 and "'=Harbor House,12 Main St" in rows[1]
    assert [row.partition(",")[0] for row in rows[1:]] == ["2026-11-23"] * 2
    assert me.follow("What you had agreed to").status == 200
    desk = open_town.signed_in("supervisor").open(f"/people/{sam}/consents").follow("What was told outside")
    assert "12 Main St" in desk.main and "about Sam" in desk.title
    assert "looked at what was told outside" in me.open("/me/record").main
    intake = open_town.signed_in("intake").open(f"/people/{sam}/consents")
    assert "What was told outside" not in intake.main and intake.open(f"/people/{sam}/told").status == 403


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_told_is_said_in_both_languages_and_when_it_cannot_be_read(open_town, sam, language):
    me = open_town.signed_in("member", sam).open(f"/me/record/told?lang={language}")
    assert CATALOGUES[language]["told.lead"] in me.main
    open_town.close("matching")
    assert CATALOGUES[language]["away.part"] in me.open("/me/record/told").main


def tell(town, person, said):
    key = {"Idempotency-Key": said["way"]}
    town.ask("matching", "POST", f"/v1/people/{person}/disclosures", town.actor("intake"), json=said, headers=key)
