"""Tables beside the life cycle: what we heard of meetings, words of an organisation's own, what is handed over."""

import sqlalchemy as sa

from services.matching.store.metadata import metadata
from shared.db.columns import Instant, identity, organisation, person

heard_sessions = sa.Table(
    "heard_sessions",
    metadata,
    identity("session_id"),
    organisation(),
    person("member_id", index=True),
    person("match_id", nullable=True),
    person("referral_id", nullable=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

heard_contacts = sa.Table(
    "heard_contacts",
    metadata,
    identity("contact_id"),
    organisation(),
    person("member_id", index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("outcome", sa.String(40)),
    sa.Column("version", sa.Integer, nullable=False),
)

progress = sa.Table(
    "progress",
    metadata,
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), primary_key=True),
    organisation(),
    sa.Column("first_contact_at", Instant),
    sa.Column("first_session_at", Instant),
    sa.Column("booked_for_at", Instant),
)

handovers = sa.Table(
    "handovers",
    metadata,
    sa.Column("match_id", sa.ForeignKey("matches.id"), primary_key=True),
    organisation(),
    person("member_id"),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("written_at", Instant, nullable=False),
    person("written_by"),
    sa.Column("agreed_at", Instant),
    sa.Column("agreed_how", sa.String(16)),
)

name_marks = sa.Table(
    "name_marks",
    metadata,
    identity("person_id"),
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(index=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Index("name_marks_mark", "organisation", "mark"),
)

own_codes = sa.Table(
    "own_codes",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("facet", sa.String(40), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("en", sa.String(80), nullable=False),
    sa.Column("es", sa.String(80), nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("offered", sa.Boolean, nullable=False),
    sa.Column("identity", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("maps", sa.JSON, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    person("made_by"),
    sa.Column("retired_at", Instant),
    sa.UniqueConstraint("organisation", "facet", "code", name="own_codes_once"),
)

tidings = sa.Table(
    "tidings",
    metadata,
    identity(),
    organisation(),
    person("about_id"),
    person("tell_id"),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("told_at", Instant),
    person("told_by", nullable=True),
    sa.UniqueConstraint("about_id", "tell_id", "kind", name="tidings_once"),
)
