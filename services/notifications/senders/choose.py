"""Which sender an installation has: its mail server, or the terminal while it is tried out, or none yet."""

from services.notifications.senders.port import Sender
from services.notifications.senders.smtp import SmtpSender
from services.notifications.senders.terminal import TerminalSender
from shared.kernel.settings import Settings


def sender_for(settings: Settings) -> Sender | None:
    """None: messages wait where they are, and the doctor says so."""
    if settings.smtp_url:
        return SmtpSender(settings.smtp_url)
    return TerminalSender() if settings.demo else None
