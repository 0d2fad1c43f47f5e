"""Each row is written once, and not once more for an index that nobody asks."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
TABLES = (
    "audit",
    "cadences",
    "coaches_to_tell",
    "contacts",
    "covers",
    "engagements",
    "freed_times",
    "idempotency",
    "inbox",
    "outbox",
    "outreach",
    "sessions",
    "time_offers",
)


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_organisation", table_name=table)
    for noun in ("match", "referral", "series", "group"):
        column = f"{noun}_id"
        known = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_sessions_{column}", table_name="sessions")
        columns = [column, "starts_at", "id"]
        op.create_index(f"sessions_of_{noun}", "sessions", columns, sqlite_where=known, postgresql_where=known)
