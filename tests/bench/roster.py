"""A roster of a hundred thousand rows: read beside Python's own reader of sheets, brought in beside bare rows."""

import csv
import io
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import structlog

from services.matching.app import create_app
from services.matching.store import tables
from services.portal.importing.body import coach_body
from services.portal.roster.roster import Roster, read_roster
from shared.db.desk import Desk
from shared.db.transaction import reading, transaction
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.process.keys import private_key, public_key
from shared.web.tokens import mint
from tests.bench.matching_world import HARBOUR, MACHINE, desk_in, keep_people, settings_in

ROWS, BROUGHT_IN = 100_000, 1_000
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
ZONE = "America/New_York"
COLUMNS = ("Employee ID", "Last Name", "First Name", "Preferred Name", "Pronouns", "Work Email", "Work Cell", "Status")
COLUMNS += ("Type", "Supervisor", "Languages", "Certification", "Cert Exp", "Max Caseload", "Days/Hours", "Modalities")
COLUMNS += ("Populations/Specialty", "Pathways", "Grant/Funding")
FIRST = ("Roberta", "Chidi", "Siobhan", "Noor", "Jo", "Amal", "Wren", "Kim", "Luz", "Tala")
LAST = ("Nakamura", "Abara", "Haddad", "Park", "Reyes", "Quince", "Marsh", "Okafor", "Silva", "Lund")


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    content = a_roster(ROWS)
    bare = _seconds(lambda: list(csv.reader(io.StringIO(content.decode()))))
    roster, read = _timed(lambda: read_roster(content))
    assert len(roster.coaches) > ROWS * 0.95
    told = {"bench": "roster", "rows": ROWS, "megabytes": round(len(content) / 2**20, 1)}
    told |= {"read_seconds": round(read, 2), "bare_reading_seconds": round(bare, 2), "ratio": round(read / bare, 1)}
    told |= {"coaches": len(roster.coaches), "needs_you": sum(row.state == "needs you" for row in roster.rows)}
    desk = desk_in(settings_in(home), FixedClock(NOW))
    print(json.dumps(told | {"brought_in": _brought_in(desk, roster)}))
    shutil.rmtree(home)


def a_roster(rows: int, *, seed: int = 1) -> bytes:
    """As organisations keep it: some twice, some without a number, supervisors by name, words of their own."""
    chance, text = Random(seed), io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    for number in range(rows):
        sheet.writerow(_row(number if chance.random() > 0.01 else max(0, number - 1), chance, rows))
    return text.getvalue().encode()


def _row(number: int, chance: Random, rows: int) -> list[str]:
    first, last = FIRST[number % 10], f"{LAST[number // 10 % 10]}-{number}"
    lead = chance.randrange(rows)
    told = [
        f"{number:06}",
        last,
        first,
        "",
        "",
        f"c{number}@example.org",
        f"(555) 555-01{number % 100:02}",
        "Active",
        "Staff",
    ]
    told += [f"{FIRST[lead % 10]} {LAST[lead // 10 % 10]}-{lead}", "English, Spanish", "CPRS", "3/1/27", "20-25"]
    return [*told, "M-F 9-5, Th til 7", "phone/in-person", "re-entry, parenting", "NA; harm reduction", "SOR-3"]


def _brought_in(desk: Desk, roster: Roster) -> dict[str, float]:
    """Through matching's own door, one request a coach; the floor writes the same sealed rows, one transaction each."""
    bodies = [coach_body(coach, organisation=HARBOUR, time_zone=ZONE) for coach in roster.coaches[:BROUGHT_IN]]
    door = create_app(desk, public_key(desk.settings)).test_client()
    token = mint(private_key(desk.settings), MACHINE, audience=["matching"], now=NOW, minutes=60)
    headers = {"Authorization": f"Bearer {token}"}

    def knock(body: dict) -> None:
        answer = door.post("/v1/coaches", json=body, headers=headers | {"Idempotency-Key": body["external_id"]})
        assert answer.status_code == 201, answer.text

    ours, bare = 0.0, 0.0
    for body in bodies:
        ours += _seconds(lambda said=body: knock(said))
        bare += _seconds(lambda said=body: _bare_row(desk, said))
    with reading(desk, MACHINE) as rx:
        assert len(rx.rows(tables.people)) == 2 * BROUGHT_IN
    each = {"each_ms": round(ours / BROUGHT_IN * 1000, 2), "floor_each_ms": round(bare / BROUGHT_IN * 1000, 2)}
    told = {"coaches": BROUGHT_IN, **each, "ratio": round(ours / bare, 1)}
    return told | {"all_minutes": round(ours * ROWS / BROUGHT_IN / 60, 1)}


def _bare_row(desk: Desk, body: dict) -> None:
    with transaction(desk, MACHINE) as tx:
        keep_people(tx, {new_id(): body}, Random(1), is_coach=True)


def _timed(do: Callable[[], Roster]) -> tuple[Roster, float]:
    began = time.process_time()
    done = do()
    return done, time.process_time() - began


def _seconds(do: Callable[[], object]) -> float:
    """Of the processor: what others do on this machine meanwhile is not counted."""
    began = time.process_time()
    do()
    return time.process_time() - began


if __name__ == "__main__":
    main()
