import sqlalchemy as sa

from services.matching.store import tables_access as tables_access
from services.matching.store import tables_beside as tables_beside
from services.matching.store import tables_consent as tables_consent
from services.matching.store import tables_privacy as tables_privacy
from services.matching.store.metadata import metadata as metadata
from shared.db.columns import Instant, identity, organisation, person
from shared.db.fence import READ_ACROSS

people = sa.Table(
    "people",
    metadata,
    identity(),
    organisation(index=False),
    sa.Column("is_member", sa.Boolean, nullable=False),
    sa.Column("is_coach", sa.Boolean, nullable=False),
    sa.Column("is_staff", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("external_id", sa.String(80)),
    sa.Column("accepting", sa.Boolean, nullable=False),
    sa.Column("capacity", sa.Float, nullable=False),
    sa.Column("welcome_per_week", sa.Integer),
    sa.Column("do_not_contact", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("reason", sa.String(40)),
    sa.Column("until", Instant),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("change", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("organisation", "external_id", name="people_external_id"),
    sa.Index("people_change", "organisation", "change"),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("counter", sa.BigInteger, nullable=False),
)

availability = sa.Table(
    "availability",
    metadata,
    identity("coach_id"),
    organisation(),
    sa.Column("from_at", Instant, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("starts", sa.Text, nullable=False),
    sa.Column("min_notice_minutes", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

apart = sa.Table(
    "never_matches",
    metadata,
    identity(),
    organisation(),
    person("one"),
    person("other"),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("made_at", Instant, nullable=False),
    person("made_by"),
    sa.UniqueConstraint("one", "other", "kind", name="never_matches_once"),
    sa.Index("never_matches_other", "other"),
    sa.CheckConstraint("one < other", "never_matches_in_order"),
)

referrals = sa.Table(
    "referrals",
    metadata,
    identity(),
    organisation(),
    sa.Column("member_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("urgency", sa.String(16), nullable=False),
    sa.Column("source", sa.String(32), nullable=False),
    sa.Column("ready_from", Instant, nullable=False),
    sa.Column("filed_at", Instant, nullable=False),
    person("referred_by", nullable=True),
    person("intake_id", nullable=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("outcome", sa.String(40)),
    sa.Column("next_steps", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("look_again_at", Instant),
    sa.Column("priority", sa.Boolean, nullable=False, server_default=sa.false()),
    person("replaces_match_id", nullable=True),
    sa.Column("coach_hears", sa.String(16)),
    sa.Column("now_at", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
)
_waits = referrals.c.state.in_(("waiting", "offered"))
sa.Index("referrals_one_at_a_time", referrals.c.member_id, unique=True, sqlite_where=_waits, postgresql_where=_waits)

shortlists = sa.Table(
    "shortlists",
    metadata,
    identity(),
    organisation(),
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), nullable=False, index=True),
    sa.Column("made_at", Instant, nullable=False, index=True),
    sa.Column("weights_version", sa.String(40), nullable=False),
    sa.Column("considered", sa.Integer, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False),
)

positions = sa.Table(
    "shortlist_positions",
    metadata,
    sa.Column("shortlist_id", sa.ForeignKey("shortlists.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    organisation(),
    sa.Column("coach_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("by_points", sa.Integer),
)

choices = sa.Table(
    "choices",
    metadata,
    identity(),
    organisation(),
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), nullable=False, index=True),
    sa.Column("shortlist_id", sa.ForeignKey("shortlists.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("coach_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("proposed_starts_at", Instant),
    sa.Column("state", sa.String(16), nullable=False),
)

offers = sa.Table(
    "offers",
    metadata,
    identity(),
    organisation(),
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), nullable=False),
    sa.Column("coach_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("proposed_starts_at", Instant),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("accepted_by", sa.String(16)),
    sa.Column("how", sa.String(16)),
    person("answered_by", nullable=True),
    sa.Column("chased", sa.Integer, nullable=False, server_default="0"),
    sa.Column("chase_at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
)
_open = offers.c.state == "open"
sa.Index("offers_one_at_a_time", offers.c.referral_id, unique=True, sqlite_where=_open, postgresql_where=_open)
sa.Index("offers_running_out", offers.c.expires_at, sqlite_where=_open, postgresql_where=_open)
sa.Index("offers_to_chase", offers.c.chase_at, sqlite_where=_open, postgresql_where=_open)

matches = sa.Table(
    "matches",
    metadata,
    identity(),
    organisation(),
    sa.Column("coach_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("member_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), nullable=False),
    sa.Column("offer_id", sa.ForeignKey("offers.id"), nullable=False, unique=True),
    sa.Column("accepted_at", Instant, nullable=False),
    sa.Column("cadence_days", sa.Integer, nullable=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("modalities", sa.JSON, nullable=False),
    person("referred_by", nullable=True),
    person("intake_id", nullable=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("until", Instant),
    sa.Column("ends_at", Instant),
    sa.Column("ends_reason", sa.String(40)),
    sa.Column("coach_hears", sa.String(16)),
    sa.Column("version", sa.Integer, nullable=False),
)
_goes_on = matches.c.state.in_(("active", "paused"))
sa.Index("matches_one_at_a_time", matches.c.referral_id, unique=True, sqlite_where=_goes_on, postgresql_where=_goes_on)
sa.Index("matches_to_end", matches.c.ends_at, sqlite_where=_goes_on, postgresql_where=_goes_on)

weights = sa.Table(
    "weights",
    metadata,
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("points", sa.JSON, nullable=False),
    sa.Column("set_at", Instant, nullable=False),
    person("set_by"),
)

rounds = sa.Table(
    "rounds",
    metadata,
    identity(),
    organisation(),
    sa.Column("objective", sa.String(16), nullable=False),
    sa.Column("most_each", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
    person("begun_by"),
    sa.Column("weights_version", sa.String(40)),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("lease_until", Instant),
    sa.Column("compared", sa.JSON),
    sa.Column("version", sa.Integer, nullable=False),
    info=READ_ACROSS,
)
_in_hand = rounds.c.state.in_(("waiting", "computing", "draft", "publishing"))
sa.Index("rounds_one_at_a_time", rounds.c.organisation, unique=True, sqlite_where=_in_hand, postgresql_where=_in_hand)

pairs = sa.Table(
    "round_pairs",
    metadata,
    sa.Column("round_id", sa.ForeignKey("rounds.id"), primary_key=True),
    sa.Column("referral_id", sa.ForeignKey("referrals.id"), primary_key=True),
    organisation(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("coach_id", sa.ForeignKey("people.id")),
    sa.Column("first_come_id", sa.ForeignKey("people.id")),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("conflict", sa.String(40)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("round_pairs_position", "round_id", "position"),
)
