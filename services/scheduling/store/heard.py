"""Our small copies of what matching said: who meets whom, and who is still with us."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.domain.parties import Parties
from services.scheduling.domain.people import GONE, Person
from services.scheduling.store.tables import coaches, offers, parties, people, referrals
from shared.db.questions import Among
from shared.db.reading import Reading, Row, prepared
from shared.db.transaction import Transaction

BY_MATCH = prepared(sa.select(parties).where(parties.c.match_id == sa.bindparam("match_id")))


def match(rx: Reading, match_id: str) -> Parties | None:
    found = rx.ask_rows(BY_MATCH, match_id=match_id)
    return _parties(found[0]) if found else None


def match_between(rx: Reading, *, coach_id: str, member_id: str) -> Parties | None:
    pair = parties.c.coach_id == coach_id, parties.c.member_id == member_id
    found = [_parties(row) for row in rx.rows(parties, *pair)]
    return next((each for each in found if not each.over), None)


def matches_of(rx: Reading, member_id: str) -> list[Parties]:
    """Who walks with them now."""
    found = [_parties(row) for row in rx.rows(parties, parties.c.member_id == member_id)]
    return [each for each in found if not each.over]


def keep_match(tx: Transaction, heard: Parties) -> None:
    _keep(tx, parties, parties.c.match_id, asdict(heard) | {"modalities": list(heard.modalities)})


def person(rx: Reading, person_id: str) -> Person | None:
    row = rx.row(people, people.c.person_id == person_id)
    return Person(**_named(Person, row) | {"kinds": tuple(row["kinds"])}) if row else None


def keep_person(tx: Transaction, heard: Person) -> None:
    _keep(tx, people, people.c.person_id, asdict(heard) | {"kinds": list(heard.kinds)})


def keep_coach_if_newer(tx: Transaction, **heard: Any) -> bool:
    """Said again, a state that was kept before roles were kept gets its role."""
    same = coaches.c.coach_id == heard["coach_id"], coaches.c.version == heard["version"]
    if heard.get("role"):
        tx.update(coaches, *same, coaches.c.role.is_(None), role=heard["role"])
    return _keep_if_newer(tx, coaches, coaches.c.coach_id, heard)


def keep_referral_if_newer(tx: Transaction, **heard: Any) -> bool:
    return _keep_if_newer(tx, referrals, referrals.c.referral_id, heard)


def keep_offer_if_newer(tx: Transaction, *, offer_id: str, state: str, at: datetime, version: int) -> None:
    """When it was made is known if it was heard of while it was open, and when it ended since."""
    known = tx.row(offers, offers.c.offer_id == offer_id)
    if known and known["version"] >= version:
        return
    made_at = known["made_at"] if known else at if state == "open" else None
    values = {"offer_id": offer_id, "state": state, "made_at": made_at, "version": version}
    _keep(tx, offers, offers.c.offer_id, values | {"ended_at": None if state == "open" else at})


def referral(rx: Reading, referral_id: str) -> Row | None:
    return rx.row(referrals, referrals.c.referral_id == referral_id)


def kept_apart(rx: Reading, person_id: str, others: Sequence[str]) -> set[str]:
    """Of the others, those this person is never put together with; either of the two may have been asked about."""
    own = rx.rows(referrals, referrals.c.member_id == person_id)
    found = {other for row in own for other in row["kept_apart"] or ()}
    for row in rx.rows(referrals, referrals.c.member_id.in_(others)):
        found |= {row["member_id"]} if person_id in (row["kept_apart"] or ()) else set()
    knew = sa.or_(_pair(person_id, others), _pair_of(others, person_id))
    for row in rx.rows(parties, parties.c.state == "not_started", knew):
        found |= {row["coach_id"], row["member_id"]}
    return found & set(others)


def _pair(coach_id: str, members: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.and_(parties.c.coach_id == coach_id, parties.c.member_id.in_(members))


def _pair_of(coaches: Sequence[str], member_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(parties.c.coach_id.in_(coaches), parties.c.member_id == member_id)


def is_known(rx: Reading, coach_id: str) -> bool:
    here = rx.row(people, people.c.person_id == coach_id)
    return bool(here and "coach" in here["kinds"]) or bool(rx.row(coaches, coaches.c.coach_id == coach_id))


def gone(rx: Reading, person_ids: Sequence[str]) -> set[str]:
    """Of these, the ones who no longer meet anybody."""
    return {person for (person,) in rx.ask(NO_LONGER_HERE, people=person_ids)}


def _no_longer_here(table: sa.Table, key: sa.Column[Any]) -> sa.Select[Any]:
    asked = Among(key, "people")
    return sa.select(key).where(asked, table.c.state.in_(sorted(GONE)))


NO_LONGER_HERE = prepared(_no_longer_here(people, people.c.person_id), _no_longer_here(coaches, coaches.c.coach_id))


def _keep_if_newer(tx: Transaction, table: sa.Table, key: sa.Column[Any], heard: dict[str, Any]) -> bool:
    known = tx.row(table, key == heard[key.name])
    if known and known["version"] >= heard["version"]:
        return False
    _keep(tx, table, key, heard)
    return True


def _keep(tx: Transaction, table: sa.Table, key: sa.Column[Any], values: dict[str, Any]) -> None:
    if not tx.update(table, key == values[key.name], **values):
        tx.insert(table, **values)


def _parties(row: Row) -> Parties:
    return Parties(**_named(Parties, row) | {"modalities": tuple(row["modalities"])})


def _named(kind: Any, row: Row) -> dict[str, Any]:
    return {field.name: row[field.name] for field in fields(kind)}
