"""Who may sign in, and who is here now. No name, no address and nothing about anybody's life is kept."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person
from shared.db.common import add_common_tables
from shared.db.fence import READ_ACROSS

metadata = sa.MetaData()
add_common_tables(metadata)

# `version` is matching's, of the last event applied; 0 for an account that nobody has told us of yet.
accounts = sa.Table(
    "accounts",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)

# `mark` is the hash of a secret that only the link, or the cookie, carries.
sign_in_links = sa.Table(
    "sign_in_links",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person(index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("used_at", Instant),
    info=READ_ACROSS,
)

visits = sa.Table(
    "visits",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person(index=True),
    sa.Column("began_at", Instant, nullable=False, index=True),
    sa.Column("seen_at", Instant, nullable=False),
    info=READ_ACROSS,
)
