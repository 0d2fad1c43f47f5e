"""matching's door: people, referrals, who could walk with whom, offers and matches."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from services.portal.clients.transport import Body, Door, Found


class Matching:
    def __init__(self, door: Door) -> None:
        self.door = door

    def vocabulary(self) -> Found:
        return self.door.get("/v1/vocabulary")

    def register_member(self, person: Body, *, key: str) -> Found:
        return self.door.act("/v1/members", person, key=key)

    def register_staff(self, person: Body, *, key: str) -> Found:
        return self.door.act("/v1/staff", person, key=key)

    def register_coach(self, person: Body, *, key: str) -> Found:
        return self.door.act("/v1/coaches", person, key=key)

    def member(self, member_id: str) -> Found:
        return self.door.get(f"/v1/members/{member_id}")

    def coach(self, coach_id: str) -> Found:
        return self.door.get(f"/v1/coaches/{coach_id}")

    def coach_and_version(self, coach_id: str) -> tuple[Found, str]:
        return self.door.read(f"/v1/coaches/{coach_id}")

    def member_and_version(self, member_id: str) -> tuple[Found, str]:
        return self.door.read(f"/v1/members/{member_id}")

    def change_member(self, member_id: str, changes: Body, *, version: str) -> Found:
        return self.door.patch(f"/v1/members/{member_id}", changes, version=version)

    def change_coach(self, coach_id: str, changes: Body, *, version: str) -> Found:
        return self.door.patch(f"/v1/coaches/{coach_id}", changes, version=version)

    def coaches(self) -> Iterator[Found]:
        return self.door.every("/v1/coaches", limit=200)

    def a_coach(self) -> list[Found]:
        """One of them, where there is any yet."""
        found: list[Found] = self.door.get("/v1/coaches", limit=1)["items"]
        return found

    def names(self, ids: list[str]) -> Found:
        """Of up to 200 people, those the asker may know. For this request only: never kept."""
        return self.door.ask("/v1/people/names", {"ids": ids})

    def look_up(self, name: str) -> list[Found]:
        """Whom we may know already by this name, the likeliest first. Each look is noted."""
        found: list[Found] = self.door.ask("/v1/people/lookup", {"display_name": name})["items"]
        return found

    def waiting(self, *, language: str, limit: int) -> Found:
        """Who has not met a coach yet, with the one next step; the longest waiting first."""
        return self.door.get("/v1/waiting", language=language, limit=limit)

    def numbers(self, *, week: str, time_zone: str, hide_below: int) -> Found:
        """How people came who became ready in a week; what is below `hide_below` is not told."""
        return self.door.get("/v1/numbers", week=week, time_zone=time_zone, hide_below=hide_below)

    def behind_number(self, measure: str, *, part: str | None, week: str | None, time_zone: str | None) -> Found:
        asked = {"part": part, "week": week, "time_zone": time_zone}
        return self.door.get(f"/v1/numbers/{quote(measure, safe='')}", **asked)

    def file_referral(self, referral: Body, *, key: str) -> Found:
        return self.door.act("/v1/referrals", referral, key=key)

    def referral(self, referral_id: str) -> Found:
        return self.door.get(f"/v1/referrals/{referral_id}")

    def referrals(self, **query: Any) -> Iterator[Found]:
        """In a `state`, or of a member_id; the longest waiting first."""
        return self.door.every("/v1/referrals", **query)

    def filed_last(self, **query: Any) -> list[Found]:
        """One page, the newest first."""
        found: list[Found] = self.door.get("/v1/referrals", order="newest", **query)["items"]
        return found

    def progress(self, referral_id: str, *, recipient: str) -> Found:
        """To whoever sent the person: one of four states; 403 where the person has not agreed."""
        return self.door.get(f"/v1/referrals/{referral_id}/progress", recipient=recipient)

    def shortlist(self, referral_id: str, *, limit: int = 3, language: str | None = None) -> Found:
        return self.door.get(f"/v1/referrals/{referral_id}/shortlist", limit=limit, language=language)

    def search_on(self, referral_id: str, search: Body, *, key: str) -> Found:
        """We haven't found the right person yet: what happens next, and when we look again."""
        return self.door.act(f"/v1/referrals/{referral_id}/search", search, key=key)

    def choose(
        self,
        referral_id: str,
        *,
        shortlist_id: str,
        coach_ids: list[str],
        key: str,
        proposed_starts_at: str | None = None,
    ) -> Found:
        wanted = {"shortlist_id": shortlist_id, "coach_ids": coach_ids, "proposed_starts_at": proposed_starts_at}
        return self.door.act(f"/v1/referrals/{referral_id}/choices", wanted, key=key)

    def offers(
        self, *, coach_id: str | None = None, referral_id: str | None = None, state: str | None = None
    ) -> Iterator[Found]:
        return self.door.every("/v1/offers", coach_id=coach_id, referral_id=referral_id, state=state)

    def offer(self, offer_id: str) -> Found:
        return self.door.get(f"/v1/offers/{offer_id}")

    def accept(self, offer_id: str, *, key: str, accepted_by: str | None = None, how: str | None = None) -> Found:
        return self.door.act(f"/v1/offers/{offer_id}/acceptance", {"accepted_by": accepted_by, "how": how}, key=key)

    def decline(self, offer_id: str, *, key: str, reason: str | None = None) -> Found:
        return self.door.act(f"/v1/offers/{offer_id}/decline", {"reason": reason}, key=key)

    def matches(self, **query: Any) -> Iterator[Found]:
        """Of a coach_id or member_id, in a `state`."""
        return self.door.every("/v1/matches", **query)

    def match(self, match_id: str) -> Found:
        return self.door.get(f"/v1/matches/{match_id}")

    def undo_match(self, match_id: str, *, key: str) -> Found:
        """We know each other: it never was, they are kept apart, the next choice is asked."""
        return self.door.act(f"/v1/matches/{match_id}/acquaintance", key=key)

    def keep_apart(self, said: Body, *, key: str) -> Found:
        """Two people, for good and both ways."""
        return self.door.act("/v1/never-matches", said, key=key)

    def handover(self, match_id: str) -> Found:
        """What was written with the person for whoever comes next; 404 where there is none that may be read."""
        return self.door.get(f"/v1/matches/{match_id}/handover")

    def reassignments(self) -> Iterator[Found]:
        """Whose coach left, the longest waiting first."""
        return self.door.every("/v1/reassignments", limit=200)

    def coach_leaves(self, coach_id: str, *, leaves_at: str | None, key: str) -> Found:
        return self.door.act(f"/v1/coaches/{coach_id}/departure", {"leaves_at": leaves_at}, key=key)

    def look_again(self) -> Iterator[Found]:
        """What rests or waits and was to be looked at again by now."""
        return iter(self.door.get("/v1/look-again", limit=50)["items"])

    def look_in_an_emergency(self, person_id: str, said: Body, *, key: str) -> Found:
        """For an hour. A supervisor is told; the person can read it."""
        return self.door.act(f"/v1/people/{person_id}/emergencies", said, key=key)

    def emergencies(self) -> Iterator[Found]:
        """Those that nobody has looked into yet, with why."""
        return self.door.every("/v1/emergencies")

    def review_emergency(self, emergency_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/emergencies/{emergency_id}/review", key=key)

    def pause(self, person_id: str, said: Body, *, key: str) -> Found:
        """Away for a while: their place is kept, and there is a day to look again."""
        return self.door.act(f"/v1/people/{person_id}/pause", said, key=key)

    def resume(self, person_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/people/{person_id}/resumption", key=key)

    def record_death(self, person_id: str, *, key: str) -> Found:
        """Everything stops at once; those close to them are told by a person."""
        return self.door.act(f"/v1/people/{person_id}/death", key=key)

    def take_back_death(self, person_id: str) -> None:
        self.door.delete(f"/v1/people/{person_id}/death")

    def tidings(self) -> Iterator[Found]:
        """Whom somebody should tell, in person or by telephone."""
        return self.door.every("/v1/tidings")

    def told(self, tiding_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/tidings/{tiding_id}/telling", key=key)

    def ask_for_another_coach(self, match_id: str, *, coach_hears: str, until_then: bool, key: str) -> Found:
        """Answers with the new request. Nobody asks why."""
        wanted = {"coach_hears": coach_hears, "until_then": until_then}
        return self.door.act(f"/v1/matches/{match_id}/rematch", wanted, key=key)

    def copy_of(self, person_id: str) -> Found:
        """All that matching keeps of somebody, for themselves."""
        return self.door.get(f"/v1/people/{person_id}/export")

    def who_has_seen(self, person_id: str) -> Found:
        return self.door.get(f"/v1/people/{person_id}/access", limit=50)

    def told_outside(self, person_id: str) -> Iterator[Found]:
        return self.door.every(f"/v1/people/{person_id}/disclosures")
