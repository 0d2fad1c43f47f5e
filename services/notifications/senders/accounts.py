"""HOLDFAST_SMS_URL: who carries our texts, as whom, and how fast. Several, with spaces between: each after the other.

https://name:secret@gateway.example.org/texts?from=%2B15555550100       the plain gateway of docs/settings.md
twilio://account:token@api.twilio.com?from=%2B15555550100&per_minute=75&per_day=2000
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from services.notifications.domain.pace import Limits

SHAPES = {"https": "gateway", "http": "gateway", "twilio": "twilio", "twilio+http": "twilio"}
LOOPBACK = ("127.0.0.1", "::1", "localhost")
USUAL = Limits(per_minute=75, per_day=2000)
ASKED = ("from", "per_minute", "per_day")


class WrongAccount(ValueError):
    """HOLDFAST_SMS_URL cannot be read. Its words are fit to show; they do not repeat the secret."""


@dataclass(frozen=True)
class Account:
    """`url` without the secret. `provider` names it in stories and counts."""

    shape: str
    url: str
    name: str
    secret: str
    sender: str
    limits: Limits

    @property
    def provider(self) -> str:
        return f"{self.shape}:{self.sender}"[:40]


def accounts_of(urls: str | None) -> Sequence[Account]:
    return [account_at(url) for url in (urls or "").split()]


def account_at(url: str) -> Account:
    parts = urlsplit(url)
    if parts.scheme not in SHAPES or not parts.hostname:
        raise WrongAccount(f"HOLDFAST_SMS_URL begins with one of {', '.join(SHAPES)} and names a host.")
    is_plain = parts.scheme in ("http", "twilio+http")
    if is_plain and parts.hostname not in LOOPBACK:
        raise WrongAccount("HOLDFAST_SMS_URL: without TLS texts stay on this machine. Use https or twilio.")
    if not parts.username or not parts.password:
        raise WrongAccount("HOLDFAST_SMS_URL needs a name and a secret: https://name:secret@gateway.example.org")
    asked = _asked(parts.query)
    where = parts.netloc.rpartition("@")[2]
    return Account(
        shape=SHAPES[parts.scheme],
        url=f"{'http' if is_plain else 'https'}://{where}{parts.path}",
        name=unquote(parts.username),
        secret=unquote(parts.password),
        sender=asked["from"],
        limits=limits_of(asked, USUAL),
    )


def limits_of(asked: Mapping[str, str], usual: Limits) -> Limits:
    def number(name: str, otherwise: int | None) -> int | None:
        if name not in asked:
            return otherwise
        if not asked[name].isdigit() or not int(asked[name]):
            raise WrongAccount(f"{name} is a number above zero.")
        return int(asked[name])

    return Limits(number("per_minute", usual.per_minute), number("per_day", usual.per_day))


def _asked(query: str) -> dict[str, str]:
    asked = dict(parse_qsl(query))
    if unknown := set(asked) - set(ASKED):
        raise WrongAccount(f"HOLDFAST_SMS_URL: we know no {sorted(unknown)[0]}.")
    if not asked.get("from"):
        raise WrongAccount("HOLDFAST_SMS_URL says from which number: …?from=%2B15555550100")
    return asked
