"""What a person agreed to, and what it covers. Anything it does not cover is not told outside: it fails closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.matching.domain.transitions import moved

MOVES = {("active", "revoke"): "revoked", ("active", "end"): "ended"}
INSIDE = "support"
TREATING = "treating_providers"
NOTHING_FOR = ("court", "central_registry")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody outside is to be told something of somebody, for a reason."""

    person_id: str
    recipient_id: str
    recipient_kind: str
    purpose: str
    data_classes: tuple[str, ...]

    @property
    def is_for_nobody(self) -> bool:
        """Courts may send somebody, and hear nothing back; registries are not supported at all."""
        return self.recipient_kind in NOTHING_FOR


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One recipient, one purpose: so that a person can take back exactly what they mean to.

    `form` is what was signed, names included: it is kept sealed. `ends_with`: an event in place of a last day.
    """

    id: str
    person_id: str
    type: str
    purpose: str
    recipient_id: str
    recipient_kind: str
    data_classes: tuple[str, ...]
    signed_at: datetime
    signed_how: str
    recorded_at: datetime
    recorded_by: str
    expires_at: datetime | None = None
    ends_with: str | None = None
    state: str = "active"
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_how: str | None = None
    version: int = 1
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_inside(self) -> bool:
        """That we may support and contact somebody: whatever becomes of the others, this goes on."""
        return self.type == INSIDE

    def state_at(self, now: datetime) -> str:
        is_over = self.state == "active" and self.expires_at is not None and self.expires_at <= now
        return "expired" if is_over else self.state

    def covers(self, wish: Wish, *, now: datetime) -> bool:
        asked, agreed = set(wish.data_classes), set(self.data_classes)
        return (
            self.state_at(now) == "active"
            and not self.is_inside
            and self.person_id == wish.person_id
            and self.purpose == wish.purpose
            and bool(asked)
            and asked <= agreed
            and self._names(wish)
        )

    def revoke(self, *, now: datetime, by: str, how: str) -> "Consent":
        return self._over("revoke", now=now, by=by, how=how)

    def end(self, *, now: datetime, by: str) -> "Consent":
        """What it was to end with has happened."""
        return self._over("end", now=now, by=by, how=None)

    def _names(self, wish: Wish) -> bool:
        """This one by name; or, where a class was agreed to, anybody of that class."""
        is_class = self.recipient_kind == TREATING and wish.recipient_kind == TREATING
        return self.recipient_id == wish.recipient_id or is_class

    def _over(self, deed: str, *, now: datetime, by: str, how: str | None) -> "Consent":
        state = moved(MOVES, self.state_at(now), deed, "consent_over")
        return replace(self, state=state, ended_at=now, ended_by=by, ended_how=how, version=self.version + 1)


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """Not to this one, not for that, not this: what was left open means any. It stands above every consent."""

    id: str
    person_id: str
    recipient_id: str | None = None
    purpose: str | None = None
    data_class: str | None = None
    words: str | None = None
    made_at: datetime | None = None
    made_by: str | None = None

    def denies(self, wish: Wish) -> bool:
        return (
            self.recipient_id in (None, wish.recipient_id)
            and self.purpose in (None, wish.purpose)
            and (self.data_class is None or self.data_class in wish.data_classes)
        )


def covering(
    wish: Wish, consents: Collection[Consent], restrictions: Collection[Restriction], *, now: datetime
) -> Consent | None:
    """The consent under which this may be told, the newest first; None: it is not told."""
    if wish.is_for_nobody or any(one.denies(wish) for one in restrictions):
        return None
    found = [one for one in consents if one.covers(wish, now=now)]
    return max(found, key=lambda one: (one.signed_at, one.id), default=None)


def end_of_day(day: date, zone: str) -> datetime:
    """A last day is good to its end, where the person lives."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
