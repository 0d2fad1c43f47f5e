"""How long matching keeps what is over. Consents and the audit stay; what was told outside, as long as the law asks."""

from services.matching.store.tables import choices, pairs, positions, rounds, shortlists
from services.matching.store.tables_access import emergencies
from services.matching.store.tables_beside import handovers, tidings
from services.matching.store.tables_consent import disclosures, legal_requests
from shared.db.retention import Rule

YEAR = 365
OVER = rounds.c.state.in_(("published", "cancelled"))

RULES = (
    Rule(
        name="lists that were shown",
        of="life",
        days=2 * YEAR,
        table=shortlists,
        at="made_at",
        below=(choices.c.shortlist_id, positions.c.shortlist_id),
    ),
    Rule(
        name="rounds that are over",
        of="life",
        days=YEAR,
        table=rounds,
        at="begun_at",
        where=(OVER,),
        below=(pairs.c.round_id,),
    ),
    Rule(name="handover notes", of="sealed", days=2 * YEAR, table=handovers, at="written_at"),
    Rule(
        name="what somebody was told",
        of="life",
        days=YEAR,
        table=tidings,
        at="made_at",
        where=(tidings.c.told_at.is_not(None),),
    ),
    Rule(
        name="why somebody looked in an emergency",
        of="sealed",
        days=6 * YEAR,
        table=emergencies,
        at="opened_at",
        blank={"why": None},
    ),
    Rule(
        name="notes on legal requests",
        of="sealed",
        days=6 * YEAR,
        table=legal_requests,
        at="made_at",
        blank={"note": None},
    ),
    Rule(name="what was told outside", of="sealed", days=6 * YEAR, table=disclosures, at="at"),
)
