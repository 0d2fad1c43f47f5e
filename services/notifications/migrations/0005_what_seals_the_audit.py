"""What seals the audit: each row's number, and its link in the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("audit", sa.Column("number", sa.BigInteger(), nullable=True))
    op.add_column("audit", sa.Column("link", sa.String(length=64), nullable=True))
    op.create_index("audit_in_order", "audit", ["organisation", "number"], unique=True)
    unsealed = sa.text("number IS NULL")
    op.create_index("audit_unsealed", "audit", ["position"], sqlite_where=unsealed, postgresql_where=unsealed)
