"""One row of the roster, as a coach."""

import re
from dataclasses import dataclass, field
from datetime import date

from services.portal.roster.hours import Proposal


@dataclass(frozen=True)
class Credential:
    """`kind`: certification or background_check. `expires_on` is known for certificates that say so."""

    kind: str
    name: str
    expires_on: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Coach:
    """What a row says, read. `codes` are never used nor shown until the coach agrees; `hours` are a proposal."""

    line: int
    employee_id: str | None
    email: str | None
    display_name: str
    first_name: str
    last_name: str
    phone: str | None = None
    phone_is_shared: bool = False
    pronouns: str | None = None
    status: str = "active"
    is_caller: bool = False
    languages: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    capacity: int | None = None
    current: int | None = None
    credentials: tuple[Credential, ...] = ()
    codes: dict[str, list[str]] = field(default_factory=dict)
    hours: Proposal = Proposal([], [])
    supervisor: str | None = None
    supervisor_line: int | None = None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip().casefold()

    @property
    def id_key(self) -> str | None:
        return key_of(self.employee_id) if self.employee_id else None


def key_of(employee_id: str) -> str:
    """0047 and 47 are one: a spreadsheet eats leading zeros. So are E-12 and e-12, and 12.0 and 12."""
    told = employee_id.strip().casefold()
    told = told.removesuffix(".0") if re.fullmatch(r"\d+\.0", told) else told
    return told.lstrip("0") or "0" if told.isdigit() else told
