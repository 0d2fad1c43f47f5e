"""The tables of times that came free and of sessions that colleagues may cover; store.tables takes them in."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person

free = sa.MetaData()

# Who would like to hear of times that come free, and since when.
earlier_wishes = sa.Table(
    "earlier_wishes",
    free,
    identity("person_id"),
    organisation(),
    sa.Column("since", Instant, nullable=False),
)

freed_times = sa.Table(
    "freed_times",
    free,
    identity(),
    organisation(index=False),
    person("coach_id"),
    person("freed_by"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Index("freed_times_open", "organisation", "open", "starts_at"),
)

time_offers = sa.Table(
    "time_offers",
    free,
    identity(),
    organisation(index=False),
    sa.Column("freed_id", sa.String(36), nullable=False, index=True),
    sa.Column("match_id", sa.String(36), nullable=False, index=True),
    person("coach_id"),
    person("member_id", index=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("offered_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("session_id", sa.String(36)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("time_offers_in_order", "organisation", "state", "offered_at", "id"),
)
