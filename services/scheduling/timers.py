"""What the clock sets off. Each does a bounded piece and says how much."""

from typing import Any

from services.scheduling.actions.bookable import roll_bookable
from services.scheduling.actions.holds import let_go_expired


def holds_that_ran_out(tx: Any) -> int:
    return let_go_expired(tx)


def another_day(tx: Any) -> int:
    return roll_bookable(tx)
