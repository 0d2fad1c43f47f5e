"""Everything kept of one person, table by table. A test walks every table: each is here, or left out for a reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.matching.store import consents, disclosures, emergencies, handovers, people, referrals
from services.matching.store.metadata import metadata
from shared.db.record import Copier, Part, Sealed

TABLES = metadata.tables


SEALED: Mapping[tuple[str, str], Sealed] = {
    ("people", "sealed"): Sealed(people.PLACE, "id"),
    ("referrals", "now_at"): Sealed(referrals.PLACE, "member_id"),
    ("handovers", "note"): Sealed(handovers.PLACE, "member_id", "match_id"),
    ("consents", "sealed"): Sealed(consents.PLACE, "person_id"),
    ("restrictions", "words"): Sealed(consents.WORDS, "person_id"),
    ("disclosures", "sealed"): Sealed(disclosures.PLACE, "person_id"),
    ("legal_requests", "note"): Sealed(disclosures.NOTE, "person_id"),
    ("emergencies", "why"): Sealed(emergencies.PLACE, "person_id"),
}
OF_MEMBER = {
    "people": "id",
    "referrals": "member_id",
    "matches": "member_id",
    "handovers": "member_id",
    "heard_sessions": "member_id",
    "heard_contacts": "member_id",
    "consents": "person_id",
    "disclosures": "person_id",
    "restrictions": "person_id",
    "legal_requests": "person_id",
    "emergencies": "person_id",
    "acknowledgements": "person_id",
    "list_requests": "person_id",
}
OF_REQUEST = ("shortlists", "choices", "offers", "progress", "round_pairs")
OF_COACH = {"availability": "coach_id", "offers": "coach_id", "matches": "coach_id"}
EXPORTED = {*OF_MEMBER, *OF_REQUEST, *OF_COACH}
# What another person said or did stays theirs: a coach's reason, who answered; of a coach's list, who was asked for.
WITHHELD = {
    "people": {"change"},
    "offers": {"reason", "answered_by"},
    "matches": {"reason", "ends_reason"},
    "referrals": {"coach_hears"},
}
FOR_A_COACH = {"offers": {"referral_id"}, "matches": {"member_id", "referral_id", "offer_id"}}
LEFT_OUT = {
    "never_matches": "tells about somebody else",
    "tidings": "tells about somebody else",
    "name_marks": "made of the name, which is here",
    "person_keys": "a key, not a record",
    "weights": "who set them; of the organisation",
    "rounds": "who began them; of the organisation",
    "privacy_notices": "who published them; of the organisation",
    "own_codes": "who made them; of the organisation",
    "shortlist_positions": "told with the list they belong to",
    "audit": "told as who has seen the record",
}
COPIER = Copier(SEALED, WITHHELD)


def everything_of(rx, person_id) -> dict[str, list[dict[str, Any]]]:
    told = COPIER.told(rx, _parts(rx, person_id))
    for shortlist in told["shortlists"]:
        shortlist["shown_to_you"] = _shown(rx, shortlist)
    return told


def _parts(rx, person_id) -> Iterator[Part]:
    for name, column in OF_MEMBER.items():
        yield Part(TABLES[name], TABLES[name].c[column] == person_id)
    own = [row["id"] for row in rx.rows(TABLES["referrals"], TABLES["referrals"].c.member_id == person_id)]
    for name in OF_REQUEST:
        yield Part(TABLES[name], TABLES[name].c.referral_id.in_(own))
    for name, column in OF_COACH.items():
        hidden = frozenset(FOR_A_COACH.get(name, ()))
        yield Part(TABLES[name], TABLES[name].c[column] == person_id, hidden)


def _shown(rx, shortlist) -> list[str]:
    """Whom they could look at, in order."""
    positions = TABLES["shortlist_positions"].c
    where = (positions.shortlist_id == shortlist["id"], positions.position <= shortlist["shown"])
    rows = rx.rows(TABLES["shortlist_positions"], *where, order_by=[positions.position])
    return [row["coach_id"] for row in rows]
