"""One organisation, as its own people meet it: each asks as themselves."""

from base64 import b64encode
from datetime import timedelta

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339


class House:
    def __init__(self, room):
        self.room, self.organisation = room, new_id()
        self.intake, self.supervisor, self.machine = (
            self.actor(new_id(), role) for role in ("intake", "supervisor", "service")
        )

    def actor(self, person, role):
        return Actor(person, role, self.organisation)

    def ask(self, method, path, actor=None, **given):
        return self.room.ask(method, path, actor or self.intake, **given)

    def did(self, method, path, actor=None, **given):
        """What came of it, when it was granted."""
        answer = self.ask(method, path, actor, **given)
        assert answer.status_code in (200, 201), answer.text
        return answer.json

    def member(self, name="Ada", **said):
        return self.did("POST", "/v1/members", json={"display_name": name, **said})["id"]

    def coach(self, name="Bo", *, opens_in_hours=None, **said):
        id = self.did("POST", "/v1/coaches", self.machine, json={"display_name": name, **said})["id"]
        if opens_in_hours is not None:
            self.opens(id, opens_in_hours)
        return id

    def opens(self, coach_id, hours, *, version=1):
        """Scheduling says that this coach can be booked from so many hours ahead, for a day."""
        bits = sum(1 << quarter for quarter in range(hours * 4, hours * 4 + 96))
        starts = b64encode(bits.to_bytes(336, "little")).decode()
        told = {"coach_id": coach_id, "minutes": 60, "starts": starts, "min_notice_minutes": 0}
        self.room.tell(
            "availability.changed",
            subject=coach_id,
            key=coach_id,
            version=version,
            organisation=self.organisation,
            data=told | {"from_": self.room.clock.at},
        )

    def referral(self, member_id, **said):
        return self.did("POST", "/v1/referrals", json={"member_id": member_id, **said})["id"]

    def shortlist(self, referral_id, actor=None, **asked):
        return self.did("GET", f"/v1/referrals/{referral_id}/shortlist", actor, query_string=asked)

    def shown(self, referral_id, **asked):
        return [item["coach_id"] for item in self.shortlist(referral_id, limit=50, **asked)["items"]]

    def choose(self, referral_id, *coach_ids, **said):
        chosen = {"shortlist_id": self.shortlist(referral_id)["shortlist_id"], "coach_ids": list(coach_ids)}
        return self.ask("POST", f"/v1/referrals/{referral_id}/choices", json=chosen | said)

    def asked(self, coach_id, state="open"):
        """The offers this coach sees."""
        found = self.did("GET", "/v1/offers", self.actor(coach_id, "coach"), query_string={"state": state})
        return found["items"]

    def offered(self, coach_id, member_id=None, **said):
        """A person's request, offered to this coach."""
        assert self.choose(self.referral(member_id or self.member(), **said), coach_id).status_code == 201
        return self.asked(coach_id)[-1]["id"]

    def accept(self, offer_id, coach_id):
        return self.ask("POST", f"/v1/offers/{offer_id}/acceptance", self.actor(coach_id, "coach"), json={})

    def match(self, coach_id, member_id=None):
        return self.accept(self.offered(coach_id, member_id), coach_id).json["match_id"]

    def told(self, type):
        return [event for event in self.room.told() if event.type == type]

    def later(self, **ahead):
        return rfc3339(self.room.clock.at + timedelta(**ahead))
