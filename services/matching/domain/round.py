"""Matching the whole list at once: worked out as a draft, edited by people, then published as offers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.matching.domain.transitions import moved

OBJECTIVES = ("best_fit", "fewest_waiting")
MOVES = {
    ("waiting", "compute"): "computing",
    ("computing", "compute"): "computing",
    ("computing", "draft"): "draft",
    ("draft", "edit"): "draft",
    ("draft", "publish"): "publishing",
    ("publishing", "go_on"): "publishing",
    ("publishing", "finish"): "published",
    ("waiting", "cancel"): "cancelled",
    ("computing", "cancel"): "cancelled",
    ("draft", "cancel"): "cancelled",
}
REFUSED = {
    "compute": "round_over",
    "draft": "round_over",
    "edit": "round_not_draft",
    "publish": "round_not_draft",
    "go_on": "round_over",
    "finish": "round_over",
    "cancel": "round_over",
}


@dataclass(frozen=True, kw_only=True)
class Round:
    """`most_each`: new people a coach is given at most. `done` of `total`: how far it is. `lease_until` in real time.

    `compared`: what this does against first come, first served.
    """

    id: str
    objective: str
    most_each: int
    begun_at: datetime
    begun_by: str
    state: str = "waiting"
    weights_version: str | None = None
    done: int = 0
    total: int = 0
    lease_until: datetime | None = None
    compared: Mapping[str, float] | None = None
    version: int = 1

    def move(self, deed: str, **said: object) -> "Round":
        state = moved(MOVES, self.state, deed, REFUSED[deed])
        return replace(self, state=state, version=self.version + 1, **said)  # type: ignore[arg-type]

    def refuse_if_not_draft(self) -> None:
        moved(MOVES, self.state, "edit", REFUSED["edit"])


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One person's place in a round; `coach_id` None: nobody for them this time.

    `conflict` names what arose between draft and publication. The other's change stands: nothing is overwritten.
    """

    round_id: str
    referral_id: str
    position: int
    coach_id: str | None
    first_come_id: str | None
    state: str = "proposed"
    conflict: str | None = None
    version: int = 1

    @property
    def changed(self) -> bool:
        """Another coach than whoever comes first would have got."""
        return self.coach_id != self.first_come_id

    def edit(self, coach_id: str | None) -> "Pair":
        return replace(self, coach_id=coach_id, state="edited", version=self.version + 1)

    def settle(self, state: str, *, conflict: str | None = None) -> "Pair":
        return replace(self, state=state, conflict=conflict, version=self.version + 1)


def places_for(*, room: float, weight: float, asked: int) -> int:
    """Whole places; whoever was asked and has not answered may still say yes."""
    return max(0, int(room / weight + 1e-9) - asked)
