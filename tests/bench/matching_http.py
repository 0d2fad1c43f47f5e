"""A shortlist through the door at a thousand coaches, beside an empty room behind the same door."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from flask import Flask

from services.matching.app import create_app
from services.matching.store import tables
from shared.db.transaction import reading
from shared.kernel.actor import Actor
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.process.install import desk_of
from shared.process.keys import private_key, public_key
from shared.process.log import speak_in_ids
from shared.web.auth import open_to
from shared.web.tokens import mint
from tests.bench.matching_world import HARBOUR, MACHINE, desk_in, fill, settings_in
from tests.bench.scheduling_world import GUNICORN, MANY, free_port

COACHES, MEMBERS, TIMES = 1_000, 40, 400


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp"))
    settings = settings_in(home)
    desk = desk_in(settings, SystemClock())
    fill(desk, coaches=COACHES, members=MEMBERS)
    with reading(desk, MACHINE) as rx:
        referrals = [row["id"] for row in rx.rows(tables.referrals)]
    told = {"bench": "matching_http", "coaches": COACHES}
    sal = Actor(new_id(), "intake", HARBOUR)
    token = mint(private_key(settings), sal, audience=["matching"], now=datetime.now(UTC), minutes=60)
    with served(home, {"Authorization": f"Bearer {token}"}) as knock:
        lists = [f"/v1/referrals/{id}/shortlist?limit=3" for id in referrals]
        first = [_ms(knock, path) for path in lists]
        turns = [(_ms(knock, lists[n % MEMBERS]), _ms(knock, "/v1/nothing")) for n in range(TIMES)]
    spent = {"shortlist": [turn[0] for turn in turns], "empty": [turn[1] for turn in turns], "first_looks": first[1:]}
    told |= {name: _percentiles(each) for name, each in spent.items()} | {"first_of_all_ms": round(first[0], 1)}
    ratio = told["shortlist"]["p95_ms"] / told["empty"]["p95_ms"]
    print(json.dumps(told | {"p95_ratio": round(ratio, 1)}))
    shutil.rmtree(home)


def door() -> Flask:
    """What gunicorn calls: our door, with an empty room behind it."""
    speak_in_ids(service="matching")
    desk = desk_of("matching")
    app = create_app(desk, public_key(desk.settings))
    app.get("/v1/nothing")(open_to("intake")(dict))
    return app


@contextmanager
def served(home: Path, headers: dict[str, str]) -> Iterator[Any]:
    """Behind gunicorn, as it really runs; one who asks keeps their line open."""
    port = free_port()
    target = "tests.bench.matching_http:door()"
    command = [sys.executable, "-m", "gunicorn", "--config", str(GUNICORN), "--bind", f"127.0.0.1:{port}", target]
    process = subprocess.Popen(
        command,
        env=os.environ | {"HOLDFAST_HOME": str(home), "HOLDFAST_CALLS_A_MINUTE": MANY},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield _line(port, headers)
    finally:
        process.terminate()
        process.wait(10)


def _line(port: int, headers: dict[str, str]) -> Any:
    for _ in range(200):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port)
            line.connect()
            break
        except OSError:
            time.sleep(0.1)

    def knock(path: str) -> None:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        told = answer.read()
        assert answer.status == 200, told

    return knock


def _ms(knock: Any, path: str) -> float:
    began = time.perf_counter()
    knock(path)
    return (time.perf_counter() - began) * 1000


def _percentiles(spent: list[float]) -> dict[str, float]:
    cuts = quantiles(spent, n=100)
    return {"p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2)}


if __name__ == "__main__":
    main()
