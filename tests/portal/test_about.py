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
