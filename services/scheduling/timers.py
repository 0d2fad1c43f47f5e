"""What the clock sets off. Each does a bounded piece and says how much."""

from typing import Any

from services.scheduling.actions.bookable import roll_bookable
from services.scheduling.actions.cadences import look_after_cadences, pass_on_what_is_late
from services.scheduling.actions.cover_ending import withdraw_begun
from services.scheduling.actions.freed_times import offer_what_is_free
from services.scheduling.actions.holds import let_go_expired
from services.scheduling.actions.trips import ask_to_ring


def holds_that_ran_out(tx: Any) -> int:
    return let_go_expired(tx)


def another_day(tx: Any) -> int:
    return roll_bookable(tx)


def who_was_not_heard_from(tx: Any) -> int:
    return look_after_cadences(tx)


def what_nobody_has_done(tx: Any) -> int:
    return pass_on_what_is_late(tx)


def times_that_came_free(tx: Any) -> int:
    return offer_what_is_free(tx)


def what_nobody_covers(tx: Any) -> int:
    return withdraw_begun(tx)


def who_is_not_back(tx: Any) -> int:
    return ask_to_ring(tx)
