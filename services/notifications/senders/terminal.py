"""For trying Holdfast out without a mail server: the message is shown on the terminal."""

import sys
from typing import TextIO

from services.notifications.domain.message import Outcome
from services.notifications.domain.pace import Limits
from services.notifications.senders.port import Mail, Text

SHOWN = """
--- a message ({what}) ---------------------------------
{subject}

{text}
--------------------------------------------------------
"""


class TerminalSender:
    """Shows what is said, not to whom."""

    provider, limits = "terminal", Limits()

    def __init__(self, out: TextIO | None = None, *, channel: str = "email") -> None:
        self._out, self.channel = out or sys.stdout, channel

    def ready(self) -> bool:
        return True

    def send(self, said: Mail | Text) -> Outcome:
        self._out.write(_shown(said))
        self._out.flush()
        return Outcome("handed_over")

    def close(self) -> None:
        """Nothing is held."""


def _shown(said: Mail | Text) -> str:
    if isinstance(said, Text):
        return SHOWN.format(what="text", subject="", text=said.body)
    what = "email" if said.invitation is None else f"email, calendar {said.invitation.method.lower()}"
    return SHOWN.format(what=what, subject=said.subject, text=said.text)
