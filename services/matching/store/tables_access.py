"""Who looked at a record that was not theirs to see, and who has read why."""

import sqlalchemy as sa

from services.matching.store.metadata import metadata
from shared.db.columns import Instant, identity, organisation, person

emergencies = sa.Table(
    "emergencies",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    person("coach_id"),
    sa.Column("reason", sa.String(16), nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("reviewed_at", Instant),
    person("reviewed_by", nullable=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("emergencies_open", "organisation", "coach_id", "expires_at"),
)
