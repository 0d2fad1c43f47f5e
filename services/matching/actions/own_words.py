from services.matching.actions.vocabulary import words_published
from services.matching.domain.faults import Faults
from services.matching.domain.not_collected import not_collected, said
from services.matching.domain.refusals import refusal
from services.matching.domain.vocabulary import UNCOUNTED
from services.matching.store import own_codes
from shared.contracts import vocabulary as published
from shared.kernel.errors import NotFound

OWN = "own_"
# Lists that a standard closes, or that answer one question with one word.
CLOSED = frozenset({"modality", "race_ethnicity", "age_band", "languages"})
OPEN = tuple(facet.facet for facet in published.FACETS if facet.facet not in CLOSED)


def add_code(tx, *, facet, code, label, private=False, offered=True, identity=False, maps=()) -> dict:
    """A word of their own, beside the published ones; told apart by how it begins, so that it never meets one of ours.

    What we do not collect is not collected under another name either.
    """
    code = code if code.startswith(OWN) else OWN + code
    _refuse_what_we_do_not_collect(code, label)
    meaning = {"en": label["en"], "es": label["es"], "private": private, "offered": offered, "identity": identity}
    if code.removeprefix(OWN) in UNCOUNTED or not own_codes.add(tx, facet=facet, code=code, maps=list(maps), **meaning):
        raise refusal("code_known", errors={"code": ["There is such a code already."]})
    tx.audit("add_code", purpose=code[:40])
    return words_published(tx)


def retire_code(tx, *, facet, code) -> dict:
    """Nobody is asked for it any more. Whoever said it of themselves, said it."""
    if own_codes.find(tx, facet=facet, code=code) is None:
        raise NotFound("We have no such code of your own.")
    if not own_codes.retire(tx, facet=facet, code=code):
        raise refusal("code_retired")
    return words_published(tx)


def _refuse_what_we_do_not_collect(code, label) -> None:
    faults = Faults()
    for field, words in (("code", code), ("label.en", label["en"]), ("label.es", label["es"])):
        if name := not_collected(words):
            faults.add(field, said(name, "es" if field == "label.es" else "en"))
    faults.refuse_if_any()
