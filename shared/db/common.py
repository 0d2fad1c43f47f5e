"""The tables that every service has, each in its own database."""

from datetime import timedelta

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person
from shared.db.fence import READ_ACROSS, WORK_ACROSS

common = sa.MetaData()
ANSWERS_KEPT = timedelta(hours=24)

organisations = sa.Table(
    "organisations",
    common,
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("first_seen_at", Instant, nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=READ_ACROSS,
)

outbox = sa.Table(
    "outbox",
    common,
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("id", sa.String(36), nullable=False, unique=True),
    organisation(index=False),
    sa.Column("type", sa.String(80), nullable=False),
    sa.Column("partitionkey", sa.String(80), nullable=False),
    sa.Column("envelope", sa.Text, nullable=False),
    sa.Column("time", Instant, nullable=False),
    sa.Column("sent_at", Instant),
    sa.Column("refused", sa.String(200)),
    sqlite_autoincrement=True,
    info=WORK_ACROSS,
)
sa.Index(
    "outbox_unsent",
    outbox.c.position,
    sqlite_where=outbox.c.sent_at.is_(None),
    postgresql_where=outbox.c.sent_at.is_(None),
)

inbox = sa.Table(
    "inbox",
    common,
    identity("consumer"),
    identity("event_id"),
    organisation(index=False),
    sa.Column("at", Instant, nullable=False, index=True),
    info=WORK_ACROSS,
)

parked = sa.Table(
    "parked",
    common,
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("organisation", sa.String(36), nullable=False),
    sa.Column("consumer", sa.String(36), nullable=False),
    sa.Column("topic", sa.String(80), nullable=False),
    sa.Column("key", sa.String(200), nullable=False),
    sa.Column("at_partition", sa.Integer, nullable=False),
    sa.Column("at_offset", sa.BigInteger, nullable=False),
    sa.Column("event_id", sa.String(80)),
    sa.Column("event_type", sa.String(80)),
    sa.Column("value", sa.LargeBinary, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("reason", sa.String(200), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("again_at", Instant, nullable=False),
    sa.UniqueConstraint("consumer", "topic", "at_partition", "at_offset", name="parked_once"),
    sa.Index("parked_key", "consumer", "topic", "key"),
    sqlite_autoincrement=True,
    info=WORK_ACROSS,
)

idempotency = sa.Table(
    "idempotency",
    common,
    sa.Column("scope", sa.String(64), primary_key=True),
    organisation(index=False),
    sa.Column("body", sa.String(64), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("headers", sa.JSON, nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
    info=WORK_ACROSS,
)

person_keys = sa.Table(
    "person_keys",
    common,
    identity("person_id"),
    sa.Column("organisation", sa.String(36), primary_key=True, index=True),
    sa.Column("wrapped", sa.String(200)),
)

audit = sa.Table(
    "audit",
    common,
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    organisation(index=False),
    sa.Column("at", Instant, nullable=False),
    person("actor"),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("deed", sa.String(40), nullable=False),
    person(nullable=True, index=True),
    sa.Column("purpose", sa.String(40)),
    sa.Column("credential", sa.String(36)),
    sa.Column("number", sa.BigInteger),
    sa.Column("link", sa.String(64)),
    sa.Index("audit_in_order", "organisation", "number", unique=True),
    sqlite_autoincrement=True,
    info=READ_ACROSS,
)
_unsealed = audit.c.number.is_(None)
sa.Index("audit_unsealed", audit.c.position, sqlite_where=_unsealed, postgresql_where=_unsealed)

heartbeats = sa.Table(
    "heartbeats",
    common,
    sa.Column("part", sa.String(40), primary_key=True),
    sa.Column("organisation", sa.String(36), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("state", sa.String(200), nullable=False),
    info=WORK_ACROSS,
)


def add_common_tables(metadata: sa.MetaData) -> None:
    """Each service has an outbox, an inbox, keys and an audit of its own."""
    for table in common.sorted_tables:
        table.to_metadata(metadata)
