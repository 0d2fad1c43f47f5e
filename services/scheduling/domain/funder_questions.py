"""When a funder's questions are due: once support begins, half a year on, and when it has ended.

Only the dates: what is asked, and what somebody answers, is kept elsewhere and by others. Nobody has to answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

KINDS = ("baseline", "six_months", "closeout")
A_MONTH = timedelta(days=30)
HALF_A_YEAR = timedelta(days=180)
COMES_UP = timedelta(days=14)
NO_USE_ANY_MORE = timedelta(days=60)


@dataclass(frozen=True)
class Support:
    """`ended_at` is when the last who walked with them stopped, and nobody does now."""

    person_id: str
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Due:
    """From `opens_at` up to `due_at` is the time for it."""

    person_id: str
    kind: str
    opens_at: datetime
    due_at: datetime

    def is_shown(self, now: datetime) -> bool:
        """From two weeks before its time until it is of no use to anybody."""
        return self.opens_at - COMES_UP <= now < self.due_at + NO_USE_ANY_MORE


def due_for(support: Support) -> Iterator[Due]:
    """Whose support ended before the half year has no half year to tell of. An end before it began is not its end."""
    who, began, ended = support.person_id, support.began_at, support.ended_at
    ended = None if ended is not None and ended < began else ended
    yield Due(who, "baseline", began, began + A_MONTH)
    half = Due(who, "six_months", began + HALF_A_YEAR - A_MONTH, began + HALF_A_YEAR + A_MONTH)
    if ended is None or ended > half.opens_at:
        yield half
    if ended is not None:
        yield Due(who, "closeout", ended, ended + A_MONTH)
