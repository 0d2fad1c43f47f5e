"""Invented coaches and people for the measurements: sealed, in a real database, a hundred thousand if need be."""

from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from services.matching.actions.vocabulary import words_in_use
from services.matching.domain.vocabulary import Code
from services.matching.store import tables
from services.matching.store.people import PLACE
from shared.db.common import person_keys
from shared.db.desk import Desk, make_desk
from shared.db.engine import open_engine
from shared.db.migrate import migrate
from shared.db.sealing import seal
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.clock import Clock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.keys import load_sealer, make_keys

HARBOUR = new_id()
MACHINE = Actor(new_id(), "service", HARBOUR)
BATCH = 2_000
LIVED = [code for code in words_in_use().meanings if code.facet in ("lived_with", "health", "circumstances")]
TONGUES = (["en"], ["en"], ["en"], ["en", "es"], ["es"], ["en", "ht"])
PLAIN = {"language": "en", "time_zone": "America/New_York", "state": "active", "version": 1, "do_not_contact": False}


def settings_in(home: Path) -> Settings:
    settings = Settings(home=home, calls_a_minute=0)
    make_keys(settings)
    return settings


def desk_in(settings: Settings, clock: Clock, *, url: str | None = None) -> Desk:
    engine = open_engine(url or settings.database_of("matching"), connections=24)
    desk = make_desk("matching", engine, clock, load_sealer(settings, "matching"), settings)
    migrate(desk)
    return desk


def fill(desk: Desk, *, coaches: int, members: int = 0, seed: int = 1) -> tuple[list[str], list[str]]:
    """The ids of the coaches and of the members, of whom each waits for a coach."""
    chance, now = Random(seed), desk.clock.now()
    coach_ids, member_ids = [new_id() for _ in range(coaches)], [new_id() for _ in range(members)]
    with transaction(desk, MACHINE) as tx:
        tx.insert_if_absent(tables.changes, counter=1)
    for start in range(0, coaches, BATCH):
        with transaction(desk, MACHINE) as tx:
            ids = coach_ids[start : start + BATCH]
            keep_people(tx, {id: a_coach(chance) for id in ids}, chance, is_coach=True)
            tx.insert_many(tables.availability, [_hours(id, now, chance) for id in ids])
    with transaction(desk, MACHINE) as tx:
        keep_people(tx, {id: a_member(chance) for id in member_ids}, chance, is_coach=False)
        tx.insert_many(tables.referrals, [_request(id, now, chance) for id in member_ids])
    return coach_ids, member_ids


def keep_people(tx, documents: dict, chance: Random, *, is_coach: bool) -> None:
    wrapped = {id: tx.desk.sealer.new_person_key(id) for id in documents}
    tx.insert_many(person_keys, [{"person_id": id, "wrapped": key} for id, key in wrapped.items()])
    kinds = {"is_coach": is_coach, "is_member": not is_coach, "is_staff": False}
    rows = []
    for id, document in documents.items():
        sealed = seal(tx.desk.sealer.person_key(id, wrapped[id]), document, place=PLACE, row=id)
        carries = {"capacity": chance.choice((8.0, 15.0, 20.0)), "accepting": chance.random() < 0.92}
        rows.append({"id": id, "sealed": sealed, "change": 1, **PLAIN, **kinds, **carries})
    tx.insert_many(tables.people, rows)


def a_coach(chance: Random) -> dict:
    said = a_profile(chance)
    wishes = [{"facet": "modality", "code": "phone", "strength": "preferred"}] if chance.random() < 0.1 else []
    return {
        "display_name": "An invented coach",
        "language": "en",
        "modalities": chance.sample(["in_person", "phone", "video", "text"], 2),
        "profile": said | {"languages": chance.choice(TONGUES)},
        "shown": {facet: codes for facet, codes in said.items() if chance.random() < 0.6},
        "preferences": wishes,
        "introduction": "I like walking by the water, and I have time to listen. " * 3,
        "credentials": [{"kind": "cprs", "expires_on": "2028-03-01"}],
    }


def a_member(chance: Random) -> dict:
    wishes = chance.sample(LIVED, 3)
    strengths = ("preferred", "preferred", chance.choice(("preferred", "required")))
    asked = [{"facet": f, "code": c, "strength": s} for (f, c), s in zip(wishes[:2], strengths, strict=False)]
    most = chance.choice(LIVED)
    return {
        "display_name": "An invented person",
        "language": "en",
        "modalities": ["phone", "in_person"],
        "profile": a_profile(chance),
        "preferences": asked,
        "most_important": {"facet": most.facet, "code": most.code},
    }


def a_profile(chance: Random) -> dict:
    lived = chance.sample(LIVED, 4)
    return {
        "gender": [chance.choice(("woman", "woman", "man", "man", "nonbinary"))],
        "age_band": [chance.choice(("18_24", "25_34", "35_49", "50_64", "65_plus"))],
        "pathway": chance.sample(["twelve_step", "secular_mutual_aid", "medication", "faith_based"], 2),
        "outlook": chance.sample(["goal_no_use", "goal_open", "style_listening", "style_direct", "style_plan"], 2),
        "family_life": [chance.choice(("raising_children", "caregiver", "rebuilding_ties"))],
        **{facet: [code.code for code in lived if code.facet == facet] for facet in {code.facet for code in lived}},
    }


def _hours(id: str, now: datetime, chance: Random) -> dict:
    day = sum(1 << quarter for quarter in range(36, 36 + chance.choice((16, 32))))
    bits = sum(day << 96 * number for number in range(28) if chance.random() < 0.5)
    told = {"coach_id": id, "from_at": now.replace(hour=0, minute=0, second=0, microsecond=0), "minutes": 60}
    starts = b64encode(bits.to_bytes(336, "little")).decode()
    return told | {"starts": starts, "min_notice_minutes": chance.choice((0, 60, 240)), "version": 1}


def _request(member_id: str, now: datetime, chance: Random) -> dict:
    since = now - timedelta(minutes=chance.randrange(20_000))
    named = {"id": new_id(), "member_id": member_id, "urgency": "routine", "source": "self", "state": "waiting"}
    return named | {"ready_from": since, "filed_at": since, "version": 1, "next_steps": [], "priority": False}


def code(text: str) -> Code:
    return Code(*text.split("."))
