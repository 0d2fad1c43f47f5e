"""What every way of sending promises."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifications.domain.message import Outcome


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A calendar entry to make, change (a higher `sequence`) or take back."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    link: str | None
    called_off: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.called_off else "REQUEST"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One message, ready to go. `sender` as in Alex <alex@example.org>."""

    to: str
    sender: str
    message_id: str
    at: datetime
    subject: str
    text: str
    html: str
    invitation: Invitation | None = None


class Sender(Protocol):
    channel: str

    def ready(self) -> bool:
        """Whether a message could be handed over right now. Nothing has been said to anybody yet."""

    def send(self, mail: Mail) -> Outcome:
        """Hand it over and wait for the answer. Never raises: no answer is an outcome too."""

    def close(self) -> None:
        """Let go of the connection."""
