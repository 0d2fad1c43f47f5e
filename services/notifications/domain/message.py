"""The life of one message, and what becomes of it after each attempt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.domain.answering import ANSWERS
from services.notifications.domain.person import Reader
from services.notifications.domain.session import Session

NEXT = {
    "planned": frozenset({"claimed", "dropped", "no_channel", "handed_over"}),
    "claimed": frozenset({"planned", "handing_over", "dropped", "no_channel"}),
    "handing_over": frozenset({"planned", "handed_over", "ambiguous", "undeliverable"}),
    "no_channel": frozenset({"planned", "dropped"}),
    "dropped": frozenset({"planned"}),
    "handed_over": frozenset({"undeliverable"}),
    "ambiguous": frozenset({"handed_over", "undeliverable"}),
    "undeliverable": frozenset({"planned"}),
}
STATES = tuple(NEXT)
WAITING = frozenset({"planned", "claimed", "no_channel"})
"""Not yet on its way: these can still be dropped."""

AT_MOST_ONCE = frozenset({"reminder"}) | ANSWERS
MOST_UNSURE_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)


class WrongStep(ValueError):
    """A bug: a message cannot go from the one state to the other."""


@dataclass(frozen=True)
class Outcome:
    """What the other side said: handed_over, refused (for good), try_again, or ambiguous (it did not say)."""

    result: str
    code: int | None = None
    of_recipient: bool = False


@dataclass(frozen=True)
class Step:
    """What a message becomes. `wait` in real time, before it may be tried again."""

    state: str
    reason: str | None = None
    wait: timedelta = timedelta(0)


def step(state: str, to: str) -> str:
    if to not in NEXT[state]:
        raise WrongStep(f"{state} → {to}")
    return to


def after(outcome: Outcome, *, kind: str, attempts: int, unsure: int, jitter: float) -> Step:
    """`unsure` counts the ambiguous attempts, this one included; `jitter` is between 0 and 1."""
    if outcome.result == "handed_over":
        return Step("handed_over")
    if outcome.result == "refused":
        return Step("undeliverable", "refused")
    if outcome.result == "try_again":
        return Step("planned", "tried_again_later", backoff(attempts, jitter))
    if kind in AT_MOST_ONCE or unsure >= MOST_UNSURE_ATTEMPTS:
        return Step("ambiguous", "no_answer")
    return Step("planned", "no_answer", backoff(attempts, jitter))


def backoff(attempts: int, jitter: float) -> timedelta:
    """Doubles from two seconds to ten minutes, and half of it is chance: many senders do not knock at once."""
    longest = min(FIRST_WAIT * float(2 ** min(attempts - 1, 16)), LONGEST_WAIT)
    return longest / 2 + longest / 2 * jitter


def why_not(
    *, kind: str, sequence: int, useless_after: datetime, session: Session, reader: Reader, now: datetime
) -> str | None:
    """Why a message about a session must not go out now; None: it may."""
    if reader.is_stopped:
        return reader.state
    if now >= useless_after:
        return "too_late"
    if kind == "cancellation":
        return "booked_again" if session.is_live else None
    if not session.is_live:
        return session.state
    if kind == "asked" and not session.waits_for_a_yes:
        return "answered"
    return "moved" if session.sequence != sequence else None
