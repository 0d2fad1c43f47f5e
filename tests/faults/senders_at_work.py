"""Four senders on one database, and some of them are killed, each at its step. Forks: who is killed says no goodbye.

Reads lines `STEP:NTH STEP:NTH` and answers each, once everything due is dealt with, with how many were killed: who
found nothing to do never came to their step.
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from services.notifications.actions.delivery import Courier
from services.notifications.actions.sender_name import SenderName
from services.notifications.senders.smtp import SmtpSender
from shared.db.desk import make_desk
from shared.db.engine import open_engine
from shared.kernel.clock import FixedClock
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer

STEPS = ("claimed", "begun", "said", "unheard", "written")
NO_END = ("never", 1)
AT_ONCE, BATCH, IDLE_TURNS, IDLE_SECONDS = 4, 3, 4, 0.02


class Mortal(SmtpSender):
    """Dies at its step, the nth time it comes there."""

    def __init__(self, url: str, step: str, nth: int) -> None:
        super().__init__(url)
        self._step, self._left = step, nth

    def at(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def ready(self) -> bool:
        is_ready = super().ready()
        self.at("claimed")
        return is_ready

    def send(self, mail):
        self.at("begun")
        said = super().send(mail)
        self.at("said")
        return said

    def _answer(self, line):
        """The last dot is on its way; nobody has heard what became of it."""
        self.at("unheard")
        return super()._answer(line)


def work(database: str, home: str, url: str, at: str, step: str, nth: int) -> None:
    settings = Settings(home=Path(home), smtp_url=url)
    sealer, clock = load_sealer(settings, "notifications"), FixedClock(datetime.fromisoformat(at))
    desk = make_desk("notifications", open_engine(database), clock, sealer, settings)
    name = SenderName.take(settings.home)
    sender = Mortal(url, step, nth)
    courier = Courier(desk, sender, name=name.text, batch=BATCH)
    idle = 0
    while idle < IDLE_TURNS:
        if courier.turn():
            sender.at("written")
            idle = 0
        else:
            idle += 1
            time.sleep(IDLE_SECONDS)
    courier.close()
    name.release()
    desk.engine.dispose()


def fork(*told: object) -> int:
    child = os.fork()
    if child == 0:
        try:
            work(*told)  # type: ignore[arg-type]
        finally:
            os._exit(0)
    return child


def _all(told: Sequence[str], fates: Sequence[tuple[str, int]]) -> list[int]:
    """At once; how each of them ended."""
    return [os.waitpid(child, 0)[1] for child in [fork(*told, *fate) for fate in fates]]


def main() -> None:
    database, home, url, at = sys.argv[1:]
    answers, sys.stdout = sys.stdout, sys.stderr  # the log goes elsewhere
    for line in sys.stdin:
        deaths = [death.split(":") for death in line.split()]
        immortal = AT_ONCE - len(deaths)
        ends = _all((database, home, url, at), [(step, int(nth)) for step, nth in deaths] + [NO_END] * immortal)
        work(database, home, url, at, *NO_END)  # finds what was left; who is forked next has read all the words
        answers.write(f"{sum(os.WIFSIGNALED(end) for end in ends)}\n")
        answers.flush()


if __name__ == "__main__":
    main()
