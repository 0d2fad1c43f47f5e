"""What it costs to seal and to keep an audit: each beside the same without it, in one transaction of its own."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from services.matching.store.tables import changes
from shared.db.desk import Desk
from shared.db.migrate import migrate
from shared.db.transaction import Transaction, reading, transaction
from shared.events.sealer import seal_audit
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings
from shared.process.install import desk_of
from shared.process.keys import make_keys
from shared.web.callers import Callers

TIMES = 300
SAID = {"name": "Ada", "profile": {"outlook": ["style_listening"]}}
Deed = Callable[[Desk, str, str], None]
NOOR = Actor(new_id(), "intake", new_id())


def main() -> None:
    settings = Settings(home=Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir="/tmp")))
    make_keys(settings)
    desk = desk_of("matching", settings)
    migrate(desk)
    sealed = {person: _keep(desk, person) for person in (new_id() for _ in range(TIMES))}
    deeds = {"read_plain": _read_plain, "read_sealed": _read_sealed, "write": _write, "write_and_audit": _write_audit}
    told = _in_turns(desk, sealed, deeds) | {"chain_one_row": _chain(desk), "count_a_caller": _count_callers(desk)}
    ratios = {"sealed_read": told["read_sealed"] / told["read_plain"], "audit": told["write_and_audit"] / told["write"]}
    rounded = {name: round(value * 1_000_000, 1) for name, value in told.items()}
    print(
        json.dumps(
            {"bench": "security cost", "median_processor_us": rounded} | {k: round(v, 2) for k, v in ratios.items()}
        )
    )


def _keep(desk: Desk, person: str) -> str:
    with transaction(desk, NOOR) as tx:
        return tx.seal(person, SAID, place="bench", row=person)


def _in_turns(desk: Desk, sealed: dict[str, str], deeds: dict[str, Deed]) -> dict[str, float]:
    """Medians in seconds of processor time, in turns for each person: a busy machine falls on none of them."""
    took: dict[str, list[float]] = {name: [] for name in deeds}
    for person, text in sealed.items():
        for name, deed in deeds.items():
            began = process_time()
            deed(desk, person, text)
            took[name].append(process_time() - began)
    return {name: median(times) for name, times in took.items()}


def _read_plain(desk: Desk, person: str, text: str) -> None:
    with reading(desk, NOOR) as rx:
        rx.row(changes, changes.c.counter == -1)


def _read_sealed(desk: Desk, person: str, text: str) -> None:
    with reading(desk, NOOR) as rx:
        rx.row(changes, changes.c.counter == -1)
        assert rx.unseal(person, text, place="bench", row=person) == SAID


def _write(desk: Desk, person: str, text: str) -> None:
    with transaction(desk, NOOR) as tx:
        _count(tx)


def _write_audit(desk: Desk, person: str, text: str) -> None:
    with transaction(desk, NOOR) as tx:
        _count(tx)
        tx.audit("read_member", person_id=person)


def _count(tx: Transaction) -> None:
    if not tx.update(changes, counter=changes.c.counter + 1):
        tx.insert(changes, counter=0)


def _chain(desk: Desk) -> float:
    began = process_time()
    assert seal_audit(desk) == 1
    return (process_time() - began) / TIMES


def _count_callers(desk: Desk) -> float:
    """Of one caller and of three hundred, as each request does it."""
    callers, took = Callers(desk.settings.home / "bench.callers"), []
    for turn in range(TIMES * 10):
        began = process_time()
        callers.count(desk.sealer.blind(str(turn % TIMES), purpose="callers"), minute=1)
        took.append(process_time() - began)
    return median(took)


if __name__ == "__main__":
    main()
