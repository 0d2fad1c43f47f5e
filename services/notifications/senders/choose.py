"""Which sender an installation has for a channel: its servers, or the terminal while it is tried out, or none yet."""

from services.notifications.senders.accounts import accounts_of
from services.notifications.senders.in_turn import InTurn
from services.notifications.senders.port import Sender
from services.notifications.senders.smtp import SmtpSender
from services.notifications.senders.terminal import TerminalSender
from services.notifications.senders.texting import TextSender
from shared.kernel.settings import Settings


def sender_for(settings: Settings, channel: str = "email") -> Sender | None:
    """None: messages wait where they are, and the doctor says so."""
    found = _mail(settings) if channel == "email" else _texts(settings)
    if not found:
        return TerminalSender(channel=channel) if settings.demo else None
    return found[0] if len(found) == 1 else InTurn(found)


def _mail(settings: Settings) -> list[Sender]:
    return [SmtpSender(url) for url in (settings.smtp_url or "").split()]


def _texts(settings: Settings) -> list[Sender]:
    return [TextSender(account) for account in accounts_of(settings.sms_url)]
