"""To which address or number a link went: it ends with it. Of those sent before nobody knows, and they end."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("links", sa.Column("contact_point_id", sa.String(length=36)))
