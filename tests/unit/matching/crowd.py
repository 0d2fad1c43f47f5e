"""People for the rules of matching, invented one trait at a time."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.faults import Faults
from services.matching.domain.openings import Openings
from services.matching.domain.people import Coach, Member
from services.matching.domain.preferences import Preferences, read_preferences
from services.matching.domain.profile import Profile, read_profile
from services.matching.domain.vocabulary import Code

VOCABULARY = words_in_use()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIVED = sorted(code for code in VOCABULARY.meanings if code.facet not in ("languages", "modality", "age_band"))


def codes(*names):
    """codes("pathway.medication", "health.grief")"""
    return frozenset(Code(*name.split(".")) for name in names)


def profile(*names, shown=(), languages=("en",), modalities=(), not_for_me=()):
    return Profile(codes(*names), codes(*shown), codes(*not_for_me), frozenset(languages), frozenset(modalities))


def openings_in(hours, *, now=NOON):
    """Bookable from that many hours ahead, without notice."""
    return Openings(now, 1 << hours * 4, timedelta(0))


def read(document, *, of_coach=False):
    """A document as the door lets it in, read by the rules."""
    faults = Faults()
    found = (
        read_profile(VOCABULARY, document, faults),
        read_preferences(VOCABULARY, document, faults, of_coach=of_coach),
    )
    faults.refuse_if_any()
    return found


some_codes = st.frozensets(st.sampled_from(LIVED), max_size=8)


@st.composite
def profiles(draw):
    used = draw(some_codes)
    shown = frozenset(code for code in used if draw(st.booleans()))
    ways = st.frozensets(st.sampled_from(["phone", "video", "in_person"]), max_size=2)
    tongues = st.frozensets(st.sampled_from(["en", "es"]), min_size=1)
    return Profile(used, shown, frozenset(), draw(tongues), draw(ways))


@st.composite
def members(draw):
    most = draw(st.none() | st.sampled_from(LIVED))
    required, preferred, avoided = (draw(st.lists(st.sampled_from(LIVED), max_size=n)) for n in (1, 4, 1))
    wishes = Preferences(tuple(required), tuple(preferred), tuple(set(avoided) - {most}), most)
    return Member(id="ada", profile=draw(profiles()), preferences=wishes)


@st.composite
def coaches(draw, id="bo"):
    return Coach(
        id=id,
        profile=draw(profiles()),
        active=draw(st.booleans()),
        accepting=draw(st.booleans()),
        load=draw(st.sampled_from([0, 4, 19.5, 20])),
        openings=draw(st.none() | st.integers(0, 200).map(lambda hours: openings_in(hours))),
        shown_lately=draw(st.integers(0, 3)),
    )


def crowds():
    return st.integers(1, 6).flatmap(lambda n: st.tuples(*(coaches(id=f"coach {i}") for i in range(n))))
