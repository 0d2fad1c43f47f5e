"""The same question asked of PostgreSQL: one prepared statement, GIN for the limits, bit_count for the points."""

import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import psycopg

from deploy.engines.postgres import PostgresServer
from services.matching.domain.weights import thousandths
from services.matching.index.asking import Bits, Question
from services.matching.index.columns import Columns
from services.matching.index.hours import instant, quarter

WIDE, WEEK, WORDS = 128, 704, 11
TIMES, SHOWN = 60, 20
TABLE = f"""
CREATE UNLOGGED TABLE coaches (
    place int PRIMARY KEY, codes int[] NOT NULL, traits bit({WIDE}) NOT NULL, hopes bit({WIDE}) NOT NULL,
    starts bit({WEEK}) NOT NULL, is_open boolean NOT NULL, room float8 NOT NULL, room_share int NOT NULL,
    hoped int NOT NULL
)"""
ASK = f"""
SELECT place, (
    CASE WHEN bit_count(traits & %(most)s::bit({WIDE})) > 0 THEN 30000
         WHEN bit_count(traits & %(nearly)s::bit({WIDE})) > 0 THEN 15000 ELSE 0 END
    + (ARRAY[0, 8000, 16000, 20000])[1 + least(3, bit_count(traits & %(preferred)s::bit({WIDE})))::int]
    + CASE WHEN bit_count(starts & %(h24)s::bit({WEEK})) > 0 THEN 16000
           WHEN bit_count(starts & %(h48)s::bit({WEEK})) > 0 THEN 14000
           WHEN bit_count(starts & %(h72)s::bit({WEEK})) > 0 THEN 7000
           WHEN bit_count(starts & %(h168)s::bit({WEEK})) > 0 THEN 3000 ELSE 0 END
    + 9000 * bit_count(traits & %(outlook)s::bit({WIDE})) / %(said)s
    + CASE WHEN bit_count(traits & %(family)s::bit({WIDE})) > 0 THEN 6000 ELSE 0 END
    + CASE WHEN bit_count(traits & %(pathway)s::bit({WIDE})) > 0 THEN 5000 ELSE 0 END
    + CASE WHEN bit_count(traits & %(other)s::bit({WIDE})) > 0
           THEN (ARRAY[0, 3000, 5000])[1 + least(2, bit_count(traits & %(lived)s::bit({WIDE})))::int]
           WHEN bit_count(traits & %(lived)s::bit({WIDE})) > 0 THEN 2000 ELSE 0 END
    + CASE WHEN bit_count(traits & %(age)s::bit({WIDE})) > 0 THEN 2000
           WHEN bit_count(traits & %(next_age)s::bit({WIDE})) > 0 THEN 1000 ELSE 0 END
    + 2 * room_share + 1000
    ) * CASE WHEN hoped = 0 THEN 1000
             ELSE 850 + 150 * bit_count(hopes & %(all)s::bit({WIDE})) / hoped END AS score
FROM coaches
WHERE is_open AND room >= 1 AND codes @> %(required)s::int[] AND NOT codes && %(avoided)s::int[]
    AND codes && %(languages)s::int[] AND codes && %(modalities)s::int[]
ORDER BY score DESC, place LIMIT {SHOWN}"""


def ask_postgres(home: Path, columns: Columns, questions: dict[str, Question]) -> dict[str, dict[str, float]]:
    server = PostgresServer(home / "pg", durable=False)
    server.start()
    try:
        with psycopg.connect(server.make_database("floor"), autocommit=True) as connection:
            _fill(connection, columns)
            return {name: _asked(connection, columns, question) for name, question in questions.items()}
    finally:
        server.forget()


def _fill(connection: psycopg.Connection, columns: Columns) -> None:
    connection.execute(TABLE.encode())
    with connection.cursor().copy("COPY coaches FROM STDIN") as copy:
        for place in range(len(columns)):
            traits, hopes = columns.bits("traits", place), columns.bits("hopes", place)
            starts = int.from_bytes(columns.hours.starts[:WORDS, place].tobytes(), "little")
            room, share = float(columns.room[place]), int(columns.room_share[place])
            held = [_codes(traits), _bits(traits), _bits(hopes), f"{starts:0{WEEK}b}"]
            copy.write_row([place, *held, bool(columns.is_open[place]), room, share, int(columns.hoped[place])])
    connection.execute("CREATE INDEX ON coaches USING gin (codes)")
    connection.execute("VACUUM ANALYZE coaches")
    connection.execute("SET jit = off")


def _asked(connection: psycopg.Connection, columns: Columns, question: Question) -> dict[str, float]:
    wish, spent = _wish(columns, question), []
    for _ in range(TIMES):
        began = time.perf_counter()
        rows = connection.execute(ASK.encode(), wish, prepare=True).fetchall()
        spent.append((time.perf_counter() - began) * 1000)
    assert len(rows) == SHOWN
    p50, p95 = np.percentile(spent[5:], [50, 95])
    return {"p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2)}


def _wish(columns: Columns, question: Question) -> dict:
    bits = Bits(question.member, columns.lexicon)
    asked = {
        "most": bits.most_important,
        "nearly": bits.nearly,
        "preferred": bits.preferred,
        "outlook": bits.of(bits.wanted),
        "family": bits.used.get("family_life", 0),
        "pathway": bits.pathway,
        "lived": bits.lived,
        "other": bits.lived & ~bits.used.get("lived_with", 0),
        "age": bits.used.get("age_band", 0),
        "next_age": bits.next_age,
        "all": bits.traits,
    }
    limits = {name: _codes(getattr(bits, name)) for name in ("required", "avoided", "languages", "modalities")}
    spans = {f"h{hours}": f"{_within(columns, question, hours):0{WEEK}b}" for hours in (24, 48, 72, 168)}
    assert thousandths(question.weights.outlook) == 9000
    return {name: _bits(each) for name, each in asked.items()} | limits | spans | {"said": len(bits.wanted)}


def _within(columns: Columns, question: Question, hours: int) -> int:
    """All quarter hours from now until so many hours ahead."""
    first, last = (quarter(question.now + timedelta(hours=each)) - columns.hours.begins for each in (0, hours))
    assert instant(columns.hours.begins) <= question.now
    return (1 << min(last + 1, WEEK)) - (1 << first)


def _codes(bits: int) -> str:
    return "{" + ",".join(str(bit) for bit in range(bits.bit_length()) if bits >> bit & 1) + "}"


def _bits(bits: int) -> str:
    return f"{bits:0{WIDE}b}"
