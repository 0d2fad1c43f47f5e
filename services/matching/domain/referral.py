from dataclasses import dataclass, replace
from datetime import datetime

from services.matching.domain.transitions import moved

MOVES = {
    ("waiting", "offer"): "offered",
    ("offered", "offer"): "offered",
    ("offered", "wait"): "waiting",
    ("offered", "match"): "matched",
    ("matched", "reopen"): "waiting",
    ("waiting", "close"): "closed",
    ("offered", "close"): "closed",
}
WORDS = {
    "offer": "This person is not waiting for a coach just now.",
    "wait": "No offer is open for this person.",
    "match": "This person is not waiting for a coach just now.",
    "reopen": "This person has no coach to change from.",
    "close": "This request is already closed.",
}


@dataclass(frozen=True, kw_only=True)
class Referral:
    """One request for a coach. Waiting counts from `ready_from`."""

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
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "offered")

    def move(self, deed: str, *, outcome: str | None = None) -> "Referral":
        state = moved(MOVES, self.state, deed, WORDS[deed])
        return replace(self, state=state, outcome=outcome, version=self.version + 1)
