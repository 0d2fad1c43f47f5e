"""What one member asks, in bits of the lexicon: worked out once, then put to every coach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.matching.domain.eligibility import ANYWHERE, FACE_TO_FACE, PLACES, Limits
from services.matching.domain.exposure import Seen
from services.matching.domain.people import Member
from services.matching.domain.profile import Profile
from services.matching.domain.ranking import AGES, LIVED, NEAR, SPIRITUALITY, STILL_FINDING
from services.matching.domain.vocabulary import Code
from services.matching.domain.weights import COUNTS_ONLY_WHEN_ASKED, DEFAULT, Weights
from services.matching.index.lexicon import SILENT, Lexicon


@dataclass(frozen=True, kw_only=True)
class Question:
    """`seen`: whom other people's lists showed lately."""

    member: Member
    limits: Limits
    now: datetime
    ready_from: datetime
    seed: str
    weights: Weights = DEFAULT
    seen: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def counted_from(self) -> datetime:
        return max(self.now, self.ready_from)


class Bits:
    """One member's codes by what they are asked for. `possible`: whether anybody could have all that is required."""

    def __init__(self, member: Member, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        profile, wants = member.profile, member.preferences
        self.used = self._by_facet(profile.used)
        self.languages = self._any_way("languages", profile.languages)
        self.modalities = self._any_way("modality", profile.modalities)
        self.near, self.face_to_face = self._near(profile)
        self.required, self.possible = lexicon.asked(wants.required)
        self.avoided = self.of(wants.avoided)
        self.preferred = self.of(wants.preferred)
        self.most_important = self.of([wants.most_important]) if wants.most_important else 0
        self.nearly = self._nearly(wants.most_important)
        self.wanted = [code for code in profile.used if code.facet == "outlook" and code != SPIRITUALITY]
        self.unwanted = [code for code in profile.not_for_me if code.facet == "outlook"]
        self.spirituality = self.of([SPIRITUALITY]) & self.used.get("outlook", 0)
        self.is_still_finding = STILL_FINDING in profile.used
        self.pathway = self.used["pathway"] | self.of([STILL_FINDING]) if "pathway" in self.used else 0
        self.lived = self._lived()
        self.next_age = self._next_to(self.used.get("age_band", 0))
        self.traits = self.of(profile.traits)

    def of(self, codes: Iterable[Code]) -> int:
        return self._lexicon.asked(codes)[0]

    def _by_facet(self, codes: Iterable[Code]) -> dict[str, int]:
        found: dict[str, int] = {}
        for code in codes:
            found[code.facet] = found.get(code.facet, 0) | self.of([code])
        return found

    def _any_way(self, facet: str, said: frozenset[str]) -> int:
        """These, or a coach who never said."""
        return self.of([SILENT[facet], *(Code(facet, each) for each in said)]) if said else 0

    def _near(self, profile: Profile) -> tuple[int, int]:
        """What makes a coach near enough, or nearness no question; and the ways for which it would be one."""
        places, ways = profile.used_in(PLACES), profile.modalities
        if not places or places & ANYWHERE or not ways & FACE_TO_FACE:
            return 0, 0
        apart, close = ([Code("modality", way) for way in each] for each in (ways - FACE_TO_FACE, ways & FACE_TO_FACE))
        return self.of([*places, *ANYWHERE, SILENT[PLACES], SILENT["modality"], *apart]), self.of(close)

    def _nearly(self, wish: Code | None) -> int:
        """The next age band, or what the two share under the same heading."""
        if wish is None:
            return 0
        near = self._next_to(self.most_important) if wish.facet == "age_band" else 0
        return near | (self.used.get(wish.facet, 0) if wish.facet in NEAR else 0)

    def _lived(self) -> int:
        found = 0
        for facet in LIVED:
            found |= self.used.get(facet, 0)
        return found & ~self.of(Code("circumstances", code) for code in COUNTS_ONLY_WHEN_ASKED)

    def _next_to(self, bands: int) -> int:
        ages = [self.of([Code("age_band", age)]) for age in AGES] if bands else []
        pairs = list(zip(ages, ages[1:], strict=False))
        return sum(high for low, high in pairs if low & bands) | sum(low for low, high in pairs if high & bands)
