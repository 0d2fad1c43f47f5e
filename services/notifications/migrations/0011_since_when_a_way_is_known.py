"""When a way to reach somebody was given: what was said before was not said of it. Of older ones it is not known."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("contact_points", sa.Column("given_at", columns.Instant(timezone=True), nullable=True))
