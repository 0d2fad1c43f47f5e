"""`audit`: does the chain hold, how far does it reach, and whose records did somebody touch?"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shared.db.chain import Head, broken_places, first_few, last_of, touched
from shared.db.common import audit, organisations
from shared.db.desk import Desk
from shared.db.engine import for_reading
from shared.db.reading import Reading
from shared.db.transaction import reading
from shared.events.sealer import kept_heads
from shared.kernel.actor import Actor

WHAT = ("verify", "heads", "touched")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--heads", type=Path, metavar="FILE", help="audit verify: heads that were kept farther away")
    parser.add_argument("--actor", metavar="ID", help="audit touched: by this person")
    parser.add_argument("--credential", metavar="ID", help="audit touched: with this visit or this token (jti)")
    parser.add_argument("--since", metavar="INSTANT", type=datetime.fromisoformat, help="audit touched: from then on")
    parser.add_argument("--until", metavar="INSTANT", type=datetime.fromisoformat, help="audit touched: before then")


def do(desk: Desk, given: argparse.Namespace) -> dict[str, Any]:
    if given.what == "heads":
        return {"heads": {each: vars(head) for each, head in kept_heads(desk).items()}}
    if given.what == "touched":
        return {"items": list(_touched(desk, given))}
    return {"organisations": verify(desk, _outside(desk, given.heads))}


def verify(desk: Desk, outside: dict[str, Head]) -> list[dict[str, Any]]:
    """Every organisation's chain from its first row on; an organisation known outside alone has lost all its rows."""
    found = []
    for organisation in sorted({*_organisations(desk), *outside}):
        with _as(desk, organisation) as rx:
            kept = outside.get(organisation)
            unsealed = len(rx.rows(audit, audit.c.number.is_(None), limit=10_000))
            told = {"organisation": organisation, "rows": last_of(rx).number, "unsealed": unsealed}
            found.append(told | {"head_kept": kept is not None, "broken": first_few(broken_places(rx, outside=kept))})
    return found


def _touched(desk: Desk, given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    bounds = [audit.c.actor == given.actor] if given.actor else []
    bounds += [audit.c.credential == given.credential] if given.credential else []
    bounds += [audit.c.at >= given.since] if given.since else []
    bounds += [audit.c.at < given.until] if given.until else []
    for organisation in _organisations(desk):
        with _as(desk, organisation) as rx:
            yield from ({"organisation": organisation} | each for each in touched(rx, *bounds))


def _outside(desk: Desk, path: Path | None) -> dict[str, Head]:
    if path is None:
        return kept_heads(desk)
    told = json.loads(path.read_text())
    own = told.get(desk.name, told)
    return {organisation: Head(each["number"], each["link"]) for organisation, each in own.items()}


def _organisations(desk: Desk) -> list[str]:
    with for_reading(desk.engine) as connection:
        return list(connection.execute(sa.select(organisations.c.organisation).order_by("organisation")).scalars())


@contextmanager
def _as(desk: Desk, organisation: str) -> Iterator[Reading]:
    with reading(desk, Actor(person=desk.name, role="service", organisation=organisation)) as rx:
        yield rx
