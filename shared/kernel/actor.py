from collections.abc import Collection
from dataclasses import dataclass

STAFF = frozenset({"intake", "supervisor", "admin"})
ROLES = frozenset({"member", "coach", "partner", "service"}) | STAFF


@dataclass(frozen=True)
class Actor:
    """Who asks, as what, and for which organisation. `scope` narrows a token to one deed on one thing."""

    person: str
    role: str
    organisation: str
    scope: str | None = None

    def is_among(self, people: Collection[str]) -> bool:
        return self.role == "service" or self.person in people

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF
