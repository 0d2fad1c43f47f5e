"""Which bit stands for which code. Bits are given out once and never move, so that columns stay readable."""

from collections.abc import Iterable, Sequence
from copy import copy

import numpy as np

from services.matching.domain.eligibility import PLACES
from services.matching.domain.vocabulary import UNCOUNTED, Code, Vocabulary

WORD = 64
SILENT = {facet: Code(facet, "") for facet in ("languages", "modality", PLACES)}
Words = np.ndarray


class Lexicon:
    """Ways to talk and meet, and where, share the first word, for everybody is asked about them; the rest follows.

    Grows by whole words as an organisation's own codes and rarer languages turn up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        known = [code for code in vocabulary.meanings if code.code not in UNCOUNTED]
        self._codes = [*SILENT.values(), *sorted(known, key=lambda code: code.facet not in SILENT)]
        self._bits = {code: number for number, code in enumerate(self._codes)}

    def copy(self) -> "Lexicon":
        """For new columns: whoever reads the old ones keeps theirs."""
        other = copy(self)
        other._codes, other._bits = list(self._codes), dict(self._bits)
        return other

    @property
    def words(self) -> int:
        return -(-len(self._codes) // WORD)

    def bit(self, code: Code) -> int:
        """Known from now on."""
        if code not in self._bits:
            self._bits[code] = len(self._codes)
            self._codes.append(code)
        return 1 << self._bits[code]

    def bits(self, codes: Iterable[Code]) -> int:
        found = 0
        for code in codes:
            found |= self.bit(code)
        return found

    def asked(self, codes: Iterable[Code]) -> tuple[int, bool]:
        """For a question: the bits of these, and whether anybody could have them all. Nothing is learnt from it."""
        found, possible = 0, True
        for code in codes:
            bit = self._bits.get(code)
            if bit is None:
                possible = False
            else:
                found |= 1 << bit
        return found, possible

    def codes(self, bits: int) -> list[Code]:
        return [code for number, code in enumerate(self._codes) if bits >> number & 1 and code.code]


def in_words(rows: Sequence[int], words: int) -> Words:
    """One row a word, one column a coach: what is looked at together lies together."""
    joined = b"".join(bits.to_bytes(words * 8, "little") for bits in rows)
    return np.ascontiguousarray(np.frombuffer(joined, "<u8").reshape(len(rows), words).T)


def masks(bits: int, words: int) -> list[tuple[int, np.uint64]]:
    """Only the words in which anything is asked."""
    found = []
    for word in range(words):
        if part := bits >> word * WORD & _WHOLE:
            found.append((word, np.uint64(part)))
    return found


_WHOLE = (1 << WORD) - 1
