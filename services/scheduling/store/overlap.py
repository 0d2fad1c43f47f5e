"""Nobody is in two places at once: the database refuses it, whoever asks and however fast."""

import sqlalchemy as sa

NAME = "engagements_no_overlap"

SQLITE = """
CREATE TRIGGER {name}_{deed} BEFORE {deed} ON engagements WHEN EXISTS (
    SELECT 1 FROM engagements held
    WHERE held.person_id = NEW.person_id AND held.session_id <> NEW.session_id
    AND held.starts_at < NEW.ends_at AND NEW.starts_at < held.ends_at
) BEGIN SELECT RAISE(ABORT, '{name}'); END
"""

# A hash makes a range of one person, so that no btree_gist is needed; halved, it cannot run past a bigint.
POSTGRESQL = """
ALTER TABLE engagements ADD CONSTRAINT {name} EXCLUDE USING gist (
    int8range(hashtextextended(person_id, 0) / 2, hashtextextended(person_id, 0) / 2, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
)
"""


def refusals(dialect: str) -> list[str]:
    """What a migration runs after it has made, or remade, the table."""
    if dialect == "sqlite":
        return [SQLITE.format(name=NAME, deed=deed) for deed in ("INSERT", "UPDATE")]
    return [POSTGRESQL.format(name=NAME)]


def is_refusal(error: sa.exc.IntegrityError) -> bool:
    return NAME in str(error.orig)
