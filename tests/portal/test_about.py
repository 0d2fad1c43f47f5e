"""What people say of themselves, and the words they are asked in, an organisation's own among them."""

import pytest

from shared.kernel.ids import new_id
from tests.portal.people import a_coach, a_person

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
OURS = {"en": "Living on a boat", "es": "Vivir en un barco"}


def add_our_own(town):
    admin = town.signed_in("admin", new_id())
    page = admin.open("/settings/vocabulary").submit(
        "Add this word", facet="circumstances", en=OURS["en"], es=OURS["es"]
    )
    assert OURS["en"] in page.main
    return admin


def coach_says(town, jo):
    return town.ask("matching", "GET", f"/v1/coaches/{jo}", town.actor("coach", jo))


def test_an_organisations_own_words_are_asked_in_both_languages_and_stay_with_whoever_said_them(open_town):
    admin = add_our_own(open_town)
    sam, lou, jo = a_person(open_town, "Sam"), a_person(open_town, "Lou"), a_coach(open_town, "Jo")
    desk, coach = open_town.signed_in("intake"), open_town.signed_in("coach", jo)
    member, other = open_town.signed_in("member", sam), open_town.signed_in("member", lou)
    for path, browser in (("/intake/people/new", desk), ("/me/about", member)):
        assert "people from 18 on" in browser.open(f"{path}?lang=en").main
    asked = [(desk, "/intake/people/new"), (coach, "/coach/about"), (member, "/me/about"), (member, "/me/wishes")]
    for language in ("es", "en"):
        for browser, path in asked:
            assert OURS[language] in browser.open(f"{path}?lang={language}").main, path
    member.submit("Keep my wishes", wish=["circumstances.own_living_on_a_boat"])
    admin.open("/settings/vocabulary").submit("No longer ask")
    assert OURS["en"] not in other.open("/me/wishes").main
    member.open("/me/wishes").submit("Keep my wishes")
    assert OURS["en"] in member.open("/me/record").main
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))
    wish = {"facet": "circumstances", "code": "own_living_on_a_boat", "strength": "preferred"}
    assert said["preferences"] == [wish]


def test_a_coach_lets_what_was_brought_in_be_used_and_read_and_what_is_not_asked_stays(open_town):
    brought = {"pathway": ["medication"], "lived_with": ["alcohol"], "languages": ["en", "es"]}
    jo = a_coach(open_town, "Jo", profile=brought, used={"languages": ["en", "es"]})
    page = open_town.signed_in("coach", jo).open("/coach").follow("About me")
    own = {"own.pathway.medication": "shown", "own.health.grief": "used", "own.outlook.style_direct": "not_for_me"}
    page.submit("Keep this", introduction="I met Maria in 2019.", **own)
    assert page.status == 422 and "Please leave other people" in page.main
    assert coach_says(open_town, jo)["profile"] == brought
    page.submit("Keep this", introduction="I like walking.")
    assert "What you said about yourself is kept" in page.main
    said = coach_says(open_town, jo)
    assert said["profile"] == brought | {"health": ["grief"]} and said["introduction"] == "I like walking."
    assert said["used"] == {"languages": ["en", "es"], "pathway": ["medication"], "health": ["grief"]}
    assert (said["shown"], said["not_for_me"]) == ({"pathway": ["medication"]}, {"outlook": ["style_direct"]})
    page.open("/coach/about").submit("Keep this", **{"own.pathway.medication": ""})
    assert "pathway" not in coach_says(open_town, jo)["profile"] and not coach_says(open_town, jo)["shown"]


def test_what_a_member_says_of_themselves_counts_and_their_coach_reads_only_what_they_let_be_read(open_town):
    sam = a_person(open_town, "Sam", profile={"gender": ["woman"], "access": ["evenings"]})
    page = open_town.signed_in("member", sam).open("/me/about")
    page.submit("Keep this", **{"own.age_band.25_34": "used", "own.pathway.twelve_step": "shown"})
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))
    own = {"gender": ["woman"], "age_band": ["25_34"], "pathway": ["twelve_step"]}
    assert said["profile"] == said["used"] == own | {"access": ["evenings"]}
    assert said["shown"] == {"pathway": ["twelve_step"]}
    page.open("/me/about").submit("Keep this", **{"own.age_band.35_49": "used"})
    assert page.status == 422 and "one answer in some headings" in page.main


def test_own_words_and_rather_not_saying_stand_under_each_heading_and_are_compared_with_nobodys(open_town):
    kept = {"health": ["grief"], "gender": ["self_described"], "access": ["evenings"]}
    sam = a_person(open_town, "Sam", profile=kept, shown={"health": ["grief"]})
    page = open_town.signed_in("member", sam).open("/me/about")
    page.submit(
        "Keep this", **{"words.gender": "Both, and neither", "words.health": "A long year", "quiet": ["health"]}
    )
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))
    quiet = {"health": ["prefer_not_to_say"], "gender": ["self_described"], "access": ["evenings"]}
    assert (said["profile"], said["shown"]) == (quiet, {})
    assert said["self_described"] == {"gender": "Both, and neither"}
    again = page.open("/me/about")
    assert "Both, and neither" in {box.get("value") for box in again.page.all("input")}
    again.submit("Keep this", **{"words.gender": "078-05-1120"})
    assert again.status == 422 and "something we do not collect" in again.main
    again.open("/me/about").submit("Keep this", **{"words.age_band": "17"})
    assert again.status == 422 and again.main.count("together we find who can be there for you") == 3
    again.open("/me/about").submit("Keep this", **{"words.gender": "", "quiet": [], "own.health.grief": "used"})
    said = open_town.ask("matching", "GET", f"/v1/members/{sam}", open_town.actor("intake"))
    assert (said["profile"]["health"], said["self_described"]) == (["grief"], {})


def test_a_coachs_own_words_are_theirs_alone(open_town):
    jo = a_coach(open_town, "Jo")
    page = open_town.signed_in("coach", jo).open("/coach/about")
    page.submit("Keep this", **{"words.pathway": "Walking the river path"})
    assert coach_says(open_town, jo)["self_described"] == {"pathway": "Walking the river path"}
    for role in ("intake", "supervisor"):
        assert "self_described" not in open_town.ask("matching", "GET", f"/v1/coaches/{jo}", open_town.actor(role))


def test_a_coach_says_what_suits_them_and_what_they_cannot_carry_just_now(open_town):
    by_desk = {"facet": "pathway", "code": "medication", "strength": "preferred"}
    jo = a_coach(open_town, "Jo", preferences=[by_desk])
    page = open_town.signed_in("coach", jo).open("/coach?lang=en").follow("My wishes")
    offered = {option.get("value") for option in page.page.all("option")}
    assert {"health.grief", "modality.phone"} <= offered and not {"health.body", "gender.man"} & offered
    page.submit("Keep my wishes", **{"not_now.also": "health.grief", "suits.also": "modality.phone"})
    grief = {"facet": "health", "code": "grief", "strength": "avoided"}
    phone = {"facet": "modality", "code": "phone", "strength": "preferred"}
    assert "Your wishes are kept" in page.main
    assert coach_says(open_town, jo)["preferences"] == [by_desk, phone, grief]
    page.open("/coach/wishes").submit("Keep my wishes", not_now=[])
    assert coach_says(open_town, jo)["preferences"] == [by_desk, phone]
    page.open("/coach/wishes").submit("Keep my wishes", **{"not_now.also": "health.body"})
    assert page.status == 422 and coach_says(open_town, jo)["preferences"] == [by_desk, phone]
