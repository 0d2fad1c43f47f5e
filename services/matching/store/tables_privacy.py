"""What an organisation says about privacy, who has had it, and who asked for a list of 42 CFR 2.24."""

import sqlalchemy as sa

from services.matching.store.metadata import metadata
from shared.db.columns import Instant, identity, organisation, person

privacy_notices = sa.Table(
    "privacy_notices",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("en", sa.Text, nullable=False),
    sa.Column("es", sa.Text, nullable=False),
    sa.Column("published_at", Instant, nullable=False),
    person("published_by"),
    sa.UniqueConstraint("organisation", "number", name="privacy_notices_number"),
)

acknowledgements = sa.Table(
    "acknowledgements",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("at", Instant, nullable=False),
    person("by"),
    sa.UniqueConstraint("person_id", "number", name="acknowledgements_once"),
)

list_requests = sa.Table(
    "list_requests",
    metadata,
    identity(),
    organisation(),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("how", sa.String(16), nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    person("recorded_by"),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("given_at", Instant),
    person("given_by", nullable=True),
)
_open = list_requests.c.given_at.is_(None)
sa.Index(
    "list_requests_due",
    list_requests.c.organisation,
    list_requests.c.due_at,
    sqlite_where=_open,
    postgresql_where=_open,
)
