"""For trying Holdfast out without a mail server: the message is shown on the terminal."""

import sys
from typing import TextIO

from services.notifications.domain.message import Outcome
from services.notifications.senders.port import Mail

SHOWN = """
--- a message ({what}) ---------------------------------
{subject}

{text}
--------------------------------------------------------
"""


class TerminalSender:
    """Shows what is said, not to whom."""

    channel = "email"

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout

    def ready(self) -> bool:
        return True

    def send(self, mail: Mail) -> Outcome:
        what = "email" if mail.invitation is None else f"email, calendar {mail.invitation.method.lower()}"
        self._out.write(SHOWN.format(what=what, subject=mail.subject, text=mail.text))
        self._out.flush()
        return Outcome("handed_over")

    def close(self) -> None:
        """Nothing is held."""
