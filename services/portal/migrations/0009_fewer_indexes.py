"""Each row is written once, and not once more for an index that nobody asks."""

from alembic import op

revision = "0009"
down_revision = "0008"
TABLES = ("audit", "idempotency", "inbox", "outbox")


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_organisation", table_name=table)
