"""An organisation's identity provider (OpenID Connect): what it is asked, and what it says of who comes back."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from shared.kernel.settings import OpenId


class NotProven(Exception):
    """What came back does not show who it is. Why, is for nobody at the door."""


@dataclass(frozen=True)
class Asked:
    """What only this browser's question has: made from the secret in its cookie, and kept nowhere."""

    secret: str

    @property
    def state(self) -> str:
        return self._made("state")

    @property
    def nonce(self) -> str:
        return self._made("nonce")

    @property
    def verifier(self) -> str:
        return self._made("verifier")

    def _made(self, what: str) -> str:
        return hmac.new(self.secret.encode(), f"openid {what}".encode(), "sha256").hexdigest()


@dataclass(frozen=True)
class Said:
    """`name`: the provider's own for this person, which never changes. `email` only where it has verified it."""

    name: str
    email: str | None
    two_factors: bool


class Provider(Protocol):
    told: OpenId

    def way_there(self, asked: Asked) -> str:
        """Where to send the browser that asks."""
        ...

    def said(self, code: str, asked: Asked, *, now: datetime) -> Said:
        """Asked for with the code that the browser brought. NotProven, or Away, when it does not hold."""
        ...


@cache
def provider_of(told: OpenId, back_to: str) -> Provider:
    """One a process: it remembers what it has read. What speaks to it is loaded only where there is one."""
    from services.portal.clients.openid_provider import OpenIdProvider

    return OpenIdProvider(told, back_to=back_to)
