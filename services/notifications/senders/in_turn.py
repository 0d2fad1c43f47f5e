"""Several providers of one channel: the first that can, and after failures the next, for a while."""

import time
from collections.abc import Callable, Sequence

from services.notifications.domain.message import Outcome
from services.notifications.domain.pace import Limits
from services.notifications.senders.port import Sender

FAILURES = 3
REST_SECONDS = 60.0


class InTurn:
    def __init__(self, senders: Sequence[Sender], clock: Callable[[], float] = time.monotonic) -> None:
        self.channel = senders[0].channel
        self._senders, self._clock = senders, clock
        self._failed = [0] * len(senders)
        self._rests_until = [0.0] * len(senders)
        self._at = 0

    @property
    def provider(self) -> str:
        return self._senders[self._at].provider

    @property
    def limits(self) -> Limits:
        return self._senders[self._at].limits

    def ready(self) -> bool:
        """Those that have lately failed come last, and are still asked when nobody else can."""
        now = self._clock()
        order = sorted(range(len(self._senders)), key=lambda place: (self._rests_until[place] > now, place))
        for place in order:
            if self._senders[place].ready():
                self._at = place
                return True
        return False

    def send(self, thing: object) -> Outcome:
        said = self._senders[self._at].send(thing)
        self._note(said)
        return said

    def close(self) -> None:
        for sender in self._senders:
            sender.close()

    def _note(self, said: Outcome) -> None:
        """A refusal is an answer; not now, or none at all, is a failure."""
        if said.result in ("handed_over", "refused"):
            self._failed[self._at] = 0
            return
        self._failed[self._at] += 1
        if self._failed[self._at] >= FAILURES:
            self._failed[self._at] = 0
            self._rests_until[self._at] = self._clock() + REST_SECONDS
