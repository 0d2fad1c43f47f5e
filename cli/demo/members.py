"""The forty invented people, read from their table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.contracts.vocabulary import FACETS

TABLE = Path(__file__).with_name("people.txt")
FACET_OF = {term.code: facet.facet for facet in FACETS for term in facet}
STRENGTHS = {"!": "required", "+": "preferred", "-": "avoided"}


@dataclass(frozen=True)
class Someone:
    name: str
    urgency: str
    body: dict[str, Any]

    @property
    def language(self) -> str:
        return str(self.body["language"])


def everybody() -> list[Someone]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_someone(*(part.strip() for part in line.split("|"))) for line in lines]


def by_facet(codes: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(FACET_OF[code], []).append(code)
    return found


def _someone(name: str, language: str, pronouns: str, said: str, wishes: str, ways: str, urgency: str) -> Someone:
    wanted = [(STRENGTHS[wish[0]], wish[1:]) for wish in wishes.split()]
    body = {
        "display_name": name,
        "language": language,
        "time_zone": "America/New_York",
        "modalities": ways.split(),
        "profile": by_facet([pronouns, *said.split()]),
        "preferences": [{"facet": FACET_OF[code], "code": code, "strength": strength} for strength, code in wanted],
        "most_important": _most_important(wanted),
    }
    return Someone(name, urgency, {part: value for part, value in body.items() if value})


def _most_important(wanted: list[tuple[str, str]]) -> dict[str, str] | None:
    """The first thing preferred: what is required or avoided is kept anyway."""
    preferred = [code for strength, code in wanted if strength == "preferred"]
    return {"facet": FACET_OF[preferred[0]], "code": preferred[0]} if preferred else None
