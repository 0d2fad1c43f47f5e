"""A coach who is away: colleagues are asked on a page, it is said who was, and the first yes holds."""

import pytest

from shared.kernel.ids import new_id
from tests.portal.people import a_coach, a_match, a_person, a_session

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
ASK, YES = "Ask colleagues to stand in", "I can do it"


@pytest.fixture
def story(open_town):
    """Sam meets Jo; Ari is free then."""
    who = {name: a_coach(open_town, name) for name in ("Jo", "Ari")} | {"Sam": a_person(open_town, "Sam")}
    return who | {"session": a_session(open_town, a_match(open_town, who["Sam"], who["Jo"]))}


def test_who_was_asked_is_said_and_the_first_yes_holds(open_town, story):
    page, cam, max_id = f"/sessions/{story['session']}", a_coach(open_town, "Cam"), a_coach(open_town, "Max")
    a_session(open_town, a_match(open_town, a_person(open_town, "Kim"), max_id))
    jo = open_town.signed_in("coach", story["Jo"]).open(page)
    form = jo.form(ASK)
    for _ in "12":
        jo.send(form)
    assert "We asked:" in jo.main and "Ari" in jo.main and "Max has something else then" in jo.main
    ari, cam = (open_town.signed_in("coach", one).open("/coach") for one in (story["Ari"], cam))
    for one in (ari, cam):
        assert "Tuesday, November 24" in one.main and "Sam" not in one.main and "Jo" not in one.main
    late = cam.form(YES)
    ari.submit(YES)
    assert "It is yours now" in ari.main and YES not in ari.main
    assert "A colleague was quicker" in cam.send(late).main
    assert YES not in open_town.signed_in("coach", max_id).open("/coach").main
    member = open_town.signed_in("member", story["Sam"])
    for path in ("/me", page):
        assert "Jo is away. Ari is here for you this time." in member.open(path).main
    assert ari.open(page).status == 200 and ASK not in jo.open(page).main


def test_for_a_day_of_a_coach_who_is_away_a_supervisor_asks_and_takes_it_back(open_town, story):
    boss = open_town.signed_in("supervisor").open(f"/supervisor/coaches/{story['Jo']}")
    for day in ("", "soon", "2026-11-25"):
        assert boss.submit(ASK, day=day).status == 422 and "something is booked with them" in boss.main
    form = boss.form(ASK)
    assert "Colleagues are asked." in boss.submit(ASK, day="2026-11-24").main and "Ari" in boss.main
    assert "There is nobody who could be asked" in boss.submit(ASK, day="2026-11-24").main
    _nobody_else_asks_or_claims(open_town, story)
    ari = open_town.signed_in("coach", story["Ari"]).open("/coach?lang=es")
    late = ari.form("Yo puedo")
    boss.open(f"/sessions/{story['session']}").submit("It is not needed after all")
    assert "Taken back" in boss.main and ASK in boss.main
    assert "Ya no hace falta" in ari.send(late).main
    open_town.close("scheduling")
    boss.send(form, day="2026-11-24")
    assert boss.status == 503 and "What you filled in still stands here" in boss.main
    open_town.open("scheduling")


def _nobody_else_asks_or_claims(town, story):
    cover = town.ask("scheduling", "GET", "/v1/covers", town.actor("intake"))["items"][0]["id"]
    ask, claim = f"/sessions/{story['session']}/cover", f"/coach/covers/{cover}/claim"
    stranger, member = town.signed_in("coach", new_id()), town.signed_in("member", story["Sam"])
    for one, path, status in ((stranger, ask, 404), (stranger, claim, 404), (member, ask, 403), (member, claim, 403)):
        mark = one.filled(one.open("/mine").form("Sign out"))
        assert one.client.post(path, data=mark).status_code == status
    assert ASK not in member.open(f"/sessions/{story['session']}").main
