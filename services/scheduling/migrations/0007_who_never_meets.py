"""Who never meets"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("referrals", sa.Column("kept_apart", sa.JSON(), nullable=True))
