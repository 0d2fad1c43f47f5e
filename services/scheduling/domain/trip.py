"""On the road alone: when a coach means to be back, and whether they have said that they are."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.kernel.errors import Invalid

LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Trip:
    """`late`: the time has gone by without a word, and a supervisor was asked to ring."""

    id: str
    coach_id: str
    back_by: datetime
    state: str = "out"
    version: int = 1

    def until(self, back_by: datetime) -> "Trip":
        """It takes longer; nobody needs to ring before that."""
        return replace(self, back_by=back_by, state="out", version=self.version + 1)

    def too_late(self) -> "Trip":
        return replace(self, state="late", version=self.version + 1)

    def over(self) -> "Trip":
        return replace(self, state="back", version=self.version + 1)


def require_soon(back_by: datetime, now: datetime) -> None:
    if not now < back_by <= now + LONGEST:
        words = "Please say a time within the next 24 hours."
        raise Invalid("Some fields need another look.", errors={"back_by": [words]})
