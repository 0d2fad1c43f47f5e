"""What people agreed to, what was told outside, and what is not to be told."""

import sqlalchemy as sa

from services.matching.store.metadata import metadata
from shared.db.columns import Instant, identity, organisation, person

consents = sa.Table(
    "consents",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("type", sa.String(40), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    person("recipient_id"),
    sa.Column("recipient_kind", sa.String(40), nullable=False),
    sa.Column("data_classes", sa.JSON, nullable=False),
    sa.Column("signed_at", Instant, nullable=False),
    sa.Column("signed_how", sa.String(16), nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    person("recorded_by"),
    sa.Column("expires_at", Instant),
    sa.Column("ends_with", sa.String(40)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("ended_at", Instant),
    person("ended_by", nullable=True),
    sa.Column("ended_how", sa.String(16)),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
_active = consents.c.state == "active"
sa.Index("consents_expiring", consents.c.expires_at, sqlite_where=_active, postgresql_where=_active)

disclosures = sa.Table(
    "disclosures",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("consent_id", sa.ForeignKey("consents.id"), nullable=False),
    person("recipient_id"),
    sa.Column("recipient_kind", sa.String(40), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    sa.Column("data_classes", sa.JSON, nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("at", Instant, nullable=False),
    person("by"),
    sa.Column("sealed", sa.Text, nullable=False),
)

restrictions = sa.Table(
    "restrictions",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    person("recipient_id", nullable=True),
    sa.Column("purpose", sa.String(40)),
    sa.Column("data_class", sa.String(40)),
    sa.Column("words", sa.Text),
    sa.Column("made_at", Instant, nullable=False),
    person("made_by"),
    sa.Column("lifted_at", Instant),
    person("lifted_by", nullable=True),
)

legal_requests = sa.Table(
    "legal_requests",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=True, index=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("made_at", Instant, nullable=False),
    person("made_by"),
)
