"""How long scheduling keeps what is over. That people met stays, as a time and a state; notes about it go."""

from services.scheduling.store.care_tables import contacts, outreach, trips
from services.scheduling.store.free_tables import freed_times, time_offers
from services.scheduling.store.tables import holds
from shared.db.retention import Rule

YEAR = 365

RULES = (
    Rule(name="notes on what happened", of="sealed", days=2 * YEAR, table=contacts, at="at", blank={"note": None}),
    Rule(
        name="words that were due",
        of="life",
        days=2 * YEAR,
        table=outreach,
        at="due_at",
        where=(outreach.c.closed_at.is_not(None),),
    ),
    Rule(name="times that came free", of="life", days=90, table=freed_times, at="starts_at"),
    Rule(name="times that were offered", of="life", days=90, table=time_offers, at="expires_at"),
    Rule(name="times that were held", of="time", days=7, table=holds, at="expires_at"),
    Rule(name="trips nobody ended", of="time", days=7, table=trips, at="back_by", where=(trips.c.state == "out",)),
)
