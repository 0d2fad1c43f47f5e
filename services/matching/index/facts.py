"""What of a coach goes into columns, read straight from what they said: the same as reading their portrait, sooner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from services.matching.domain.credentials import ROLES, USUAL_ROLE
from services.matching.domain.eligibility import PLACES
from services.matching.domain.faults import Faults
from services.matching.domain.lots import mark
from services.matching.domain.people import Coach
from services.matching.domain.preferences import read_preferences
from services.matching.domain.profile import Stated
from services.matching.domain.ranking import room_share
from services.matching.domain.vocabulary import UNCOUNTED, Code, Vocabulary, primary
from services.matching.index.hours import Told, told_of
from services.matching.index.lexicon import SILENT, Lexicon

FOR_GOOD = date.max.toordinal()
NO_WISHES = (0, 0)
Papers = Mapping[str, int]


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
    papers: Papers
    told: Told | None


@dataclass(frozen=True)
class Reader:
    """Many say the same: what a heading and its codes come to is worked out once."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    _known: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)
    _headings: dict[tuple[str, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def read(
        self,
        document: Mapping[str, Any],
        *,
        id: str,
        state: str,
        accepting: bool,
        capacity: float,
        language: str,
        load: float,
        told: Told | None,
    ) -> Facts:
        """`document` is what was sealed, the rest what was not."""
        wary_of, hopes = self._wishes(document)
        room = capacity - load
        return Facts(
            id,
            mark(id),
            self._used(document) | self._ways(document, language),
            self._stated(document.get("not_for_me")),
            wary_of,
            hopes,
            state == "active" and accepting,
            room,
            room_share(capacity, room),
            self._papers(document),
            told,
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
            room_share=room_share(coach.capacity, coach.room),
            papers=_latest((held.kind, held.expires_on) for held in coach.credentials) | exempt(coach.role),
            told=told_of(coach.openings) if coach.openings else None,
        )

    def _used(self, document: Mapping[str, Any]) -> int:
        stated = self._stated(document.get("profile"))
        return stated & self._stated(document["used"]) if document.get("used") is not None else stated

    def _stated(self, stated: Stated | None) -> int:
        found, known = 0, self._headings
        for facet, codes in (stated or {}).items():
            said = (facet, *codes)
            try:
                found |= known[said]
            except KeyError:
                found |= self._learnt(said)
        return found

    def _learnt(self, said: tuple[str, ...]) -> int:
        """Own words and "rather not say" are never counted; languages count as ways to talk."""
        facet, *codes = said
        counted = [Code(facet, code) for code in codes if code not in UNCOUNTED and facet != "languages"]
        self._headings[said] = bits = self.lexicon.bits(counted)
        return bits

    def _ways(self, document: Mapping[str, Any], language: str) -> int:
        """How and where: whoever did not say is not kept from anybody by it."""
        stated = document.get("profile") or {}
        tags = (*(stated.get("languages") or ()), document.get("language") or language)
        ways, where = tuple(document.get("modalities") or ()), _said_where(document) if PLACES in stated else ()
        known = self._known.get(said := (tags, ways, where))
        return known if known is not None else self._ways_learnt(said)

    def _ways_learnt(self, said: tuple[tuple[str, ...], ...]) -> int:
        tags, ways, where = said
        talked = [Code("languages", primary(tag)) for tag in tags if tag and tag not in UNCOUNTED]
        found = {"languages": talked, "modality": [Code("modality", way) for way in ways], PLACES: where}
        silent = [SILENT[name] for name, each in found.items() if not each]
        self._known[said] = bits = self.lexicon.bits([*talked, *found["modality"], *silent])
        return bits

    def _papers(self, document: Mapping[str, Any]) -> Papers:
        held = tuple([(one["kind"], one.get("expires_on")) for one in document.get("credentials") or ()])
        known: Papers | None = self._known.get(said := (document.get("role") or USUAL_ROLE, held))
        return known if known is not None else self._papers_learnt(said)

    def _papers_learnt(self, said: tuple[str, tuple[tuple[str, str | None], ...]]) -> Papers:
        dated = ((kind, date.fromisoformat(until) if until else None) for kind, until in said[1])
        self._known[said] = papers = _latest(dated) | exempt(said[0])
        return papers

    def _wishes(self, document: Mapping[str, Any]) -> tuple[int, int]:
        asked, most = document.get("preferences"), document.get("most_important")
        if not asked and not most:
            return NO_WISHES
        told = tuple([(one["facet"], one["code"], one["strength"]) for one in asked or ()])
        known: tuple[int, int] | None = self._known.get(
            said := ("wishes", told, most and (most["facet"], most["code"]))
        )
        return known or self._wishes_learnt(said, document)

    def _wishes_learnt(self, said: tuple[Any, ...], document: Mapping[str, Any]) -> tuple[int, int]:
        wants = read_preferences(self.vocabulary, document, Faults(), of_coach=True)
        bits = self.lexicon.bits
        self._known[said] = found = (bits(wants.avoided), bits(wants.wishes))
        return found


def _said_where(document: Mapping[str, Any]) -> tuple[str, ...]:
    """As far as it may be used."""
    stated, used = document["profile"][PLACES] or (), document.get("used")
    may = stated if used is None else used.get(PLACES) or ()
    return tuple(code for code in stated if code in may and code not in UNCOUNTED)


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


def _ways_of(profile) -> tuple[tuple[str, frozenset[Any]], ...]:
    return (("languages", profile.languages), ("modality", profile.modalities), (PLACES, profile.used_in(PLACES)))
