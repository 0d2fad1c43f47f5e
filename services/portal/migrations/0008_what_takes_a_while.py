"""How far something is that takes a while. A time zone that a screen at the door was told, and nobody read, goes."""

import sqlalchemy as sa
from alembic import op

from shared.db import columns

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "errands",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("need_you", sa.Integer(), nullable=False),
        sa.Column("begun_at", columns.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_errands_organisation", "errands", ["organisation"])
    op.create_index("ix_errands_person_id", "errands", ["person_id"])
    with op.batch_alter_table("kiosks") as kiosks:
        kiosks.drop_column("time_zone")
