"""The tables of groups and their seats; store.tables takes them in. When a group meets, it is a session."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person

circles = sa.MetaData()

groups = sa.Table(
    "groups",
    circles,
    identity(),
    organisation(),
    person("coach_id", index=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("rrule", sa.String(200)),
    sa.Column("modality", sa.String(16), nullable=False),
    sa.Column("place_id", sa.String(36)),
    sa.Column("at_once", sa.Integer),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("listening_seats", sa.Integer),
    sa.Column("title", sa.String(80)),
)

# A seat given up is gone from here; that there was one, the events have told.
seats = sa.Table(
    "seats",
    circles,
    identity("session_id"),
    identity("member_id"),
    organisation(),
    sa.Column("group_id", sa.String(36), nullable=False, index=True),
    sa.Column("taking_part", sa.String(12), nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False),
    sa.Index("seats_of_member", "member_id", "starts_at"),
)
