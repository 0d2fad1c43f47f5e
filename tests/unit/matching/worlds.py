"""Small invented worlds, many of them: one member, some coaches, and everything that could come between."""

from datetime import date, timedelta
from random import Random

from services.matching.domain.credentials import ROLES
from services.matching.domain.eligibility import Limits
from services.matching.domain.exposure import Seen
from services.matching.domain.openings import Openings
from services.matching.domain.people import Coach, Credential, Member
from services.matching.domain.preferences import Preferences
from services.matching.domain.profile import Profile
from services.matching.domain.vocabulary import Code
from services.matching.domain.weights import DEFAULT, Weights
from services.matching.index.asking import Question
from services.matching.index.columns import Columns, columns_of
from services.matching.index.facts import Reader
from services.matching.index.hours import first_word
from services.matching.index.lexicon import Lexicon
from tests.unit.matching.crowd import NOON, VOCABULARY

OWN = [Code("ours", f"code_{n}") for n in range(90)]
CODES = sorted(code for code in VOCABULARY.meanings if code.facet not in ("languages", "modality", "age_band"))
AREAS = [Code("areas", f"own_town_{n}") for n in range(3)] + [Code("areas", "can_travel")]
AGES = sorted(code for code in VOCABULARY.meanings if code.facet == "age_band")
TONGUES, WAYS = ("en", "es", "ase", "xh"), ("phone", "video", "in_person")
QUARTER_OF_AN_HOUR = timedelta(minutes=15)
WEIGHTS = (DEFAULT, Weights(version="ours", most_important=35, wishes=(8, 6, 1), outlook=6.5, family_life=8.5))


def some(chance: Random, things, most):
    return frozenset(chance.sample(sorted(things), chance.randint(0, most)))


def a_profile(chance, codes):
    used = some(chance, codes, min(8, len(codes))) | some(chance, AGES, 1) | some(chance, AREAS, 2)
    against = some(chance, [code for code in CODES if code.facet == "outlook" and code not in used], 2)
    meets = frozenset(["in_person"]) if chance.random() < 0.3 else ways(chance, WAYS)
    return Profile(used, frozenset(), against, ways(chance, TONGUES), meets)


def ways(chance, things):
    return some(chance, things, 3) if chance.random() < 0.5 else frozenset()


def wishes(chance, codes, *, required=1):
    picked = chance.sample(codes, 6)
    return Preferences(
        required=tuple(picked[: required * (chance.random() < 0.3)]),
        preferred=tuple(picked[2 : 2 + chance.randint(0, 3)]),
        avoided=tuple(picked[5:] if chance.random() < 0.3 else ()),
        most_important=picked[1] if chance.random() < 0.6 else None,
    )


def a_coach(chance, id, codes):
    bits = sum(1 << chance.randrange(2688) for _ in range(chance.choice((1, 3, 40))))
    told = NOON + chance.randint(-400, 96) * QUARTER_OF_AN_HOUR
    notice = timedelta(minutes=chance.choice((0, 20, 120, 1440)))
    return Coach(
        id=id,
        profile=a_profile(chance, codes),
        preferences=wishes(chance, codes, required=0) if chance.random() < 0.4 else Preferences(),
        active=chance.random() < 0.95,
        accepting=chance.random() < 0.9,
        capacity=chance.choice((0, 0.5, 3, 20, 20, 20)),
        load=chance.choice((0, 0.25, 1, 2, 2.3, 19.5)),
        credentials=tuple(a_paper(chance) for _ in range(chance.randint(0, 2))),
        role=chance.choice(ROLES),
        openings=Openings(told, bits, notice) if chance.random() < 0.8 else None,
        shown_lately=chance.choice((0, 0, 1, 7)),
        last_shown=NOON - timedelta(hours=chance.randint(0, 200)),
    )


def a_paper(chance):
    return Credential(chance.choice(("cprs", "driving")), chance.choice((None, date(2026, 11, 20), date(2027, 1, 1))))


def a_world(number, *, most=14):
    """The same number, the same world."""
    chance = Random(number)
    pool = chance.sample(CODES + OWN, chance.choice((8, 20, 90)))
    coaches = [a_coach(chance, f"coach {n:02}", pool) for n in range(chance.randint(1, most))]
    member = Member(id="ada", profile=a_profile(chance, pool), preferences=wishes(chance, pool))
    limits = Limits(
        today=date(2026, 11, 23),
        weight=chance.choice((0.25, 1.0)),
        apart=frozenset(coach.id for coach in coaches if chance.random() < 0.1),
        credentials=frozenset(["cprs"] if chance.random() < 0.2 else []),
        by_role=frozenset((role, "driving") for role in ROLES if chance.random() < 0.1),
    )
    return question(member, coaches, limits, chance), coaches


def question(member, coaches, limits, chance):
    return Question(
        member=member,
        limits=limits,
        now=NOON + timedelta(minutes=chance.randint(0, 3000)),
        ready_from=NOON + timedelta(minutes=chance.choice((-1000, 0, 3007, 20000))),
        seed=str(chance.random()),
        weights=chance.choice(WEIGHTS),
        seen={coach.id: Seen(coach.shown_lately, coach.last_shown) for coach in coaches if coach.shown_lately},
    )


def in_columns(coaches, *, begins=None) -> Columns:
    lexicon = Lexicon(VOCABULARY)
    facts = [Reader(VOCABULARY, lexicon).of(coach) for coach in coaches]
    return columns_of(facts, lexicon=lexicon, begins=first_word(NOON - timedelta(days=1)) if begins is None else begins)
