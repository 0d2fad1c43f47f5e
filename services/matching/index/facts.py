"""What of a coach goes into columns, read straight from what they said: the same as reading their portrait, sooner."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct, ValidationError, convert, json, to_builtins
from structlog import get_logger

from services.matching.domain.credentials import ROLES, USUAL_ROLE
from services.matching.domain.eligibility import PLACES
from services.matching.domain.faults import Faults
from services.matching.domain.lots import mark
from services.matching.domain.people import Coach
from services.matching.domain.preferences import read_preferences
from services.matching.domain.ranking import room_share
from services.matching.domain.vocabulary import UNCOUNTED, Code, Vocabulary, primary
from services.matching.index.hours import Told, told_of
from services.matching.index.lexicon import SILENT, Lexicon

FOR_GOOD = date.max.toordinal()
NO_WISHES = (0, 0)
Papers = Mapping[str, int]
Heading = tuple[str, tuple[str, ...]]


class Wish(Struct, frozen=True, gc=False):
    facet: str
    code: str
    strength: str = ""


class Paper(Struct, frozen=True, gc=False):
    kind: str
    expires_on: str | None = None


class Said(Struct, frozen=True, gc=False):
    """Of what a coach said only what counts here; their name and their words are passed over unread."""

    language: str | None = None
    modalities: tuple[str, ...] | None = None
    profile: dict[str, tuple[str, ...]] | None = None
    used: dict[str, tuple[str, ...]] | None = None
    not_for_me: dict[str, tuple[str, ...]] | None = None
    preferences: tuple[Wish, ...] | None = None
    most_important: Wish | None = None
    credentials: tuple[Paper, ...] | None = None
    role: str | None = None


NOTHING = Said()
AS_SAID = json.Decoder(Said).decode
log = get_logger()


def as_said(sealed: bytes) -> Said:
    """One record that is not as it should be keeps nobody from the others: of it counts what fits."""
    try:
        return AS_SAID(sealed)
    except ValidationError as error:
        log.warning("said_does_not_fit", where=str(error).rpartition(" - at ")[2])
        return _as_far_as_it_fits(json.decode(sealed))


def _as_far_as_it_fits(said: Any) -> Said:
    fits: dict[str, Any] = {}
    for name, form in Said.__annotations__.items() if isinstance(said, dict) else ():
        value = said.get(name)
        if name in ("profile", "used", "not_for_me") and isinstance(value, dict):
            value = {facet: _words(codes) for facet, codes in value.items()}
        with suppress(ValidationError):
            fits[name] = convert(value, form)
    return Said(**fits)


def _words(codes: Any) -> list[str]:
    return [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []


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
    _headings: dict[Heading, int] = field(default_factory=dict, repr=False, compare=False)

    def read(
        self,
        said: Said,
        *,
        id: str,
        state: str,
        accepting: bool,
        capacity: float,
        language: str,
        load: float,
        told: Told | None,
    ) -> Facts:
        """`said` is what was sealed, the rest what was not."""
        wary_of, hopes = self._wishes(said)
        room = capacity - load
        return Facts(
            id,
            mark(id),
            self._used(said) | self._ways(said, language),
            self._stated(said.not_for_me),
            wary_of,
            hopes,
            state == "active" and accepting,
            room,
            room_share(capacity, room),
            self._papers(said),
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

    def _used(self, said: Said) -> int:
        stated = self._stated(said.profile)
        return stated if said.used is None else stated & self._stated(said.used)

    def _stated(self, stated: Mapping[str, tuple[str, ...]] | None) -> int:
        found, known = 0, self._headings
        for heading in stated.items() if stated else ():
            try:
                found |= known[heading]
            except KeyError:
                found |= self._learnt(heading)
        return found

    def _learnt(self, heading: Heading) -> int:
        """Own words and "rather not say" are never counted; languages count as ways to talk."""
        facet, codes = heading
        counted = [Code(facet, code) for code in codes if code not in UNCOUNTED and facet != "languages"]
        self._headings[heading] = bits = self.lexicon.bits(counted)
        return bits

    def _ways(self, said: Said, language: str) -> int:
        """How and where: whoever did not say is not kept from anybody by it."""
        stated = said.profile or {}
        told = (
            stated.get("languages"),
            said.language or language,
            said.modalities,
            _said_where(said) if PLACES in stated else (),
        )
        known = self._known.get(told)
        return known if known is not None else self._ways_learnt(told)

    def _ways_learnt(self, told: tuple[Any, ...]) -> int:
        tags, own, ways, where = told
        talked = [Code("languages", primary(tag)) for tag in (*(tags or ()), own) if tag and tag not in UNCOUNTED]
        found = {"languages": talked, "modality": [Code("modality", way) for way in ways or ()], PLACES: where}
        silent = [SILENT[name] for name, each in found.items() if not each]
        self._known[told] = bits = self.lexicon.bits([*talked, *found["modality"], *silent])
        return bits

    def _papers(self, said: Said) -> Papers:
        known: Papers | None = self._known.get(held := (said.role, said.credentials))
        return known if known is not None else self._papers_learnt(held)

    def _papers_learnt(self, held: tuple[str | None, tuple[Paper, ...] | None]) -> Papers:
        role, papers = held
        dated = ((each.kind, date.fromisoformat(each.expires_on) if each.expires_on else None) for each in papers or ())
        self._known[held] = latest = _latest(dated) | exempt(role or USUAL_ROLE)
        return latest

    def _wishes(self, said: Said) -> tuple[int, int]:
        if not said.preferences and not said.most_important:
            return NO_WISHES
        known: tuple[int, int] | None = self._known.get(asked := ("wishes", said.preferences, said.most_important))
        return known or self._wishes_learnt(asked, said)

    def _wishes_learnt(self, asked: tuple[Any, ...], said: Said) -> tuple[int, int]:
        wants = read_preferences(self.vocabulary, to_builtins(said), Faults(), of_coach=True)
        bits = self.lexicon.bits
        self._known[asked] = found = (bits(wants.avoided), bits(wants.wishes))
        return found


def _said_where(said: Said) -> tuple[str, ...]:
    """As far as it may be used."""
    stated = (said.profile or {})[PLACES]
    may = stated if said.used is None else said.used.get(PLACES, ())
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
