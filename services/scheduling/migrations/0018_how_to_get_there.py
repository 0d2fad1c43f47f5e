"""How to get to a place, in the organisation's own words."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("places", sa.Column("way_there", sa.String(length=300), nullable=True))
