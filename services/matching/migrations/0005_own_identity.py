"""Let an organisation say that a code of its own is about who a person is"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("own_codes", sa.Column("identity", sa.Boolean(), server_default=sa.false(), nullable=False))
