"""Who could walk with this person at all: filter first, over whole columns. The same limits as domain.eligibility."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from services.matching.domain.eligibility import NOT_AVAILABLE, ORDER, Constraint, NotShown
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.facts import not_in
from services.matching.index.lexicon import masks


def eligible(columns: Columns, question: Question, bits: Bits) -> np.ndarray:
    """The places of all who keep every limit."""
    limits = question.limits
    if not bits.possible:
        return np.empty(0, np.intp)
    may = columns.free >= limits.weight
    _keep_wishes(may, columns, bits.required, bits.avoided)
    for asked in (bits.languages, bits.modalities, bits.near):
        if asked:
            may &= has_any(columns.traits, asked)
    for held in _papers_asked_for(columns, question):
        may &= held
    may[columns.places({question.member.id, *limits.apart})] = False
    at = np.flatnonzero(may)
    return at[~has_any(columns.wary_of[:, at], bits.traits)] if columns.wary else at


def _keep_wishes(may: np.ndarray, columns: Columns, required: int, avoided: int) -> None:
    """What must be there and what must not, in one look at each word."""
    need = dict(masks(required, len(columns.traits)))
    for word, mask in masks(required | avoided, len(columns.traits)):
        may &= (columns.traits[word] & mask) == need.get(word, 0)


def has_any(rows: np.ndarray, bits: int) -> np.ndarray:
    """Whose bits meet these anywhere."""
    found = [(rows[word] & mask) != 0 for word, mask in masks(bits, len(rows))]
    return either(found, rows.shape[1])


def either(found: list[np.ndarray], of: int) -> np.ndarray:
    """Any of these; none at all holds for nobody."""
    if not found:
        return np.zeros(of, bool)
    return found[0] if len(found) == 1 else np.logical_or.reduce(found)


def not_shown(columns: Columns, question: Question) -> list[NotShown]:
    """Why coaches are not shown: how many each limit keeps out, and how many letting go of it alone would open.

    What is folded into "not available" is nobody's to let go of: it opens nothing.
    """
    broken, times = {}, np.zeros(len(columns), np.uint8)
    for constraint, breaks in _limits(columns, question):
        if breaks.any():
            broken[constraint] = breaks
            times += breaks
    count = Counter({constraint: int(breaks.sum()) for constraint, breaks in broken.items()})
    alone = Counter({constraint: int((breaks & (times == 1)).sum()) for constraint, breaks in broken.items()})
    alone[NOT_AVAILABLE] = 0
    ordered = sorted(count, key=lambda found: (ORDER.index(found.name), found.about or ()))
    return [NotShown(found, count[found], alone[found]) for found in ordered]


def _limits(columns: Columns, question: Question) -> Iterator[tuple[Constraint, np.ndarray]]:
    bits, limits, wants = Bits(question.member, columns.lexicon), question.limits, question.member.preferences
    for code in set(wants.required):
        yield Constraint("required", code), ~has_any(columns.traits, bits.of([code]))
    for code in set(wants.avoided):
        yield Constraint("avoided", code), has_any(columns.traits, bits.of([code]))
    for name, asked in (("language", bits.languages), ("modality", bits.modalities)):
        if asked:
            yield Constraint(name), ~has_any(columns.traits, asked)
    if bits.near:
        far = ~has_any(columns.traits, bits.near)
        yield Constraint("distance"), far & has_any(columns.traits, bits.face_to_face)
    yield Constraint("capacity"), columns.room < limits.weight
    yield Constraint("credentials"), ~_has_papers(columns, question)
    yield NOT_AVAILABLE, _is_away(columns, question, bits.traits)


def _has_papers(columns: Columns, question: Question) -> np.ndarray:
    held = list(_papers_asked_for(columns, question))
    return np.logical_and.reduce(held) if held else np.ones(len(columns), bool)


def _papers_asked_for(columns: Columns, question: Question) -> Iterator[np.ndarray]:
    """Who holds each paper that is asked for, or is in a role of which it is not asked."""
    nobody, today = np.zeros(len(columns), np.int32), question.limits.today.toordinal()
    for kind in question.limits.credentials:
        yield columns.papers.get(kind, nobody) >= today
    for role, kind in question.limits.by_role:
        yield (columns.papers.get(kind, nobody) >= today) | (columns.papers.get(not_in(role), nobody) >= today)


def _is_away(columns: Columns, question: Question, traits: int) -> np.ndarray:
    away = ~columns.is_open | has_any(columns.wary_of, traits)
    away[columns.places({question.member.id, *question.limits.apart})] = True
    return away
