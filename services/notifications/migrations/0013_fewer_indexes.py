"""Each row is written once, and not once more for an index that nobody asks."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
TABLES = (
    "attempts",
    "audit",
    "calls",
    "causes",
    "contact_points",
    "contents",
    "idempotency",
    "inbox",
    "links",
    "messages",
    "opt_outs",
    "outbox",
    "replies",
    "sessions",
    "wordings",
)


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_organisation", table_name=table)
    for noun in ("session", "offer", "cause"):
        column = f"{noun}_id"
        known = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_messages_{column}", table_name="messages")
        op.create_index(f"messages_of_{noun}", "messages", [column], sqlite_where=known, postgresql_where=known)
