"""The least that anybody does: to read who is sealed, and to rank in columns."""

import json
import sqlite3
from base64 import urlsafe_b64decode

import numpy as np
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns

EVERYBODY = """
SELECT people.id, wrapped, sealed, starts FROM people
JOIN person_keys ON person_keys.person_id = people.id JOIN availability ON availability.coach_id = people.id"""
WEEK_WORDS = 11  # 672 quarter hours
FEATURES = 40


class Floor:
    """Filter by bits, overlap of hours, forty numbers, the top of them: on the same columns, the same survivors."""

    def __init__(self, columns: Columns, asked: Question, *, shown: int) -> None:
        bits, whole = Bits(asked.member, columns.lexicon), (1 << 64) - 1
        self.low, self.high, self.free = columns.traits[0], columns.traits[1], columns.free
        self.need = [np.uint64(bits.required >> 64 * word & whole) for word in (0, 1)]
        self.look = [np.uint64((bits.required | bits.avoided) >> 64 * word & whole) for word in (0, 1)]
        self.ways = [
            [np.uint64(each >> 64 * word & whole) for word in (0, 1)] for each in (bits.languages, bits.modalities)
        ]
        self.hours = columns.hours.starts[:WEEK_WORDS]
        chance = np.random.default_rng(1)
        self.mine = chance.integers(0, 2**63, WEEK_WORDS, dtype=np.uint64)
        self.features = chance.random((len(columns), FEATURES), dtype=np.float32)
        self.points, self.shown = chance.random(FEATURES, dtype=np.float32), shown

    def top(self) -> np.ndarray:
        may = (self.low & self.look[0]) == self.need[0]
        if self.look[1]:
            may &= (self.high & self.look[1]) == self.need[1]
        for low, high in self.ways:
            met = (self.low & low) != 0
            may &= met | ((self.high & high) != 0) if high else met
        may &= self.free >= 1
        at = np.flatnonzero(may)
        overlap = np.zeros(len(at), np.uint16)
        for word in range(WEEK_WORDS):
            overlap += np.bitwise_count(self.hours[word][at] & self.mine[word])
        score = self.features[at] @ self.points + overlap
        first = np.argpartition(score, len(score) - self.shown)[-self.shown :]
        return at[first[np.argsort(-score[first])]]


def bare_reading(desk) -> None:
    """Fetch everybody, open their keys and what they said, and parse it with what Python has; nothing is made of it."""
    wrap = AESGCM(desk.sealer._own(desk.sealer.current))
    connection = sqlite3.connect(desk.engine.url.database)
    for id, wrapped, sealed, starts in connection.execute(EVERYBODY):
        key = _opened(wrap, wrapped.split(".")[2], f"person_keys:{id}")
        json.loads(_opened(AESGCM(key), sealed[3:], f"people.sealed:{id}"))
        urlsafe_b64decode(starts)
    connection.close()


def _opened(cipher: AESGCM, text: str, bound: str) -> bytes:
    raw = urlsafe_b64decode(text)
    return cipher.decrypt(raw[:12], raw[12:], bound.encode())
