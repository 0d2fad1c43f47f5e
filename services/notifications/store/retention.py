"""How long notifications keeps what is over. Words of messages go sooner: each organisation says when."""

from services.notifications.store import tables as every
from services.notifications.store.tables import metadata
from shared.db.retention import Rule

YEAR = 365
tables = metadata.tables
messages, links = every.messages, tables["links"]
SAID = messages.c.state.not_in(("planned", "claimed", "handing_over"))

RULES = (
    Rule(
        name="that a message was sent",
        of="life",
        days=2 * YEAR,
        table=messages,
        at="planned_at",
        where=(SAID,),
        below=(tables["attempts"].c.message_id, tables["receipts"].c.message_id, tables["contents"].c.message_id),
    ),
    Rule(name="what people wrote back", of="sealed", days=YEAR, table=tables["replies"], at="received_at"),
    Rule(name="links in messages", of="secret", days=30, table=links, at="expires_at"),
    Rule(name="codes on paper", of="secret", days=30, table=tables["codes"], at="expires_at"),
    Rule(
        name="whom somebody was asked to ring",
        of="life",
        days=2 * YEAR,
        table=tables["calls"],
        at="opened_at",
        where=(tables["calls"].c.closed_at.is_not(None),),
    ),
    Rule(
        name="who was spoken with once more",
        of="life",
        days=2 * YEAR,
        table=tables["causes"],
        at="at",
        where=(tables["causes"].c.kind == "reached",),
    ),
    Rule(
        name="who was not back in time",
        of="time",
        days=7,
        table=tables["causes"],
        at="at",
        where=(tables["causes"].c.kind == "trip",),
    ),
    Rule(name="when a coach was off", of="time", days=7, table=tables["time_off"], at="ends_at"),
    Rule(name="who looked in an emergency", of="person", days=1, table=tables["emergencies"], at="expires_at"),
)
