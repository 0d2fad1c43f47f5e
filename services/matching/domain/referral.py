from dataclasses import dataclass, replace
from datetime import datetime

from services.matching.domain.transitions import moved

MOVES = {
    ("waiting", "offer"): "offered",
    ("offered", "offer"): "offered",
    ("waiting", "look_on"): "waiting",
    ("offered", "look_on"): "waiting",
    ("offered", "match"): "matched",
    ("matched", "reopen"): "waiting",
    ("waiting", "change"): "waiting",
    ("offered", "change"): "offered",
    ("waiting", "close"): "closed",
    ("offered", "close"): "closed",
}
REFUSED = {
    "offer": "not_waiting",
    "look_on": "not_waiting",
    "match": "not_waiting",
    "reopen": "no_coach_to_change",
    "change": "already_closed",
    "close": "already_closed",
}
NOT_YET = "not_found_yet"


@dataclass(frozen=True, kw_only=True)
class Referral:
    """One request for a coach. Waiting counts from `ready_from`.

    `next_steps` and `look_again_at`: what happens next while we have not found the right person yet.
    `replaces_match_id`: who walks with the person until somebody else does.
    """

    id: str
    member_id: str
    urgency: str
    source: str
    ready_from: datetime
    filed_at: datetime
    referred_by: str | None = None
    intake_id: str | None = None
    state: str = "waiting"
    outcome: str | None = None
    next_steps: tuple[str, ...] = ()
    look_again_at: datetime | None = None
    priority: bool = False
    replaces_match_id: str | None = None
    coach_hears: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "offered")

    def look_on(self, *, next_steps: tuple[str, ...], look_again_at: datetime | None) -> "Referral":
        """We haven't found the right person yet; this is what happens next."""
        return replace(self.move("look_on", outcome=NOT_YET), next_steps=tuple(next_steps), look_again_at=look_again_at)

    def wait_again(self) -> "Referral":
        """Nobody is asked for the moment: the person chooses anew."""
        return self.move("look_on")

    def change(self, **said: object) -> "Referral":
        kept = self.move("change", outcome=self.outcome)
        return replace(kept, **{"next_steps": self.next_steps, "look_again_at": self.look_again_at, **said})  # type: ignore[arg-type]

    def say_again(self) -> "Referral":
        """Nothing about the request itself changed, and yet there is news for those who keep a copy."""
        return replace(self, version=self.version + 1)

    def move(self, deed: str, *, outcome: str | None = None) -> "Referral":
        state = moved(MOVES, self.state, deed, REFUSED[deed])
        fresh = {"next_steps": (), "look_again_at": None}
        return replace(self, state=state, outcome=outcome, version=self.version + 1, **fresh)  # type: ignore[arg-type]
