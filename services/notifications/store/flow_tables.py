"""Why something is said, besides sessions and offers; and what was said, for a while."""

import sqlalchemy as sa

from services.notifications.store.metadata import metadata
from shared.db.columns import Instant, identity, organisation, person

causes = sa.Table(
    "causes",
    metadata,
    identity(),
    organisation(index=False),
    person(index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("held_by", sa.String(16)),
    sa.Column("at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("causes_by_kind", "organisation", "kind", "state"),
)

emergencies = sa.Table(
    "emergencies",
    metadata,
    identity(),
    organisation(),
    person(index=True),
    person("coach_id"),
    sa.Column("expires_at", Instant, nullable=False),
)

time_off = sa.Table(
    "time_off",
    metadata,
    identity(),
    organisation(index=False),
    person("coach_id"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("time_off_of_coach", "organisation", "coach_id", "ends_at"),
)

contents = sa.Table(
    "contents",
    metadata,
    identity("message_id"),
    organisation(index=False),
    person(),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("wording", sa.String(16), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("read_at", Instant),
    sa.Index("contents_of_person", "organisation", "person_id", "at"),
    sa.Index("contents_by_age", "organisation", "at"),
)
