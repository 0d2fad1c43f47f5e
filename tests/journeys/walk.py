"""One person's way from a referral to a session, through HTTP alone, patient with processes that come and go."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import requests

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339
from tests.desk.installation import Installation

PATIENCE_SECONDS = 60
CONSENT = {"wording": "v1", "locale": "en"}
WHOLE_DAY = [{"days": [1, 2, 3, 4, 5, 6, 7], "start": "00:00", "end": "24:00", "modalities": ["phone"]}]
RULES = {"minutes": 60, "step_minutes": 30, "min_notice_minutes": 120, "horizon_days": 28}


class Declined(AssertionError):
    def __init__(self, answer: requests.Response) -> None:
        super().__init__(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}")
        self.status, self.body = answer.status_code, answer.json()


@dataclass
class Walker:
    """Acts as whoever is named; asks again, with the same key, when a process is away for a moment."""

    house: Installation
    organisation: str
    intake: Actor = field(init=False)
    supervisor: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Actor(new_id(), "intake", self.organisation)
        self.supervisor = Actor(new_id(), "supervisor", self.organisation)

    def act(self, service: str, path: str, body: Any, actor: Actor | None = None, *, wait_for: int = 0) -> Any:
        """POST with an Idempotency-Key. `wait_for`: a status that passes once an event has arrived (404, say)."""
        key = {"Idempotency-Key": new_id()}
        return self._patiently(service, "POST", path, actor, wait_for, key, json=body)

    def put(self, service: str, path: str, body: Any, actor: Actor | None = None, *, wait_for: int = 0) -> Any:
        return self._patiently(service, "PUT", path, actor, wait_for, {}, json=body)

    def get(self, service: str, path: str, actor: Actor | None = None, *, wait_for: int = 0, **query: Any) -> Any:
        return self._patiently(service, "GET", path, actor, wait_for, {}, params=query)

    def _patiently(
        self, service: str, method: str, path: str, actor: Actor | None, wait_for: int, headers: Any, **given: Any
    ) -> Any:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._try(service, method, path, actor or self.intake, headers=dict(headers), **given)
            if answer is not None and answer.status_code < 300:
                return answer.json() if answer.content else None
            again = answer is None or answer.status_code in (503, wait_for) or _still_running(answer)
            if not again or time.monotonic() > until:
                raise Declined(answer) if answer is not None else AssertionError(f"{service} did not come back")
            if answer is not None and answer.status_code == wait_for and headers:
                headers = {"Idempotency-Key": new_id()}  # that refusal is kept for the old key; a lost answer is not
            time.sleep(0.2)

    def _try(self, service: str, method: str, path: str, actor: Actor, **given: Any) -> requests.Response | None:
        try:
            return self.house.ask(service, method, path, actor, **given)
        except requests.RequestException:
            return None

    def coach(self, name: str, *, capacity: float = 30, weekly: Any = None) -> Actor:
        person = {"display_name": name, "language": "en", "time_zone": "America/New_York", "capacity": capacity}
        person |= {"modalities": ["phone", "in_person"], "accepting": True}
        coach = Actor(self.act("matching", "/v1/coaches", person, self.supervisor)["id"], "coach", self.organisation)
        self.reachable(coach.person, f"{coach.person}@coaches.example.org")
        hours = {"time_zone": "America/New_York", "weekly": weekly or WHOLE_DAY, "rules": RULES}
        self.put("scheduling", f"/v1/coaches/{coach.person}/availability", hours)
        return coach

    def member(self, name: str, **more: Any) -> Actor:
        person = {"display_name": name, "language": "en", "time_zone": "America/New_York", **more}
        member = Actor(self.act("matching", "/v1/members", person)["id"], "member", self.organisation)
        self.reachable(member.person, f"{member.person}@members.example.org")
        return member

    def reachable(self, person: str, address: str) -> None:
        consent = CONSENT | {"given_at": rfc3339(self.house.now), "actor": self.intake.person}
        point = {"kind": "email", "address": address, "shared": "no", "message_ok": True, "consent": consent}
        self.put("notifications", f"/v1/people/{person}/contact-points", {"items": [point]})

    def referral(self, member: Actor) -> str:
        wanted = {"member_id": member.person, "urgency": "soon", "source": "self"}
        return str(self.act("matching", "/v1/referrals", wanted)["id"])

    def shortlist(self, referral_id: str) -> Any:
        return self.get("matching", f"/v1/referrals/{referral_id}/shortlist", limit=3)

    def offer(self, referral_id: str, shortlist: Any, coach_ids: list[str]) -> None:
        wanted = {"shortlist_id": shortlist["shortlist_id"], "coach_ids": coach_ids}
        self.act("matching", f"/v1/referrals/{referral_id}/choices", wanted)

    def accept(self, coach: Actor, referral_id: str) -> str:
        """The coach says yes to the open offer of this referral, which they know by the offer's id alone."""
        offers = self.get("matching", "/v1/offers", referral_id=referral_id, state="open")["items"]
        answer = self.act("matching", f"/v1/offers/{offers[0]['id']}/acceptance", {}, coach)
        return str(answer["match_id"])

    def openings(self, match_id: str, actor: Actor, *, days: int = 7) -> list[str]:
        asked = {"match_id": match_id, "from": rfc3339(self.house.now), "minutes": 60}
        asked["to"] = rfc3339(self.house.now + timedelta(days=days))
        found = self.get("scheduling", "/v1/openings", actor, wait_for=404, **asked)
        return [each["starts_at"] for each in found["items"]]

    def book(self, match_id: str, starts_at: str, actor: Actor) -> Any:
        wanted = {"match_id": match_id, "starts_at": starts_at, "minutes": 60, "modality": "phone"}
        return self.act("scheduling", "/v1/sessions", wanted, actor, wait_for=404)


def _still_running(answer: requests.Response) -> bool:
    return answer.status_code == 409 and answer.json().get("code") == "still_running"
