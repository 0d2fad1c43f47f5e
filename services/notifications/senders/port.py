"""What every way of sending promises."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.notifications.domain.message import Outcome
from services.notifications.domain.pace import Limits


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
    """One message, ready to go. `sender` as in Alex <alex@example.org>; `unsubscribe`: one POST there stops mail."""

    to: str
    sender: str
    message_id: str
    at: datetime
    subject: str
    text: str
    html: str
    invitation: Invitation | None = None
    unsubscribe: str | None = None


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text. `reference` is the message's id, which a receipt repeats; `receipts_at`, where receipts are heard."""

    to: str
    body: str
    reference: str
    receipts_at: str | None = None


class Sender(Protocol):
    @property
    def channel(self) -> str: ...

    @property
    def provider(self) -> str:
        """A name for stories and counts: no secret in it."""

    @property
    def limits(self) -> Limits: ...

    def ready(self) -> bool:
        """Whether a message could be handed over right now. Nothing has been said to anybody yet."""

    def send(self, thing: Any) -> Outcome:
        """Hand it over and wait for the answer. Never raises: no answer is an outcome too."""

    def close(self) -> None:
        """Let go of the connection."""
