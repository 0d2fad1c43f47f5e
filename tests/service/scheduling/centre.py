"""A small centre: Bo coaches Ada, Cam coaches Dee, and Bo has a coach of their own, Cam. Sal is at the desk."""

from base64 import b64decode
from datetime import datetime, timedelta

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

HARBOUR, ELSEWHERE = new_id(), new_id()
ADA, BO, CAM, DEE, SAL = (new_id() for _ in range(5))
ADA_AND_BO, DEE_AND_CAM, BO_AND_CAM = (new_id() for _ in range(3))

ADA_THE_MEMBER = Actor(ADA, "member", HARBOUR)
DEE_THE_MEMBER = Actor(DEE, "member", HARBOUR)
BO_THE_COACH = Actor(BO, "coach", HARBOUR)
BO_THE_MEMBER = Actor(BO, "member", HARBOUR)
CAM_THE_COACH = Actor(CAM, "coach", HARBOUR)
SAL_AT_THE_DESK = Actor(SAL, "intake", HARBOUR)
SAL_ELSEWHERE = Actor(SAL, "intake", ELSEWHERE)

TUESDAY_TEN = "2026-11-24T15:00:00Z"  # ten in the morning in New York
RULES = {"minutes": 60, "step_minutes": 30, "min_notice_minutes": 0, "horizon_days": 60}
NINE_TO_FIVE = {
    "time_zone": "America/New_York",
    "weekly": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}],
    "rules": RULES,
}


class Centre:
    """The room of scheduling, and what is said and asked in it."""

    def __init__(self, room):
        self.room = room
        self.versions = {}

    def ask(self, method, path, actor=ADA_THE_MEMBER, **given):
        return self.room.ask(method, f"/v1{path}", actor, **given)

    def match(self, match_id, coach, member, deed="accepted", state="active", **more):
        data = {"match_id": match_id, "coach_id": coach, "member_id": member, "referral_id": new_id(), "state": state}
        data |= {"cadence_days": 7, "weight": 1.0, "minutes": 60, "modalities": ["phone", "in_person"]}
        return self.told_by_others(f"match.{deed}", match_id, data | more)

    def person(self, person_id, deed="registered", kinds=("member",), state="active", zone="America/New_York", **more):
        data = {"person_id": person_id, "kinds": list(kinds), "time_zone": zone, "language": "en", "state": state}
        return self.told_by_others(f"person.{deed}", person_id, data | more)

    def coach(self, coach_id, state="active", accepting=True):
        data = {"coach_id": coach_id, "accepting": accepting, "state": state}
        return self.told_by_others("coach.changed", coach_id, data, count=f"coach {coach_id}")

    def hours(self, coach=BO, actor=SAL_AT_THE_DESK, **more):
        answer = self.ask("PUT", f"/coaches/{coach}/availability", actor, json=NINE_TO_FIVE | more)
        assert answer.status_code == 200, answer.json
        return answer.json

    def place(self, name="Library, room 2", discreet_name="the library"):
        """On the organisation's list of places."""
        wish = {"name": name, "discreet_name": discreet_name}
        answer = self.ask("POST", "/places", SAL_AT_THE_DESK, json=wish)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    def close_place(self, place_id):
        path = f"/places/{place_id}"
        version = self.ask("GET", path, SAL_AT_THE_DESK).json["version"]
        self.ask("PATCH", path, SAL_AT_THE_DESK, json={"open": False}, headers={"If-Match": f'"{version}"'})

    def openings(self, actor=ADA_THE_MEMBER, day="2026-11-24", **asked):
        asked = asked or {"match_id": ADA_AND_BO}
        asked = {"from": f"{day}T05:00:00Z", "to": f"{following(day)}T05:00:00Z"} | asked
        answer = self.ask("GET", "/openings", actor, query_string=asked)
        assert answer.status_code == 200, answer.json
        return [opening["starts_at"] for opening in answer.json["items"]]

    def book(self, actor=ADA_THE_MEMBER, match_id=ADA_AND_BO, starts_at=TUESDAY_TEN, headers=None, **more):
        wish = {"match_id": match_id, "starts_at": starts_at, **more}
        return self.ask("POST", "/sessions", actor, json=wish, headers=headers or {})

    def booked(self, **how):
        answer = self.book(**how)
        assert answer.status_code == 201, answer.json
        return answer.json

    def do(self, session, deed, actor=ADA_THE_MEMBER, **given):
        return self.ask("POST", f"/sessions/{session['id']}/{deed}", actor, json=given)

    def said(self, prefix="session."):
        self.settle()
        return [event for event in self.room.told() if event.type.startswith(prefix)]

    def types(self, prefix="session."):
        return [event.type for event in self.said(prefix)]

    def settle(self):
        """The worker says what waits to be said; no time passes."""
        while sum(loop(self.room.desk) for loop in self.room.work.loops.values()):
            pass

    def bookable(self, coach=BO):
        """The starts that matching has last heard of."""
        told = max(
            (event for event in self.said("availability.") if event.subject == coach),
            key=lambda event: event.aggregateversion,
        )
        bits = b64decode(told.data["starts"])
        quarters = [n for n in range(8 * len(bits)) if bits[n >> 3] >> (n & 7) & 1]
        return [z(told.data["from_"] + timedelta(minutes=15) * n) for n in quarters]

    def told_by_others(self, type, subject, data, count=None):
        version = self.versions[count or subject] = self.versions.get(count or subject, 0) + 1
        return self.room.tell(type, subject=subject, key=subject, version=version, data=data, organisation=HARBOUR)


def z(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def following(day):
    return (datetime.fromisoformat(day) + timedelta(days=1)).strftime("%Y-%m-%d")
