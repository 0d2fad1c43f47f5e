"""A scheduling service full of sessions, for measuring; and a few ways to knock at its door."""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from zoneinfo import ZoneInfo

from deploy.engines.kafka import free_port
from services.scheduling.app import create_app
from services.scheduling.store import tables
from shared.db.desk import Desk
from shared.db.migrate import migrate
from shared.db.transaction import transaction
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.install import desk_of
from shared.process.keys import make_keys, private_key, public_key
from shared.process.web import GUNICORN
from shared.web.tokens import mint
from tests.bench.scheduling_sweeps import HOUR, Calendar

COACHES = 1_000
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
ZONES += ("America/Phoenix", "Pacific/Honolulu", "Europe/London", "Australia/Sydney")
RULES = {"minutes": 60, "step_minutes": 30, "min_notice_minutes": 0, "horizon_days": 60}
WEEK = [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]


def a_calendar(chance: random.Random, zone: str, begin: int, *, count: int = 40) -> Calendar:
    """`count` hours of four weeks that are booked, none over another."""
    day = datetime.fromtimestamp(begin, ZoneInfo(zone)).replace(hour=0, minute=0)
    days = [each for n in range(28) if (each := day + timedelta(days=n)).weekday() < 5]
    hours = [each.replace(hour=hour) for each in days for hour in range(9, 17)]
    starts = sorted(int(each.timestamp()) for each in chance.sample(hours, count))
    return Calendar(zone, [(start, start + HOUR) for start in starts])


class World:
    """An organisation in a home of its own. Each coach walks with one person."""

    def __init__(self, home: Path, *, coaches: int = COACHES) -> None:
        self.settings = Settings(home=home, calls_a_minute=0)
        home.mkdir(parents=True, mode=0o755)
        make_keys(self.settings)
        self.desk: Desk = desk_of("scheduling", self.settings)
        migrate(self.desk)
        self.sal = Actor(new_id(), "intake", new_id())
        self.pairs = [(new_id(), new_id(), new_id()) for _ in range(coaches)]
        self.now = int(self.desk.clock.now().timestamp()) // HOUR * HOUR
        self.sessions = 0
        self.port, self._door = 0, None

    def fill(self, *, sessions_each: int, past: bool = False) -> None:
        chance = random.Random(7)
        for start in range(0, len(self.pairs), 50):
            with transaction(self.desk, self.sal) as tx:
                for n, pair in enumerate(self.pairs[start : start + 50], start):
                    self._add(tx, *pair, ZONES[n % len(ZONES)], self._starts(chance, n, sessions_each, past))

    def _starts(self, chance: random.Random, n: int, count: int, past: bool) -> list[int]:
        if past:
            return [self.now - (each + 1) * 6 * HOUR for each in range(count)]
        return [start for start, _ in a_calendar(chance, ZONES[n % len(ZONES)], self.now, count=count).booked]

    def _add(self, tx: Any, match: str, coach: str, member: str, zone: str, starts: list[int]) -> None:
        document = {"time_zone": zone, "weekly": WEEK, "rules": RULES}
        tx.insert(tables.hours, coach_id=coach, document=document, version=1, told_version=0, told_at=tx.now)
        who = {"match_id": match, "coach_id": coach, "member_id": member}
        how = {"minutes": 60, "modalities": ["phone"], "cadence_days": 7, "state": "active", "version": 1}
        tx.insert(tables.parties, **who, **how)
        rows = [who | _session(start, zone) for start in starts]
        tx.insert_many(tables.sessions, rows)
        tx.insert_many(tables.engagements, [_engagement(row, part) for row in rows for part in ("coach", "member")])
        self.sessions += len(rows)

    def headers(self, **more: str) -> dict[str, str]:
        key, now = private_key(self.settings), self.desk.clock.now()
        token = mint(key, self.sal, audience=["scheduling"], now=now, minutes=60)
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **more}

    def knock(self, method: str, path: str, body: Any = None) -> Any:
        self._door = self._door or (http.client.HTTPConnection("127.0.0.1", self.port), self.headers())
        door, headers = self._door
        door.request(method, path, json.dumps(body) if body else None, headers)
        answer = door.getresponse()
        told = answer.read()
        assert answer.status < 300, told
        return told

    def nothing(self) -> Any:
        return self.knock("GET", "/v1/nothing")

    def openings_of_one(self) -> Any:
        return self.knock("GET", _openings(self.pairs[0][1], self.now))

    def earliest_of_each(self) -> Any:
        coaches = [coach for _, coach, _ in self.pairs]
        asked = {"coach_ids": coaches, "minutes": 60, "from": _z(self.now), "to": _z(self.now + 28 * 24 * HOUR)}
        return self.knock("POST", "/v1/openings/earliest", asked)

    @contextmanager
    def asked_in_process(self) -> Iterator[Callable[[], Any]]:
        client = create_app(self.desk, public_key(self.settings)).test_client()
        path, headers = _openings(self.pairs[0][1], self.now), self.headers()

        def ask() -> Any:
            answer = client.get(path, headers=headers)
            assert answer.status_code == 200 and answer.json["items"]
            return answer

        yield ask


MANY = "1000000"  # callers are counted as ever, and none is turned away


@contextmanager
def served(world: World, app: str = "ours") -> Iterator[World]:
    """Behind gunicorn, as it really runs."""
    world.port, world._door = free_port(), None
    target = f"tests.bench.scheduling_server:{app}()"
    command = [sys.executable, "-m", "gunicorn", "--config", str(GUNICORN), "--bind", f"127.0.0.1:{world.port}", target]
    environment = os.environ | {"HOLDFAST_HOME": str(world.settings.home), "HOLDFAST_CALLS_A_MINUTE": MANY}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(world)
        yield world
    finally:
        process.terminate()
        process.wait(10)


def percentile(spent: list[float], which: int) -> float:
    return quantiles(spent, n=100)[which - 1]


def _wait(world: World) -> None:
    for _ in range(200):
        try:
            world.nothing()
            return
        except OSError:
            world._door = None
            time.sleep(0.1)
    raise AssertionError("The server did not come up.")


def _session(start: int, zone: str) -> dict[str, Any]:
    starts_at = datetime.fromtimestamp(start, UTC)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "time_zone": zone}
    stands = {"state": "booked", "planned": "booked", "first": False, "late": False, "reason": None}
    counts = {"sequence": 0, "version": 1, "placed": 1}
    return {"id": new_id(), "modality": "phone", "place_id": None, **times, **stands, **counts}


def _engagement(row: dict[str, Any], part: str) -> dict[str, Any]:
    times = {"starts_at": row["starts_at"], "ends_at": row["ends_at"], "meets_at": row["starts_at"]}
    who = {"session_id": row["id"], "person_id": row[f"{part}_id"], "part": part}
    return who | times | {"kind": "session", "expires_at": None}


def _openings(coach: str, now: int) -> str:
    return f"/v1/openings?coach_id={coach}&minutes=60&from={_z(now)}&to={_z(now + 28 * 24 * HOUR)}"


def _z(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
