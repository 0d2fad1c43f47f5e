"""The tables of what happened and of what is due to somebody; store.tables takes them in."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person

care = sa.MetaData()

contacts = sa.Table(
    "contacts",
    care,
    identity(),
    organisation(index=False),
    person("person_id", nullable=True),
    person("coach_id", nullable=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("modality", sa.String(16)),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("started_by", sa.String(8), nullable=False),
    sa.Column("support", sa.JSON, nullable=False),
    sa.Column("session_id", sa.String(36), unique=True),
    sa.Column("group_session_id", sa.String(36), index=True),
    sa.Column("outreach_id", sa.String(36), index=True),
    sa.Column("place_id", sa.String(36)),
    sa.Column("funding", sa.String(40)),
    sa.Column("note", sa.Text),
    sa.Column("recorded_at", Instant, nullable=False),
    person("recorded_by"),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Index("contacts_of_person", "person_id", "at"),
    sa.Index("contacts_of_coach", "coach_id", "at"),
    sa.Index("contacts_in_order", "organisation", "at", "id"),
)

outreach = sa.Table(
    "outreach",
    care,
    identity(),
    organisation(index=False),
    person("member_id", index=True),
    person("coach_id", nullable=True, index=True),
    sa.Column("match_id", sa.String(36), index=True),
    sa.Column("session_id", sa.String(36), index=True),
    person("cover_id", nullable=True),
    sa.Column("why", sa.String(16), nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("held_by", sa.String(12), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("last_try_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("outcome", sa.String(20)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("outreach_in_order", "organisation", "state", "due_at", "id"),
)

# How often two agreed to be in touch, and when the coach is asked to look.
cadences = sa.Table(
    "cadences",
    care,
    identity("match_id"),
    organisation(index=False),
    person("member_id", index=True),
    sa.Column("every_days", sa.Integer, nullable=False),
    sa.Column("reach_at", Instant, nullable=False),
    sa.Index("cadences_due", "organisation", "reach_at"),
)

# What somebody said about being called: "I'm fine until …", "please do not call".
calling_wishes = sa.Table(
    "calling_wishes",
    care,
    identity("person_id"),
    organisation(),
    sa.Column("fine_until", Instant),
    sa.Column("not_called_from", Instant),
)

# What could get in the way of a session: sealed for the person it is about.
in_the_way = sa.Table(
    "in_the_way",
    care,
    identity("session_id"),
    organisation(),
    person("member_id"),
    sa.Column("answers", sa.Text, nullable=False),
)

# Each word said of who came, and each taken back (no state): what stands now is in `attendance`.
attendance_history = sa.Table(
    "attendance_history",
    care,
    identity(),
    organisation(),
    sa.Column("session_id", sa.String(36), nullable=False, index=True),
    sa.Column("side", sa.String(12), nullable=False),
    sa.Column("state", sa.String(16)),
    sa.Column("at", Instant, nullable=False),
    person("by"),
)

# What stood of a contact before it was corrected; a note that was wrong is not kept.
contact_history = sa.Table(
    "contact_history",
    care,
    identity(),
    organisation(),
    sa.Column("contact_id", sa.String(36), nullable=False, index=True),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    person("by"),
)

on_call = sa.Table(
    "on_call",
    care,
    sa.Column("organisation", sa.String(36), primary_key=True),
    sa.Column("document", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

trips = sa.Table(
    "trips",
    care,
    identity(),
    organisation(index=False),
    person("coach_id"),
    sa.Column("back_by", Instant, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("trips_of_coach", "organisation", "coach_id", unique=True),
)

# That a funder's questions were asked, or are not wanted: which of the two, and any answer, is kept by nobody here.
funder_questions = sa.Table(
    "funder_questions",
    care,
    identity("person_id"),
    sa.Column("kind", sa.String(12), primary_key=True),
    organisation(),
    sa.Column("settled_at", Instant, nullable=False),
)
