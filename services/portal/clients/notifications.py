"""notifications' door: ways to reach a person, and the links in messages."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.portal.clients.transport import Body, Declined, Door, Found

SPOKEN = ("sms", "voice")
GIVEN = ("kind", "address", "shared", "message_ok", "say_we_are", "best_times", "members_may_ring", "consent")


def as_given(way: Found) -> Found:
    """As it was told to us, to be put again beside others: it keeps what was agreed to of it."""
    return {name: way[name] for name in GIVEN if way.get(name) is not None}


class Notifications:
    def __init__(self, door: Door) -> None:
        self.door = door

    def contact_points(self, person_id: str, **query: Any) -> Found:
        return self.door.get(f"/v1/people/{person_id}/contact-points", **query)

    def numbers(self, person_id: str, *, purpose: str) -> list[Found]:
        """At which they can be rung; none where the asker may not know, or nobody has told us of any yet."""
        try:
            found = self.contact_points(person_id, purpose=purpose)["items"]
        except Declined:
            return []
        return [way for way in found if way["kind"] in SPOKEN and way["address"]]

    def own_contact_points(self, person_id: str) -> list[Found]:
        """The asker's; nothing, where nobody has told us of a way yet."""
        try:
            found: list[Found] = self.contact_points(person_id)["items"]
        except Declined as no:
            if no.status != 404:
                raise
            return []
        return found

    def confirm_contact_point(self, person_id: str, way_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/people/{person_id}/contact-points/{way_id}/confirmation", key=key)

    def end_contact_point(self, person_id: str, way_id: str) -> None:
        """The others stay as they are, whatever is said of them meanwhile."""
        self.door.delete(f"/v1/people/{person_id}/contact-points/{way_id}")

    def set_contact_points(self, person_id: str, items: Sequence[Body]) -> Found:
        return self.door.put(f"/v1/people/{person_id}/contact-points", {"items": list(items)})

    def preferences(self, person_id: str) -> Found:
        return self.door.get(f"/v1/people/{person_id}/preferences")

    def set_preferences(self, person_id: str, wanted: Body) -> Found:
        """All of them anew: what is left out is as usual."""
        return self.door.put(f"/v1/people/{person_id}/preferences", wanted)

    def keep_digest(self, person_id: str, *, wanted: bool) -> Found:
        """Whoever oversees hears each morning how many, and at once what cannot wait; all else stays as they asked."""
        return self.set_preferences(person_id, {**self.preferences(person_id), "digest": wanted})

    def inbox(self, person_id: str) -> Iterator[Found]:
        """What we said to them, with its words, as long as they are kept. Only the person asks for it."""
        return self.door.every(f"/v1/people/{person_id}/inbox", limit=200)

    def new_here(self, person_id: str) -> list[Found]:
        """The first that is new and came by no other way: where they look, it has to be said."""
        which = {"unread": "true", "only_here": "true", "limit": 1}
        found: list[Found] = self.door.get(f"/v1/people/{person_id}/inbox", **which)["items"]
        return found

    def have_read(self, message_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/inbox/{message_id}/reading", {}, key=key)

    def chosen_days(self, person_id: str) -> list[str]:
        """On which they would like a word."""
        found: list[str] = self.door.get(f"/v1/people/{person_id}/milestones")["days"]
        return found

    def choose_days(self, person_id: str, days: Sequence[str]) -> None:
        """All of them anew."""
        self.door.put(f"/v1/people/{person_id}/milestones", {"days": list(days)})

    def what_to_expect(self, language: str) -> Found:
        """From whom messages come, and which name they say."""
        return self.door.get("/v1/organisation/what-to-expect", language=language)

    def look_at_link(self, token: str) -> Found:
        """What the link in a message is for. Changes nothing: scanners of mail open every link."""
        return self.door.ask("/v1/links/look", {"token": token})

    def redeem_link(self, token: str, *, act: str | None = None, session_id: str | None = None) -> Found:
        """`session_id`: what was booked by it."""
        said = {"session_id": session_id} if session_id else {}
        return self.door.ask("/v1/links/redemption", {"token": token, "act": act} | said)

    def messages(self, *, state: str, limit: int = 50) -> list[Found]:
        """The first of those in a state, each with its story and never its words."""
        found: list[Found] = self.door.get("/v1/messages", state=state, limit=limit)["items"]
        return found

    def ask_for_code(self, address: str, *, locale: str) -> Found:
        """The same answer whether anybody is known there or not."""
        return self.door.ask("/v1/verifications", {"address": address, "locale": locale})

    def answer_code(self, verification_id: str, code: str) -> Found:
        """Whose address it is; 422 when the code does not work, for whichever reason."""
        return self.door.ask(f"/v1/verifications/{verification_id}/answer", {"code": code})

    def reached_at(self, address: str) -> Found:
        """Who of the asker's organisation is reached at an address that somebody else has verified."""
        return self.door.ask("/v1/verifications/vouched", {"address": address})

    def redeem_code(self, code: str) -> Found:
        """A code from paper, or one read out."""
        return self.door.ask("/v1/codes/redemption", {"code": code})

    def stop_mail(self, token: str) -> None:
        self.door.ask("/v1/unsubscriptions", {"token": token})

    def replies(self, **whose: Any) -> list[Found]:
        """What people wrote back and nobody has seen to yet, oldest first. Whose words were read is written down."""
        found: list[Found] = self.door.get("/v1/replies", state="open", limit=50, **whose)["items"]
        return found

    def late_replies(self) -> list[Found]:
        """Who wrote and has waited for hours in which somebody reads: not what they wrote."""
        found: list[Found] = self.door.get("/v1/replies/late")["items"]
        return found

    def write(self, text: str, *, key: str) -> Found:
        """As the member who is signed in, to whoever walks with them. Says who reads it, and when."""
        return self.door.act("/v1/replies", {"text": text}, key=key)

    def have_seen_to(self, reply_id: str, *, key: str) -> Found:
        return self.door.act(f"/v1/replies/{reply_id}/handling", {}, key=key)

    def calls(self, *, person_id: str | None = None) -> Iterator[Found]:
        """Whom to ring, all of them, because no message gets there; a coach sees those they walk with."""
        return self.door.every("/v1/calls", person_id=person_id, state="open", limit=200)

    def calls_due(self, *, limit: int) -> list[Found]:
        """The first of them."""
        found: list[Found] = self.door.get("/v1/calls", state="open", limit=limit)["items"]
        return found

    def rang(self, call_id: str, how: Body, *, key: str) -> Found:
        return self.door.act(f"/v1/calls/{call_id}/attempts", how, key=key)

    def copy_of(self, person_id: str) -> Found:
        """All that notifications keeps of somebody, for themselves."""
        return self.door.get(f"/v1/people/{person_id}/export")
