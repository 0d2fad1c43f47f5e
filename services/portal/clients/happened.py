"""scheduling's other door: what really happened, who is owed a word, who can talk now, and the week in numbers."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from services.portal.clients.transport import Body, Door, Found


class Happened:
    def __init__(self, door: Door) -> None:
        self.door = door

    def record(self, contact: Body, *, key: str) -> Found:
        """Booked or not, past allowed. `warnings` in the answer say where time is written down twice."""
        return self.door.act("/v1/contacts", contact, key=key)

    def contacts(self, **query: Any) -> Iterator[Found]:
        """Of a person_id or coach_id, in the order in which they happened; `from_` and `to` narrow it."""
        return self.door.every("/v1/contacts", **{name.rstrip("_"): value for name, value in query.items()})

    def contact(self, contact_id: str) -> Found:
        return self.door.get(f"/v1/contacts/{contact_id}")

    def correct(self, contact_id: str, right: Body, *, key: str) -> Found:
        """Only what is named changes; what stood before is kept."""
        return self.door.act_whole(f"/v1/contacts/{contact_id}/correction", right, key=key)

    def take_back(self, contact_id: str) -> None:
        self.door.delete(f"/v1/contacts/{contact_id}")

    def outreach(self, **query: Any) -> Iterator[Found]:
        """Of a coach_id or member_id, in a `state`: what is due first, first."""
        return self.door.every("/v1/outreach", **query)

    def one_outreach(self, outreach_id: str) -> Found:
        return self.door.get(f"/v1/outreach/{outreach_id}")

    def attempt(self, outreach_id: str, how: Body, *, key: str) -> Found:
        return self.door.act(f"/v1/outreach/{outreach_id}/attempts", how, key=key)

    def let_rest(self, outreach_id: str, *, outcome: str | None = None, key: str) -> Found:
        """Without an outcome: the door is open, or, before any try, there is no need."""
        return self.door.act(f"/v1/outreach/{outreach_id}/completion", {"outcome": outcome}, key=key)

    def on_call(self) -> Found:
        """Who can talk now or within a day, soonest first, and the list itself."""
        return self.door.get("/v1/on-call")

    def set_on_call(self, document: Body) -> Found:
        """The whole list: the usual week, and single dates."""
        return self.door.put("/v1/on-call", document)

    def funder_questions(self) -> list[Found]:
        """For whom they are due, what is due first, first; then what is settled."""
        found: list[Found] = self.door.get("/v1/funder-questions")["items"]
        return found

    def settle_funder_questions(self, person_id: str, kind: str) -> None:
        self.door.put(f"/v1/funder-questions/{person_id}/{quote(kind, safe='')}", {})

    def ask_funder_questions_again(self, person_id: str, kind: str) -> None:
        self.door.delete(f"/v1/funder-questions/{person_id}/{quote(kind, safe='')}")

    def trip(self, coach_id: str) -> Found:
        """On the road alone: `out`, `late` or `back`, and back by when."""
        return self.door.get(f"/v1/coaches/{coach_id}/trip")

    def trips(self) -> list[Found]:
        found: list[Found] = self.door.get("/v1/trips")["items"]
        return found

    def say_back_by(self, coach_id: str, back_by: str) -> None:
        self.door.put(f"/v1/coaches/{coach_id}/trip", {"back_by": back_by})

    def be_back(self, coach_id: str, *, back_by: str | None = None) -> None:
        """With `back_by`, from that trip alone; Declined 409 where they have said another time meanwhile."""
        self.door.delete(f"/v1/coaches/{coach_id}/trip", back_by=back_by)

    def numbers(self, *, week: str | None = None, by: str | None = None) -> Found:
        return self.door.get("/v1/numbers", week=week, by=by)

    def behind_number(self, measure: str, **query: str | None) -> Found:
        """Who and what stands behind a `part` of it in a `week`; of a `group`, `by` site or funding."""
        return self.door.get(f"/v1/numbers/{quote(measure, safe='')}", **query)
