from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.matching.domain.credentials import USUAL_ROLE
from services.matching.domain.faults import Faults
from services.matching.domain.standing import LEAVING, MOVES, REFUSED
from services.matching.domain.transitions import moved

CAPACITY = 20.0
GONE = ("ended", "died", "erased")
OF_COACHES = ("external_id", "accepting", "capacity", "welcome_per_week")
OF_MEMBERS = ("do_not_contact",)
WITHOUT = {
    "external_id": None,
    "accepting": True,
    "capacity": CAPACITY,
    "welcome_per_week": None,
    "do_not_contact": False,
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of this organisation. `document` is what they said, names included: it is kept sealed.

    `welcome_per_week`: the welcome conversations a coach lets us book into their hours without asking; None means ask.
    `reason` and `until`: why somebody is away, and when to look again.
    """

    id: str
    document: Mapping[str, Any]
    language: str
    time_zone: str
    is_member: bool = False
    is_coach: bool = False
    is_staff: bool = False
    state: str = "active"
    external_id: str | None = None
    accepting: bool = True
    capacity: float = CAPACITY
    welcome_per_week: int | None = None
    do_not_contact: bool = False
    reason: str | None = None
    until: datetime | None = None
    version: int = 1

    @property
    def kinds(self) -> list[str]:
        held = {"member": self.is_member, "coach": self.is_coach, "staff": self.is_staff}
        return [kind for kind, is_held in held.items() if is_held]

    @property
    def is_gone(self) -> bool:
        return self.state in GONE

    @property
    def is_erased(self) -> bool:
        return self.state == "erased"

    @property
    def name(self) -> str:
        return str(self.document.get("display_name") or "")

    @property
    def role(self) -> str:
        """Of a coach: whether they are staff, volunteer or only call."""
        return str(self.document.get("role") or USUAL_ROLE)

    @property
    def said(self) -> dict[str, Any]:
        """Everything the person, or whoever keeps their record, has told us."""
        kept = (*(OF_COACHES if self.is_coach else ()), *(OF_MEMBERS if self.is_member else ()))
        return {**self.document, **{name: getattr(self, name) for name in kept}}

    def move(self, deed: str, *, reason: str | None = None, until: datetime | None = None) -> "Person":
        state = moved(MOVES, self.state, deed, REFUSED[deed])
        return replace(self, state=state, reason=reason, until=until, version=self.version + 1)

    def is_leaving(self, *, at: datetime) -> "Person":
        """Takes nobody new; goes on with those they walk with until then."""
        moved(MOVES, self.state, "leave", REFUSED["leave"])
        return replace(self, accepting=False, reason=LEAVING, until=at, version=self.version + 1)

    def asked_for_silence(self) -> "Person":
        return replace(self, do_not_contact=True, version=self.version + 1)

    def erase(self, *, language: str, time_zone: str) -> "Person":
        """Nobody any more: an id, and that it was erased. Zone and language are the house's, to say something."""
        kept = {"id": self.id, "is_member": self.is_member, "is_coach": self.is_coach, "is_staff": self.is_staff}
        here = {"language": language, "time_zone": time_zone, "version": self.version + 1}
        gone = {"accepting": False, "capacity": 0.0, "do_not_contact": self.is_member}
        return Person(document={}, state="erased", **kept, **here, **gone)  # type: ignore[arg-type]

    def say(self, change: Mapping[str, Any], *, language: str, time_zone: str) -> "Person":
        """The same person after a merge patch; `language` and `time_zone` stand in where none is said."""
        said = merged(self.said, change)
        columns = {name: said.pop(name, without) for name, without in WITHOUT.items()}
        faults = Faults()
        if not said.get("display_name"):
            faults.add("display_name", "Please give a name to use.")
        faults.refuse_if_any()
        return replace(
            self,
            document=said,
            language=said.get("language", language),
            time_zone=said.get("time_zone", time_zone),
            version=self.version + 1,
            **columns | {"capacity": float(columns["capacity"])},
        )


def merged(document: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch (RFC 7396): null takes away, objects are merged, everything else is replaced."""
    result = dict(document)
    for name, value in change.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping):
            known = result.get(name)
            result[name] = merged(known if isinstance(known, Mapping) else {}, value)
        else:
            result[name] = value
    return result
