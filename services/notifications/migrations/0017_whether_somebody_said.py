"""Whether a morning summary is wanted may not have been said yet: until now nobody had a page to say no on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("preferences") as preferences:
        preferences.alter_column("digest", existing_type=sa.Boolean(), nullable=True, server_default=None)
    wishes = sa.table("preferences", sa.column("digest", sa.Boolean()))
    op.execute(wishes.update().where(wishes.c.digest.is_(False)).values(digest=None))
