"""The whole life of a request, through every process: a no, a yes taken back, silence, rest, another coach, a death."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from shared.db.engine import empty_the_wal, open_engine
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339
from tests.desk.installation import eventually
from tests.desk.postbox import words_of
from tests.journeys.stores import holding, in_the_segments, key_of, on_the_disk
from tests.journeys.visitor import Visitor
from tests.journeys.walk import Declined, Walker

NAME, NOTE, HANDED_OVER = "Quillonda", "cormorant-canary brought tea", "plover-canary likes mornings"
ADDRESSES = ("@members.example.org", "@coaches.example.org")
CALL = {"kind": "call", "outcome": "talked", "started_by": "us", "minutes": 5}
PLANTED = (NAME, "cormorant-canary", "plover-canary", *ADDRESSES)


@dataclass
class Story:
    """Three coaches, and Ada, who would walk with any of them."""

    walker: Walker
    bo: Actor
    cam: Actor
    dee: Actor
    ada: Actor

    def choose(self, referral, *coaches):
        ids = [coach.person for coach in coaches]
        shown = eventually(lambda: self._list_with(referral, ids), what="first openings of everybody chosen")
        self.walker.offer(referral, shown, ids)

    def _list_with(self, referral, ids):
        shown = self.walker.shortlist(referral)
        met = {item["coach_id"] for item in shown["items"] if item["first_opening"]}
        return shown if met >= set(ids) else None

    def asked(self, coach):
        """The one question that is open for this coach."""
        open_ = self.walker.get("matching", "/v1/offers", coach, state="open")["items"]
        return open_[0]["id"] if open_ else None

    def deed(self, path, said=None, actor=None):
        return self.walker.act("matching", path, said or {}, actor)

    def session(self, match):
        start = self.walker.openings(match, self.ada)[-1]  # days ahead
        return self.walker.book(match, start, self.ada)["id"]

    def state(self, session):
        return self.walker.get("scheduling", f"/v1/sessions/{session}")["state"]

    def ahead(self, somebody):
        """Ids of the sessions that lie ahead of them."""
        asked = {"member_id": somebody.person, "from": rfc3339(self.walker.house.now)}
        found = self.walker.get("scheduling", "/v1/sessions", **asked)["items"]
        return [each["id"] for each in found if each["state"] in ("booked", "confirmed")]

    def planned(self, somebody):
        return [message for message in self.messages(somebody) if message["state"] == "planned"]

    def messages(self, somebody):
        asked = {"person_id": somebody.person, "limit": 200}
        return self.walker.get("notifications", "/v1/messages", self.walker.supervisor, **asked)["items"]

    def kinds(self, somebody):
        return [message["kind"] for message in self.messages(somebody)]


@pytest.fixture(scope="module")
def story(house):
    walker = Walker(house, new_id())
    coaches = [walker.coach(name) for name in ("Bo", "Cam", "Dee")]
    return Story(walker, *coaches, walker.member(f"{NAME} Ada"))


@pytest.fixture(scope="module")
def matched(house, story):
    """Bo cannot, Cam finds that they know each other, Dee says yes on the telephone."""
    referral = story.walker.referral(story.ada)
    story.choose(referral, story.bo, story.cam, story.dee)
    story.deed(f"/v1/offers/{story.asked(story.bo)}/decline", {}, story.bo)
    known = story.deed(f"/v1/offers/{story.asked(story.cam)}/acceptance", {}, story.cam)["match_id"]
    story.walker.openings(known, story.ada)
    story.deed(f"/v1/matches/{known}/acquaintance", None, story.cam)
    spoken = {"accepted_by": "staff", "how": "phone"}
    offer = story.asked(story.dee)
    return known, story.deed(f"/v1/offers/{offer}/acceptance", spoken)["match_id"]


def test_a_no_a_yes_taken_back_and_a_spoken_word_lead_to_somebody(story, matched):
    known, match = matched
    assert story.walker.get("matching", f"/v1/matches/{match}")["state"] == "active"
    assert story.walker.get("matching", f"/v1/matches/{known}")["state"] == "not_started"
    assert story.walker.openings(match, story.ada)
    eventually(
        lambda: not story.walker.openings(known, story.ada), what="scheduling to hear that the two know each other"
    )


def test_while_they_rest_the_place_is_kept_and_the_way_back_is_open(story, matched):
    _, match = matched
    rests = {"reason": "away", "until": rfc3339(story.walker.house.now + timedelta(days=9))}
    assert story.deed(f"/v1/matches/{match}/pause", rests)["state"] == "paused"
    assert story.deed(f"/v1/matches/{match}/resumption", None)["state"] == "active"


def test_a_coach_who_says_nothing_is_asked_again_and_then_the_next_one_is(house, story, matched):
    _, match = matched
    session = story.session(match)
    rematch = story.deed(f"/v1/matches/{match}/rematch", {"coach_hears": "kindly"}, story.ada)["id"]
    eve = story.walker.member("Eve")
    silent = story.walker.referral(eve)
    story.choose(silent, story.bo, story.dee)
    offer = story.asked(story.bo)
    for times, hours in ((1, 5), (2, 2)):  # soon: eight of Bo's hours, asked again at half and at three quarters
        house.ahead(hours=hours)
        eventually(
            lambda times=times: story.kinds(story.bo).count("chaser") == times, what=f"word {times} of asking again"
        )
    house.ahead(hours=2)
    eventually(lambda: story.asked(story.dee), what="the next one to be asked")
    assert story.walker.get("matching", f"/v1/offers/{offer}")["state"] == "expired"
    assert story.walker.get("matching", f"/v1/referrals/{rematch}")["state"] == "waiting"
    assert story.state(session) == "booked"


def test_another_coach_is_found_and_what_was_arranged_with_the_first_is_called_off(house, story, matched):
    _, match = matched
    [rematch] = [
        each
        for each in story.walker.get("matching", "/v1/referrals", state="waiting")["items"]
        if each["source"] == "rematch"
    ]
    [session] = story.ahead(story.ada)
    story.choose(rematch["id"], story.bo)
    new = story.deed(f"/v1/offers/{story.asked(story.bo)}/acceptance", {}, story.bo)["match_id"]
    assert story.walker.get("matching", f"/v1/matches/{match}")["reason"] == "new_coach"
    eventually(lambda: story.state(session) == "cancelled", what="the old time to be called off")
    assert story.walker.openings(new, story.ada)


def test_names_addresses_and_notes_stand_where_they_are_needed_and_nowhere_else(house, story, request):
    """Her coach reads her name; no store, no event, no log, no metric and no letter to anybody else holds it."""
    [match] = story.walker.get("matching", "/v1/matches", member_id=story.ada.person, state="active")["items"]
    story.walker.put("matching", f"/v1/matches/{match['id']}/handover", {"note": HANDED_OVER}, story.bo)
    story.walker.act("scheduling", "/v1/contacts", CALL | {"person_id": story.ada.person, "note": NOTE}, story.bo)
    theirs = [Visitor(house, story.bo).page(f"/coach/people/{story.ada.person}"), Visitor(house, story.ada).page("/me")]
    others = Visitor(house, story.cam)
    assert NAME in theirs[0] and "cormorant-canary" not in theirs[1]
    assert not [word for path in ("/coach", "/coach/people") for word in PLANTED if word in others.page(path)]
    assert holding(house, PLANTED) == [] and strays(house, story.ada) == []
    if house.engine == "engines":
        read = on_the_disk(house, [story.ada.person, *PLANTED])
        assert read == {("base", story.ada.person), ("pg_wal", story.ada.person)}
        broker = request.getfixturevalue("kafka")
        assert in_the_segments(broker, house, [story.ada.person, *PLANTED]) == {story.ada.person}


def strays(house, ada):
    """Letters in which something stands that is not for whoever reads them: all but one's own name and address."""
    found = []
    for letter in house.postbox.letters:
        own, to = ada.person in str(letter["To"]), str(letter["To"])
        said = words_of(letter).replace(to, "")
        found += [(letter["To"], word) for word in PLANTED if word in said and not (own and word == NAME)]
    return found


