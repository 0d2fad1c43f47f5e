"""A session its coach cannot keep, offered to colleagues: whoever claims it first has it.

offered ──a colleague claims it──────────────────────▶ claimed
   └ ──taken back, called off, moved, or it has begun─▶ withdrawn
"""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.kernel.errors import Conflict


@dataclass(frozen=True, kw_only=True)
class Cover:
    id: str
    session_id: str
    coach_id: str
    starts_at: datetime
    ends_at: datetime
    offered_at: datetime
    state: str = "offered"
    claimed_by: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state == "offered"

    def claim(self, coach_id: str) -> "Cover":
        """Of two who ask, one hears yes."""
        self._still_open()
        return replace(self, state="claimed", claimed_by=coach_id, version=self.version + 1)

    def withdraw(self) -> "Cover":
        self._still_open()
        return replace(self, state="withdrawn", version=self.version + 1)

    def _still_open(self) -> None:
        if self.state == "claimed":
            raise Conflict("A colleague has it already.", code="claimed")
        if not self.is_open:
            raise Conflict("This is not needed any more.", code="closed")
