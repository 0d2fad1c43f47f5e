"""Each row is written once, and not once more for an index that nobody asks."""

from alembic import op

revision = "0011"
down_revision = "0010"
TABLES = (
    "audit",
    "emergencies",
    "idempotency",
    "inbox",
    "name_marks",
    "outbox",
    "own_codes",
    "people",
    "privacy_notices",
)


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_organisation", table_name=table)
