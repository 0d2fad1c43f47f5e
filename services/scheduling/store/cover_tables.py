"""The tables of sessions offered to colleagues; store.tables takes them in."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person

colleagues = sa.MetaData()

covers = sa.Table(
    "covers",
    colleagues,
    identity(),
    organisation(index=False),
    sa.Column("session_id", sa.String(36), nullable=False, index=True),
    person("coach_id", index=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("offered_at", Instant, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    person("claimed_by", nullable=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("covers_in_order", "organisation", "state", "starts_at", "id"),
)

# Who was told of it, and who was not, and why: null is told.
cover_asks = sa.Table(
    "cover_asks",
    colleagues,
    identity("cover_id"),
    identity("coach_id"),
    organisation(),
    sa.Column("not_told", sa.String(12)),
)
