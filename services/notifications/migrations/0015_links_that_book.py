"""A link may also book a time of a match, or answer for a time that came free."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("links") as links:
        for column in ("match_id", "time_id"):
            links.add_column(sa.Column(column, sa.String(length=36)))
        links.alter_column("session_id", existing_type=sa.String(length=36), nullable=True)
        for column in ("sequence", "version"):
            links.alter_column(column, existing_type=sa.Integer(), nullable=True)
