"""By which visit, or which token, something was done."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("audit", sa.Column("credential", sa.String(length=36), nullable=True))
