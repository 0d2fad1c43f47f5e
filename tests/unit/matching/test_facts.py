"""What is read straight into columns is what the portrait says."""

import json

from hypothesis import given
from hypothesis import strategies as st

from services.matching.actions.portraits import coach_of
from services.matching.domain.credentials import ROLES
from services.matching.domain.person import Person
from services.matching.index.facts import Reader, as_said
from services.matching.index.lexicon import Lexicon
from shared.kernel.ids import new_id
from tests.unit.matching.crowd import VOCABULARY

READER = Reader(VOCABULARY, Lexicon(VOCABULARY))
PLAIN = {"id": new_id(), "language": "en", "state": "active", "accepting": True, "capacity": 5.0, "load": 0.0}
BY_FACET: dict[str, list[str]] = {}
for facet, code in VOCABULARY.meanings:
    BY_FACET.setdefault(facet, []).append(code)
FACETS = sorted(set(BY_FACET) - {"modality"})
WORDS = ("self_described", "prefer_not_to_say")

stated = st.dictionaries(st.sampled_from(FACETS), st.just(None), max_size=5).flatmap(
    lambda chosen: st.fixed_dictionaries(
        {facet: st.lists(st.sampled_from([*BY_FACET[facet], *WORDS]), max_size=4) for facet in chosen}
    )
)
wish = st.sampled_from([(facet, code) for facet in FACETS for code in BY_FACET[facet]]).map(
    lambda code: {"facet": code[0], "code": code[1]}
)
wishes = st.lists(st.tuples(wish, st.sampled_from(["preferred", "avoided"])), max_size=4).map(
    lambda said: [{**one, "strength": strength} for one, strength in said]
)
papers = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["cprs", "driving"])},
        optional={"expires_on": st.sampled_from(["2026-01-01", "2027-03-09", None])},
    ),
    max_size=3,
)
documents = st.fixed_dictionaries(
    {"profile": stated | st.none()},
    optional={
        "used": stated | st.none(),
        "shown": stated,
        "not_for_me": stated,
        "language": st.sampled_from(["en", "es-MX"]),
        "modalities": st.lists(st.sampled_from(["phone", "video"]), max_size=2),
        "preferences": wishes,
        "most_important": wish | st.none(),
        "credentials": papers,
        "role": st.sampled_from(ROLES) | st.none(),
    },
)


@given(documents, st.booleans(), st.booleans(), st.sampled_from([0.0, 0.3, 20.0]), st.sampled_from([0.0, 0.1, 19.0]))
def test_reading_straight_into_columns_says_what_the_portrait_says(document, active, accepting, capacity, load):
    state = "active" if active else "paused"
    plain = {"id": new_id(), "language": "ht", "state": state, "accepting": accepting, "capacity": capacity}
    person = Person(document=document, time_zone="America/New_York", is_coach=True, **plain)
    reader = Reader(VOCABULARY, Lexicon(VOCABULARY))
    straight = reader.read(as_said(json.dumps(document).encode()), **plain, load=load, told=None)
    assert straight == reader.of(coach_of(person, None, load))


def test_of_a_record_that_is_not_as_it_should_be_what_fits_counts():
    health = {"health": ["grief"]}
    fits = {"profile": health, "not_for_me": health, "modalities": ["phone"]}
    odd = {"profile": health | {"pathway": None}, "not_for_me": health | {"gender": [None]}, "modalities": ["phone"]}
    odd |= {"credentials": [{"kind": None}], "preferences": "none"}
    one, other = (READER.read(as_said(json.dumps(said).encode()), **PLAIN, told=None) for said in (fits, odd))
    assert one == other
