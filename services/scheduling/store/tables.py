import sqlalchemy as sa

from services.scheduling.store.care_tables import care
from services.scheduling.store.cover_tables import colleagues
from services.scheduling.store.free_tables import free
from services.scheduling.store.group_tables import circles
from shared.db.columns import Instant, identity, index_where_known, organisation, person
from shared.db.common import add_common_tables
from shared.db.fence import READ_ACROSS

metadata = sa.MetaData()
add_common_tables(metadata)
for each in (table for some in (care, circles, free, colleagues) for table in some.sorted_tables):
    each.to_metadata(metadata)


def _of_a_coach() -> tuple[sa.Column[str], sa.Column[str]]:
    """Whoever names somebody else's coach makes a row of their own, and learns nothing."""
    return (
        sa.Column("organisation", sa.String(36), primary_key=True),
        sa.Column("coach_id", sa.String(36), primary_key=True),
    )


people = sa.Table(
    "people",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("kinds", sa.JSON, nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

coaches = sa.Table(
    "coaches",
    metadata,
    identity("coach_id"),
    organisation(),
    sa.Column("accepting", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("role", sa.String(16)),
)

referrals = sa.Table(
    "referrals",
    metadata,
    identity("referral_id"),
    organisation(),
    person("member_id"),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("ready_from", Instant, nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kept_apart", sa.JSON),
)

# Of nobody: only how long a question to a coach waited for its answer.
offers = sa.Table(
    "offers",
    metadata,
    identity("offer_id"),
    organisation(),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("made_at", Instant),
    sa.Column("ended_at", Instant, index=True),
    sa.Column("version", sa.Integer, nullable=False),
)

parties = sa.Table(
    "parties",
    metadata,
    identity("match_id"),
    organisation(),
    person("coach_id", index=True),
    person("member_id", index=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("modalities", sa.JSON, nullable=False),
    sa.Column("cadence_days", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("ended_at", Instant),
)

hours = sa.Table(
    "hours",
    metadata,
    *_of_a_coach(),
    sa.Column("document", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("told_version", sa.Integer, nullable=False),
    sa.Column("told_at", Instant, index=True),
)

coaches_to_tell = sa.Table(
    "coaches_to_tell",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("coach_id", sa.String(36), nullable=False),
    info=READ_ACROSS,
)

busy_calendars = sa.Table(
    "busy_calendars",
    metadata,
    *_of_a_coach(),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("read_at", Instant, nullable=False),
    sa.Column("read_until", Instant, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("again_at", Instant, index=True),
    sa.Column("trouble", sa.String(20)),
    sa.Column("trouble_since", Instant),
    info=READ_ACROSS,
)

busy_times = sa.Table(
    "busy_times",
    metadata,
    *_of_a_coach(),
    sa.Column("calendar", sa.String(80), primary_key=True),
    sa.Column("floating", sa.Boolean, primary_key=True),
    sa.Column("starts_at", Instant, primary_key=True),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Index("busy_times_of_coach", "coach_id", "ends_at"),
)

places = sa.Table(
    "places",
    metadata,
    identity(),
    organisation(),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("discreet_name", sa.String(80), nullable=False),
    sa.Column("way_there", sa.String(300)),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("match_id", sa.String(36)),
    sa.Column("referral_id", sa.String(36)),
    sa.Column("series_id", sa.String(36)),
    sa.Column("group_id", sa.String(36)),
    person("coach_id"),
    person("member_id", nullable=True),
    person("covers_for", nullable=True),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("modality", sa.String(16), nullable=False),
    sa.Column("place_id", sa.String(36)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("planned", sa.String(16), nullable=False),
    sa.Column("first", sa.Boolean, nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(16)),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("placed", sa.Integer, nullable=False),
    sa.Index("sessions_of_coach", "coach_id", "starts_at"),
    sa.Index("sessions_of_member", "member_id", "starts_at"),
    index_where_known("sessions_covered", "covers_for"),
    index_where_known("sessions_of_match", "match_id", "starts_at", "id"),
    index_where_known("sessions_of_referral", "referral_id", "starts_at", "id"),
    index_where_known("sessions_of_series", "series_id", "starts_at", "id"),
    index_where_known("sessions_of_group", "group_id", "starts_at", "id"),
    sa.Index("sessions_in_order", "organisation", "starts_at", "id"),
)

series = sa.Table(
    "series",
    metadata,
    identity(),
    organisation(),
    sa.Column("match_id", sa.String(36), nullable=False, index=True),
    sa.Column("rrule", sa.String(200), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
)

calendars = sa.Table(
    "calendars",
    metadata,
    identity(),
    organisation(),
    person(index=True),
    sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("made_at", Instant, nullable=False),
    info=READ_ACROSS,
)

attendance = sa.Table(
    "attendance",
    metadata,
    identity("session_id"),
    identity("side"),
    organisation(),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("at", Instant, nullable=False),
    person("by"),
)

holds = sa.Table(
    "holds",
    metadata,
    identity(),
    organisation(),
    sa.Column("match_id", sa.String(36), nullable=False, index=True),
    person("coach_id"),
    person("member_id"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("extended", sa.Integer, nullable=False, server_default="0"),
)

# Where everybody is, by sessions and holds alike; a coach's buffers lie inside. store.overlap refuses a second.
engagements = sa.Table(
    "engagements",
    metadata,
    identity("session_id"),
    identity("person_id"),
    organisation(index=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("part", sa.String(8), nullable=False),
    sa.Column("meets_at", Instant, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
    sa.CheckConstraint("starts_at < ends_at", "engagements_last_a_while"),
    sa.Index("engagements_of_person", "person_id", "starts_at"),
)
