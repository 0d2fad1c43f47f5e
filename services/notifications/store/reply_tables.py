"""What people said back, where they want no more, whom to ring, and how fast a provider may be spoken to."""

import sqlalchemy as sa

from services.notifications.store.metadata import metadata
from shared.db.columns import Instant, identity, index_where_known, organisation, person
from shared.db.fence import WORK_ACROSS

opt_outs = sa.Table(
    "opt_outs",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("mark", sa.String(64), nullable=False),
    sa.Column("topic", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.UniqueConstraint("organisation", "kind", "mark", "topic", name="opt_outs_once"),
)

inbound = sa.Table(
    "inbound",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("meaning", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False),
)

receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("message_id", sa.String(36), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("code", sa.Integer),
    sa.Column("at", Instant, nullable=False),
)

replies = sa.Table(
    "replies",
    metadata,
    identity(),
    organisation(index=False),
    person(),
    person("coach_id", nullable=True),
    sa.Column("contact_point_id", sa.String(36)),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("handled_at", Instant),
    person("handled_by", nullable=True),
    sa.Column("outcome", sa.String(20)),
    sa.Index("replies_by_state", "organisation", "state", "received_at"),
    sa.Index("replies_of_person", "organisation", "person_id", "received_at"),
)

calls = sa.Table(
    "calls",
    metadata,
    identity(),
    organisation(index=False),
    person(),
    person("coach_id", nullable=True),
    sa.Column("why", sa.String(24), nullable=False),
    sa.Column("session_id", sa.String(36)),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(20)),
    sa.Column("closed_at", Instant),
    person("closed_by", nullable=True),
    sa.Column("closed_for", sa.String(36)),
    sa.Index("calls_by_state", "organisation", "state", "due_at"),
    sa.Index("calls_of_person", "organisation", "person_id", "state"),
    index_where_known("calls_closed_for", "closed_for"),
)

paces = sa.Table(
    "paces",
    metadata,
    sa.Column("provider", sa.String(40), primary_key=True),
    sa.Column("organisation", sa.String(36), nullable=False),
    sa.Column("left", sa.Float, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("used", sa.Integer, nullable=False),
    info=WORK_ACROSS,
)
