"""One small town's people, entered once for the whole tier: who walks with whom, who waits, who is asked for."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

from services.portal.accounts.links import make_link
from services.portal.accounts.people import invite
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.times import rfc3339
from shared.process.install import desk_of
from tests.desk.installation import Installation, eventually
from tests.desk.postbox import text_of
from tests.journeys.walk import Walker

NINE_TO_FIVE = [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00", "modalities": ["phone", "in_person"]}]


@dataclass
class Story:
    """Jo walks with Sam, Kim and Lou and is asked for Ari; Max waits. Sam meets Jo tomorrow."""

    house: Installation
    people: dict[str, Actor] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    def tell(self) -> "Story":
        self.portal = desk_of("portal", self.house.settings)
        walk = self.walk = Walker(self.house, new_id())
        self.people |= {role: Actor(new_id(), role, walk.organisation) for role in ("intake", "supervisor", "admin")}
        self.people["door"] = Actor(new_id(), "intake", walk.organisation)
        self.people |= {name.lower(): walk.coach(name, weekly=NINE_TO_FIVE) for name in ("Jo", "Bobby")}
        for name in ("Sam", "Kim", "Lou", "Ari", "Max"):
            self.people[name.lower()] = walk.member(name)
        self.things |= {name: self.people[name].person for name in ("sam", "jo")}
        for name in ("sam", "kim", "lou"):
            self.things[f"{name}'s match"] = self._match(name)
        self.things["session"] = self.meet("sam", days=1)
        self.things["asked"] = walk.referral(self.people["ari"])
        self._ask_jo(self.things["asked"])
        offers = walk.get("matching", "/v1/offers", referral_id=self.things["asked"], state="open")["items"]
        self.things["offer"] = offers[0]["id"]
        self.things["waiting"] = walk.referral(self.people["max"])
        self.things["max"] = self.people["max"].person
        return self

    def meet(self, name: str, *, days: int) -> str:
        match_id = self.things[f"{name}'s match"]
        after = rfc3339(self.house.now + timedelta(days=days))
        free = (one for one in self.walk.openings(match_id, self.people[name]) if one >= after)
        return str(self.walk.book(match_id, next(free), self.people[name])["id"])

    def call_off(self, name: str) -> None:
        """Everything that lies ahead of them."""
        ahead = self.walk.get("scheduling", "/v1/sessions", match_id=self.things[f"{name}'s match"])["items"]
        for one in ahead:
            if one["state"] in ("booked", "confirmed"):
                self.walk.act("scheduling", f"/v1/sessions/{one['id']}/cancellation", {"reason": "us"})

    def letters(self, name: str, words: str) -> list[EmailMessage]:
        """To them, whose subject has these words: the newest last."""
        letters = self.house.postbox.to(f"{self.people[name].person}@members.example.org")
        return [one for one in letters if words in str(one["Subject"])]

    def link_in_letter(self, name: str, words: str, *, after: int = 0) -> str:
        """The path of the link that the newest of those letters carries, once there are more than `after`."""
        letters = eventually(lambda: self.letters(name, words)[after:], what=f"a letter: {words}")
        return re.findall(r"https?://[^/\s]+(/\S*)", text_of(letters[-1]))[0]

    def link(self, name: str, language: str) -> str:
        """A one-time sign-in link, as the command line makes it."""
        actor = self.people[name]
        with transaction(self.portal, Actor("portal", "service", actor.organisation)) as tx:
            invite(tx, actor.person, role=actor.role, language=language, time_zone="America/New_York")
            return f"/in/{make_link(tx, actor.person, role=actor.role)}"

    def _match(self, name: str) -> str:
        referral_id = self.walk.referral(self.people[name])
        self._ask_jo(referral_id)
        return self.walk.accept(self.people["jo"], referral_id)

    def _ask_jo(self, referral_id: str) -> None:
        self.walk.offer(referral_id, self.walk.shortlist(referral_id), [self.people["jo"].person])
