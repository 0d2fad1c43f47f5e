"""What of a coach goes into columns, read straight from what they said: the same as reading their portrait, sooner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from services.matching.domain.credentials import ROLES, USUAL_ROLE
from services.matching.domain.faults import Faults
from services.matching.domain.lots import mark
from services.matching.domain.openings import Openings
from services.matching.domain.people import Coach
from services.matching.domain.preferences import read_preferences
from services.matching.domain.profile import Stated
from services.matching.domain.ranking import room_share
from services.matching.domain.vocabulary import UNCOUNTED, Code, Vocabulary, primary
from services.matching.index.lexicon import SILENT, Lexicon

FOR_GOOD = date.max.toordinal()


class Facts(NamedTuple):
    """`traits`, `against`, `wary_of` and `hopes` are bits of the lexicon; `papers` the last day of each credential."""

    id: str
    mark: int
    traits: int
    against: int
    wary_of: int
    hopes: int
    is_open: bool
    room: float
    room_share: int
    papers: Mapping[str, int]
    openings: Openings | None


@dataclass(frozen=True)
class Reader:
    vocabulary: Vocabulary
    lexicon: Lexicon

    def read(self, person: Mapping[str, Any], document: Mapping[str, Any], *, load: float, openings) -> Facts:
        """`person` has the columns that are not sealed, `document` what is."""
        wary_of, hopes = self._wishes(document)
        room = person["capacity"] - load
        bare = Coach(id=person["id"], capacity=person["capacity"], load=load)
        return Facts(
            id=person["id"],
            mark=mark(person["id"]),
            traits=self._used(document) | self._ways(document, person["language"]),
            against=self._stated(document.get("not_for_me")),
            wary_of=wary_of,
            hopes=hopes,
            is_open=person["state"] == "active" and person["accepting"],
            room=room,
            room_share=room_share(bare),
            papers=papers(document.get("credentials") or ()) | exempt(document.get("role") or USUAL_ROLE),
            openings=openings,
        )

    def of(self, coach: Coach) -> Facts:
        """From a portrait: what the rules are tried with."""
        bits = self.lexicon.bits
        profile, wants = coach.profile, coach.preferences
        silent = [SILENT[name] for name, said in _ways_of(profile) if not said]
        return Facts(
            id=coach.id,
            mark=mark(coach.id),
            traits=bits(profile.traits) | bits(silent),
            against=bits(profile.not_for_me),
            wary_of=bits(wants.avoided),
            hopes=bits(wants.wishes),
            is_open=coach.active and coach.accepting,
            room=coach.room,
            room_share=room_share(coach),
            papers=_latest((held.kind, held.expires_on) for held in coach.credentials) | exempt(coach.role),
            openings=coach.openings,
        )

    def _used(self, document) -> int:
        stated = self._stated(document.get("profile"))
        return stated & self._stated(document["used"]) if document.get("used") is not None else stated

    def _stated(self, stated: Stated | None) -> int:
        """Own words and "rather not say" are never counted; languages count as ways to talk."""
        found = 0
        for facet, codes in (stated or {}).items():
            if facet != "languages":
                for code in codes:
                    found |= self.lexicon.bit(Code(facet, code)) if code not in UNCOUNTED else 0
        return found

    def _ways(self, document, language: str) -> int:
        tags = [*((document.get("profile") or {}).get("languages") or ()), document.get("language") or language]
        talked = [Code("languages", primary(tag)) for tag in tags if tag and tag not in UNCOUNTED]
        met = [Code("modality", way) for way in document.get("modalities") or ()]
        silent = [SILENT[name] for name, said in (("languages", talked), ("modality", met)) if not said]
        return self.lexicon.bits([*talked, *met, *silent])

    def _wishes(self, document) -> tuple[int, int]:
        if not document.get("preferences") and not document.get("most_important"):
            return 0, 0
        wants = read_preferences(self.vocabulary, document, Faults(), of_coach=True)
        return self.lexicon.bits(wants.avoided), self.lexicon.bits(wants.wishes)


def papers(credentials: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    said = ((held["kind"], held.get("expires_on")) for held in credentials)
    return _latest((kind, date.fromisoformat(until) if until else None) for kind, until in said)


def exempt(role: str) -> dict[str, int]:
    """What is asked of another role alone is not asked of this one: kept like a paper that never ends."""
    return {not_in(other): FOR_GOOD for other in ROLES if other != role}


def not_in(role: str) -> str:
    return f"not {role}"


def _latest(held: Iterable[tuple[str, date | None]]) -> dict[str, int]:
    """Of two papers of one kind the one that lasts longer counts."""
    found: dict[str, int] = {}
    for kind, until in held:
        found[kind] = max(found.get(kind, 0), until.toordinal() if until else FOR_GOOD)
    return found


def _ways_of(profile) -> tuple[tuple[str, frozenset[str]], ...]:
    return (("languages", profile.languages), ("modality", profile.modalities))
