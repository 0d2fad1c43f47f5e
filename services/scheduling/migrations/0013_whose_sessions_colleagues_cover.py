"""Whose sessions colleagues cover"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

COVERED = sa.text("covers_for IS NOT NULL")


def upgrade() -> None:
    op.create_index("sessions_covered", "sessions", ["covers_for"], sqlite_where=COVERED, postgresql_where=COVERED)
