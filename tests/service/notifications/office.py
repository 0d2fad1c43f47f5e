"""A front office in a test: people with addresses, sessions that are booked, moved and cancelled."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from shared.bus.memory import MemoryBus
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.desk.doors import app_at
from tests.desk.room import PUBLIC_KEY, Room
from tests.service.notifications.mailbox import Mailbox

NEW_YORK = "America/New_York"
CONSENT = {"given_at": "2026-11-20T10:00:00Z", "wording": "texts-1", "locale": "en", "actor": "the person"}
LINK = re.compile(r"/l/([A-Za-z0-9_-]{22})")


class Office:
    def __init__(self, desk, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        told = replace(desk.settings, smtp_url=mailbox.url)
        self.room = Room(replace(desk, settings=told), MemoryBus())
        self.organisation, self.coach, self.member = new_id(), new_id(), new_id()
        self.versions: dict[str, int] = {}

    @property
    def staff(self) -> Actor:
        return Actor(new_id(), "intake", self.organisation)

    @property
    def portal(self) -> Actor:
        return Actor("portal", "service", new_id())

    @property
    def now(self) -> datetime:
        return self.room.clock.at

    def people(self, *, language="en", time_zone=NEW_YORK) -> "Office":
        """A coach and a member, both with an address."""
        self.say_person(self.member, kinds=["member"], language=language, time_zone=time_zone)
        self.say_person(self.coach, kinds=["coach"])
        self.give_address(self.member, "sam@example.org")
        self.give_address(self.coach, "jo@example.org")
        return self

    def give_address(self, person, address, **more):
        item = {"kind": "email", "address": address, "shared": "no", "message_ok": "yes"} | more
        return self.put_ways(person, [item])

    def put_ways(self, person, items, actor=None):
        path = f"/v1/people/{person}/contact-points"
        return self.room.ask("PUT", path, actor or self.staff, json={"items": items})

    def use(self, desk) -> None:
        """The same office, told otherwise."""
        self.room.desk, self.room.app = desk, app_at(desk, PUBLIC_KEY)

    def set(self, **said) -> None:
        """What this organisation settles for itself."""
        as_admin = Actor(new_id(), "admin", self.organisation)
        version = self.room.ask("GET", "/v1/organisation", as_admin).headers["ETag"]
        answer = self.room.ask("PATCH", "/v1/organisation", as_admin, json=said, headers={"If-Match": version})
        assert answer.status_code == 200, answer.json

    def give_number(self, person, number, *, consent=True, **more):
        item = {"kind": "sms", "address": number, "shared": "no", "message_ok": "yes"} | more
        return self.put_ways(person, [item | ({"consent": CONSENT} if consent else {})])

    def wish(self, person, **wishes):
        return self.room.ask("PUT", f"/v1/people/{person}/preferences", self.staff, json=wishes)

    def say(self, type, subject, data, *, key=None, version=None, id=None):
        version = version or self.versions.get(subject, 0) + 1
        self.versions[subject] = max(version, self.versions.get(subject, 0))
        told = {"version": version, "organisation": self.organisation, "id": id}
        return self.room.tell(type, subject=subject, key=key or subject, data=data, **told)

    def say_person(self, person, *, type="person.registered", kinds=(), language="en", state="active", **more):
        data = {"person_id": person, "kinds": list(kinds), "language": language, "state": state}
        return self.say(type, person, data | {"time_zone": NEW_YORK} | more)

    def session(self, starts_at, **more):
        told = {"session_id": new_id(), "match_id": new_id(), "coach_id": self.coach, "member_ids": [self.member]}
        told |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45), "time_zone": NEW_YORK}
        told |= {"modality": "phone", "state": "booked", "first": True, "late": False, "sequence": 0}
        return told | {"ics_uid": new_id()} | more

    def book(self, starts_at, **more):
        session = self.session(starts_at, **more)
        self.say("session.booked", session["session_id"], session, key=session["match_id"])
        return session

    def move(self, session, starts_at):
        moved = session | {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
        moved["sequence"] += 1
        self.say("session.moved", session["session_id"], moved, key=session["match_id"])
        return moved

    def cancel(self, session, **more):
        gone = session | {"state": "cancelled", "reason": "member", "sequence": session["sequence"] + 1} | more
        self.say("session.cancelled", session["session_id"], gone, key=session["match_id"])
        return gone

    def end_match(self, session, state="ended"):
        data = {"match_id": session["match_id"], "coach_id": self.coach, "member_id": self.member, "state": state}
        data |= {"referral_id": new_id(), "cadence_days": 7, "weight": 1.0, "minutes": 45, "modalities": ["phone"]}
        kind = "match.ended" if state == "ended" else "match.accepted"
        self.say(kind, session["match_id"], data)

    def offer(self, *, type="offer.made", state="open", offer_id=None, expires_at=None):
        offer = {"offer_id": offer_id or new_id(), "referral_id": new_id(), "coach_id": self.coach, "position": 1}
        offer |= {"state": state, "expires_at": expires_at or self.now + timedelta(hours=24)}
        self.say(type, offer["offer_id"], offer, key=offer["referral_id"])
        return offer["offer_id"]

    def deliver(self, **ahead):
        self.room.tick(**ahead)
        return self.mailbox.letters

    def messages(self, **query):
        answer = self.room.ask("GET", "/v1/messages", self.staff, query_string=query)
        assert answer.status_code == 200, answer.json
        return answer.json["items"]

    def states(self, **query):
        return {(item["audience"], name_of(item)): item["state"] for item in self.messages(**query)}

    def reason(self, kind, **query):
        return next(item["reason"] for item in self.messages(**query) if name_of(item) == kind)


def name_of(item) -> str:
    return item["kind"] if item["minutes_before"] is None else f"{item['kind']}-{item['minutes_before']}"


def token_in(text: str) -> str:
    return LINK.search(text)[1]
