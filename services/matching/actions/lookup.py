"""Is this somebody we know already? We say who it may be; a person looks and decides."""

from typing import NamedTuple

from services.matching.domain.likeness import CLOSENESS
from services.matching.domain.person import Person
from services.matching.store import names, people, referrals
from shared.kernel.errors import Invalid

AT_MOST = 20
AT_ONCE = 200
SOMETHING = "Please give a name or a number to look for."


class Likely(NamedTuple):
    """`likeness`: number (the same), whole (the same words), word (one of them, or its short form), sound (alike)."""

    person: Person
    likeness: str
    is_waiting: bool


def who_may_it_be(tx, *, display_name: str | None = None, external_id: str | None = None) -> list[Likely]:
    """The likeliest first, each noted in what they can read of who looked for them."""
    if not display_name and not external_id:
        raise Invalid(SOMETHING, errors={"display_name": [SOMETHING]})
    found = names.alike(tx, display_name) if display_name else {}
    for person in people.coaches_page(tx, external_id=external_id, cursor=None, limit=1)[0] if external_id else ():
        found.setdefault(person.id, set()).add("number")
    nearest = sorted(found, key=lambda id: (_closeness(found[id]), id))[:AT_MOST]
    known = {person.id: person for person in people.those(tx, nearest) if not person.is_erased}
    return [_likely(tx, known[id], found[id]) for id in nearest if id in known]


def mark_names(tx) -> int:
    """For people kept before names were marked."""
    unmarked = list(names.not_marked_yet(tx, limit=AT_ONCE))
    for person in unmarked:
        names.mark(tx, person)
    return len(unmarked)


def _closeness(kinds: set[str]) -> tuple[int, int]:
    return min(CLOSENESS.index(kind) for kind in kinds), -len(kinds)


def _likely(tx, person: Person, kinds: set[str]) -> Likely:
    tx.audit("possible_duplicate", person_id=person.id)
    return Likely(person, min(kinds, key=CLOSENESS.index), referrals.open_of(tx, person.id) is not None)
