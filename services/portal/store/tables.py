"""Who may sign in, and who is here now. No name, no address and nothing about anybody's life is kept."""

import sqlalchemy as sa

from shared.db.columns import Instant, identity, organisation, person
from shared.db.common import add_common_tables
from shared.db.fence import READ_ACROSS

metadata = sa.MetaData()
add_common_tables(metadata)

# `version` is matching's, of the last event applied; 0 for an account that nobody has told us of yet.
accounts = sa.Table(
    "accounts",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)

# `mark` is the hash of a secret that only the link, or the cookie, carries.
sign_in_links = sa.Table(
    "sign_in_links",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person(index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("used_at", Instant),
    info=READ_ACROSS,
)

# `id` is how one's own list of visits speaks of it; the mark stays where it is.
visits = sa.Table(
    "visits",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    sa.Column("id", sa.String(36)),
    person(index=True),
    sa.Column("began_at", Instant, nullable=False, index=True),
    sa.Column("seen_at", Instant, nullable=False),
    info=READ_ACROSS,
)

# Somebody at the door who has not shown yet who they are: bound to the browser's cookie, gone in ten minutes.
# `people`: whose address it is, once the code was right; `chosen`: who of them, where a second factor is still owed.
knocks = sa.Table(
    "knocks",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    sa.Column("verification_id", sa.String(36)),
    sa.Column("people", sa.JSON, nullable=False),
    sa.Column("chosen", sa.JSON),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

# How often, within one window of real time, by a mark that leads nowhere: no address and no name is kept.
tries = sa.Table(
    "tries",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("window_at", Instant, primary_key=True),
    organisation(),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
)

pins = sa.Table(
    "pins",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("mark", sa.String(64), nullable=False),
    sa.Column("set_at", Instant, nullable=False),
)

# `last_step`: of the last code that was taken; none is taken twice.
second_factors = sa.Table(
    "second_factors",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("last_step", sa.BigInteger, nullable=False),
    sa.Column("confirmed_at", Instant),
)

# By which name of its own an identity provider speaks of somebody; `mark` is an HMAC of it.
outside_names = sa.Table(
    "outside_names",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person(unique=True),
    sa.Column("known_at", Instant, nullable=False),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person(index=True),
)

# A browser that stands on a shared desk, and who has fully signed in there today.
known_desks = sa.Table(
    "known_desks",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    sa.Column("made_at", Instant, nullable=False),
    info=READ_ACROSS,
)

desk_people = sa.Table(
    "desk_people",
    metadata,
    sa.Column("desk_mark", sa.String(64), primary_key=True),
    person(primary_key=True),
    organisation(),
    sa.Column("began_at", Instant, nullable=False, index=True),
)

# What was typed into a form whose visit had ended: sealed, for the same person, for half an hour.
kept_forms = sa.Table(
    "kept_forms",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("path", sa.String(400), nullable=False),
    sa.Column("typed", sa.Text, nullable=False),
    sa.Column("kept_at", Instant, nullable=False, index=True),
)

# Which calendar somebody let find their sessions: only to take it back. Its address is kept nowhere.
calendar_feeds = sa.Table(
    "calendar_feeds",
    metadata,
    identity("person_id"),
    organisation(),
    sa.Column("calendar_id", sa.String(36), nullable=False),
)

# Organisations that send people to us. `name` is the organisation's own; of those sent only the request's id is kept.
referring_clients = sa.Table(
    "referring_clients",
    metadata,
    identity("id"),
    organisation(),
    sa.Column("mark", sa.String(64), nullable=False, index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("source", sa.String(20), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    info=READ_ACROSS,
)

sent_referrals = sa.Table(
    "sent_referrals",
    metadata,
    identity("referral_id"),
    organisation(),
    sa.Column("client_id", sa.String(36), nullable=False, index=True),
)

# A browser at the door where people check in by themselves. It opens that page and no other.
kiosks = sa.Table(
    "kiosks",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
    organisation(),
    person("made_by"),
    sa.Column("made_at", Instant, nullable=False),
    info=READ_ACROSS,
)

# What takes a while: how far it is, for whoever looks again. Nothing of what it carries. `seen_at` is real time.
errands = sa.Table(
    "errands",
    metadata,
    identity("id"),
    organisation(),
    sa.Column("kind", sa.String(16), nullable=False),
    person(index=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("need_you", sa.Integer, nullable=False),
    sa.Column("begun_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
)
