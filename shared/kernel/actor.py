from collections.abc import Collection
from dataclasses import dataclass, field

STAFF = frozenset({"intake", "supervisor", "admin"})
OVERSEE = ("supervisor", "admin")
ROLES = frozenset({"member", "coach", "partner", "service"}) | STAFF


@dataclass(frozen=True)
class Actor:
    """Who asks, as what, and for which organisation. `scope` narrows a token to one deed on one thing.

    `credential`: by which visit, or else which token, they came in. If one is stolen, the audit says what it opened.
    """

    person: str
    role: str
    organisation: str
    scope: str | None = None
    credential: str | None = field(default=None, compare=False)

    def is_among(self, people: Collection[str]) -> bool:
        return self.role == "service" or self.person in people

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF
