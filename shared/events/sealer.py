"""Closes the audit's chain each second, and keeps its head outside the database."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import sqlalchemy as sa

from shared.db.chain import Head, reaches, seal_rows
from shared.db.common import audit
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.transaction import reading, transaction
from shared.kernel.actor import Actor
from shared.kernel.times import rfc3339

EVERY_SECONDS = 1.0


def seal_audit(desk: Desk) -> int:
    """How many organisations had something to seal. Heads are written after the rows are kept. One that the chain has
    no more (an older copy was put back) stays as it is, so that it can be seen however much is written afterwards.
    """
    sealed = {organisation: head for organisation in _waiting(desk) if (head := _seal(desk, organisation))}
    reached = {organisation: head for organisation, head in sealed.items() if _goes_on(desk, organisation)}
    if reached:
        keep_heads(desk, reached)
    return len(sealed)


def _waiting(desk: Desk) -> list[str]:
    with for_reading(desk.engine) as connection:
        unsealed = sa.select(audit.c.organisation).where(audit.c.number.is_(None)).distinct()
        return list(connection.execute(unsealed).scalars())


def _seal(desk: Desk, organisation: str) -> Head | None:
    with transaction(desk, Actor(person=desk.name, role="service", organisation=organisation)) as tx:
        return seal_rows(tx)


def _goes_on(desk: Desk, organisation: str) -> bool:
    kept = kept_heads(desk).get(organisation)
    with reading(desk, Actor(person=desk.name, role="service", organisation=organisation)) as rx:
        return kept is None or reaches(rx, kept)


def heads_file(desk: Desk) -> Path:
    return desk.settings.home / "audit" / f"{desk.name}.json"


def kept_heads(desk: Desk) -> dict[str, Head]:
    """As the file beside the database says. `holdfast audit heads` prints it, to be kept farther away."""
    path = heads_file(desk)
    told = json.loads(path.read_text()) if path.exists() else {}
    return {organisation: Head(each["number"], each["link"]) for organisation, each in told.items()}


def keep_heads(desk: Desk, reached: Mapping[str, Head]) -> None:
    path, now = heads_file(desk), rfc3339(desk.clock.now())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = {organisation: asdict(head) for organisation, head in (kept_heads(desk) | dict(reached)).items()}
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(known))
    os.replace(draft, path)
    _keep_the_day(path.with_suffix(".days.jsonl"), now, known)


def _keep_the_day(path: Path, now: str, known: Mapping[str, object]) -> None:
    """The first of each day is kept for good, a line a day: what was sealed by then cannot be unsaid."""
    day = now[:10]
    last = path.read_text().rstrip().rpartition("\n")[2] if path.exists() else ""
    if not last.startswith(f'{{"day": "{day}"'):
        with path.open("a") as file:
            file.write(json.dumps({"day": day, "heads": known}) + "\n")
