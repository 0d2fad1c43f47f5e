import sqlalchemy as sa

from services.notifications.store import flow_tables as flow_tables
from services.notifications.store import reply_tables as reply_tables
from services.notifications.store.metadata import metadata as metadata
from shared.db.columns import Instant, identity, index_where_known, organisation, person
from shared.db.fence import READ_ACROSS


def _of_a_person() -> tuple[sa.Column[str], sa.Column[str]]:
    """Whoever names somebody else's person makes a row of their own, and learns nothing."""
    return (
        sa.Column("organisation", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), primary_key=True),
    )


people = sa.Table(
    "people",
    metadata,
    *_of_a_person(),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("time_zone", sa.String(64)),
    sa.Column("language", sa.String(35)),
    sa.Column("heard_version", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    info=READ_ACROSS,
)

preferences = sa.Table(
    "preferences",
    metadata,
    *_of_a_person(),
    sa.Column("channels", sa.JSON, nullable=False),
    sa.Column("language", sa.String(35)),
    sa.Column("quiet_start", sa.Time),
    sa.Column("quiet_end", sa.Time),
    sa.Column("reminders", sa.JSON(none_as_null=True)),
    sa.Column("discreet", sa.Boolean, nullable=False),
    sa.Column("digest", sa.Boolean),
    sa.Column("weekly_word", sa.Boolean, nullable=False, server_default=sa.false()),
)

contact_points = sa.Table(
    "contact_points",
    metadata,
    identity(),
    organisation(index=False),
    person(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("mark", sa.String(64), nullable=False),
    sa.Column("shared", sa.String(8), nullable=False),
    sa.Column("message_ok", sa.Boolean, nullable=False),
    sa.Column("consent", sa.JSON(none_as_null=True)),
    sa.Column("given_at", Instant),
    sa.Column("confirmed_at", Instant),
    sa.Column("undeliverable_at", Instant),
    sa.Column("given_up_for", sa.String(36)),
    sa.UniqueConstraint("organisation", "person_id", "kind", "mark", name="contact_points_once"),
    sa.Index("contact_points_by_mark", "organisation", "mark"),
    index_where_known("contact_points_given_up_for", "given_up_for"),
    info=READ_ACROSS,
)

matches = sa.Table(
    "matches",
    metadata,
    identity(),
    organisation(),
    person("coach_id", index=True),
    person("member_id"),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("match_id", sa.String(36), index=True),
    sa.Column("referral_id", sa.String(36)),
    person("coach_id"),
    sa.Column("member_ids", sa.JSON, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("modality", sa.String(20)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("first", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("ics_uid", sa.String(36), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("sessions_by_start", "organisation", "starts_at"),
)

seats = sa.Table(
    "seats",
    metadata,
    identity("session_id"),
    identity("person_id"),
    organisation(),
    sa.Column("audience", sa.String(8), nullable=False),
    sa.Index("seats_of_person", "person_id", "session_id"),
)

offers = sa.Table(
    "offers",
    metadata,
    identity(),
    organisation(),
    person("coach_id"),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

messages = sa.Table(
    "messages",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("key", sa.String(40), nullable=False),
    person(),
    sa.Column("audience", sa.String(8), nullable=False),
    sa.Column("session_id", sa.String(36)),
    sa.Column("offer_id", sa.String(36)),
    sa.Column("cause_id", sa.String(36)),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("minutes_before", sa.Integer),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("useless_after", Instant, nullable=False),
    sa.Column("planned_at", Instant, nullable=False),
    sa.Column("handed_over_at", Instant),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("unsure", sa.Integer, nullable=False),
    sa.Column("not_before", Instant),
    sa.Column("claimed_by", sa.String(60)),
    sa.Column("lease_until", Instant),
    sa.Column("contact_point_id", sa.String(36)),
    sa.Column("delivered_at", Instant),
    sa.UniqueConstraint("organisation", "key", name="messages_once"),
    sa.Index("messages_of_person", "organisation", "person_id", "planned_at"),
    index_where_known("messages_of_session", "session_id"),
    index_where_known("messages_of_offer", "offer_id"),
    index_where_known("messages_of_cause", "cause_id"),
    info=READ_ACROSS,
)
sa.Index(
    "messages_due",
    messages.c.organisation,
    messages.c.channel,
    messages.c.due_at,
    sqlite_where=messages.c.state == "planned",
    postgresql_where=messages.c.state == "planned",
)
sa.Index(
    "messages_in_hand",
    messages.c.organisation,
    messages.c.lease_until,
    sqlite_where=messages.c.state.in_(("claimed", "handing_over")),
    postgresql_where=messages.c.state.in_(("claimed", "handing_over")),
)

attempts = sa.Table(
    "attempts",
    metadata,
    identity("message_id"),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    organisation(index=False),
    sa.Column("sender", sa.String(60), nullable=False),
    sa.Column("provider", sa.String(40)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("code", sa.Integer),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
)

links = sa.Table(
    "links",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("token_mark", sa.String(64), nullable=False, unique=True),
    sa.Column("message_id", sa.String(36), nullable=False),
    person(index=True),
    sa.Column("audience", sa.String(8), nullable=False),
    sa.Column("session_id", sa.String(36)),
    sa.Column("sequence", sa.Integer),
    sa.Column("version", sa.Integer),
    sa.Column("match_id", sa.String(36)),
    sa.Column("time_id", sa.String(36)),
    sa.Column("acts", sa.JSON, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("redeemed_at", Instant),
    sa.Column("contact_point_id", sa.String(36)),
    info=READ_ACROSS,
)

verifications = sa.Table(
    "verifications",
    metadata,
    identity(),
    organisation(),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("address_mark", sa.String(64), nullable=False),
    sa.Column("sealed", sa.Text),
    sa.Column("locale", sa.String(35), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("code_mark", sa.String(64)),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("again_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Index("verifications_of_address", "address_mark", "asked_at"),
    info=READ_ACROSS,
)

codes = sa.Table(
    "codes",
    metadata,
    identity(),
    organisation(),
    person(index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("mark", sa.String(64), nullable=False, unique=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
    info=READ_ACROSS,
)

wordings = sa.Table(
    "wordings",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("subject", sa.String(200)),
    sa.Column("text", sa.Text),
    sa.Column("short", sa.Text),
    person("by"),
    sa.Column("at", Instant, nullable=False),
    sa.UniqueConstraint("organisation", "kind", "language", "version", name="wordings_once"),
)