def test_a_death_stops_everything_at_once_everywhere(house, story):
    [match] = story.walker.get("matching", "/v1/matches", member_id=story.ada.person, state="active")["items"]
    session = story.session(match["id"])
    eventually(lambda: story.planned(story.ada), what="a reminder to be planned")
    story.deed(f"/v1/people/{story.ada.person}/death")
    eventually(lambda: story.state(session) == "cancelled", what="the time to be let go of")
    eventually(lambda: not story.planned(story.ada), what="every word to her to be dropped")
    so_far = len(house.postbox.to(story.ada.person))
    house.ahead(days=8)
    eventually(lambda: story.walker.get("matching", "/v1/tidings")["items"], what="whom to tell, by a person")
    assert len(house.postbox.to(story.ada.person)) == so_far
    with pytest.raises(Declined) as declined:
        story.walker.referral(story.ada)
    assert declined.value.body["code"] == "not_with_us"


def test_once_forgotten_she_stands_nowhere_and_nothing_sealed_can_be_opened(house, story):
    """Her keys, themselves sealed, are not even in what databases have written over."""
    keys = {
        service: key_of(house, service, story.ada.person) for service in ("matching", "scheduling", "notifications")
    }
    assert all(keys.values()) and {name.split(".")[0] for name, _ in holding(house, list(keys.values()))} >= set(keys)
    story.walker.act("matching", f"/v1/people/{story.ada.person}/erasure", None, story.walker.supervisor)
    eventually(lambda: not any(key_of(house, each, story.ada.person) for each in keys), what="all keys to be destroyed")
    for service in keys if house.engine == "embedded" else ():
        empty_the_wal(open_engine(f"sqlite:///{house.home / service}.db"))
    assert holding(house, [*keys.values(), *PLANTED]) == [] and strays(house, story.ada) == []
    if house.engine == "engines":
        assert on_the_disk(house, PLANTED) == set()
