import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from cli.say import in_words, out
from cli.services import answer_of, start_service
from shared.kernel.settings import SERVICES

DAYS_TO_TELL = 60  # 45 CFR 164.404: without unreasonable delay, and at most this


@click.group()
def audit() -> None:
    """Who read or changed what about whom, and whether that is still as it was written.

    Every service writes down who touched whose record and chains the rows each second under a key of the
    installation. Only ids, deeds and times are ever shown.
    """


@audit.command()
@click.option("--heads", type=click.Path(exists=True, path_type=Path), help="Heads you kept elsewhere.")
@in_words
def verify(heads: Path | None) -> None:
    """Check every chain from its first row on. Ends with status 1 where one does not hold.

    Rows that were changed, taken out, moved or put in between are found by the chain itself. That the newest ones are
    missing shows beside the heads kept under HOLDFAST_HOME/audit, or beside those you kept farther away.
    """
    told = _ask_all("verify", *(["--heads", str(heads.absolute())] if heads else []))
    broken = [_say(service, each) for service in SERVICES for each in told[service]["organisations"]]
    if any(broken):
        sys.exit(1)
    out.print("Every chain holds.")


@audit.command()
@in_words
def heads() -> None:
    """Print how far each chain reached, as JSON: keep it once a day where nobody who can write here can write."""
    click.echo(json.dumps({service: told["heads"] for service, told in _ask_all("heads").items()}))


@audit.command()
@click.option("--actor", metavar="ID", help="By this person.")
@click.option("--credential", metavar="ID", help="With this visit, or the token with this jti.")
@click.option("--from", "since", metavar="INSTANT", help="From this instant on, 2026-11-23T09:00:00Z say.")
@click.option("--to", "until", metavar="INSTANT", help="Before this instant.")
@in_words
def touched(actor: str | None, credential: str | None, since: str | None, until: str | None) -> None:
    """List whose records somebody touched, or that were touched in a time: whom you may have to tell.

    One line a person and service, as JSON. If this was a breach, people must hear of it without unreasonable delay.
    """
    if not (actor or credential or since or until):
        raise click.UsageError("Please say by whom (--actor), with what (--credential) or when (--from, --to).")
    given = [("--actor", actor), ("--credential", credential), ("--since", since), ("--until", until)]
    told = _ask_all("touched", *(word for pair in given if pair[1] for word in pair))
    people = set()
    for service, said in told.items():
        for each in said["items"]:
            people.add(each["person_id"])
            click.echo(json.dumps({"service": service} | each))
    last = (datetime.now(UTC) + timedelta(days=DAYS_TO_TELL)).date()
    click.echo(f"{len(people)} people. Found today, each hears of it by {last} at the latest.", err=True)


def _ask_all(*deed: str) -> dict[str, Any]:
    started = [(service, start_service(service, "audit", *deed)) for service in SERVICES]
    return {service: answer_of(service, process) for service, process in started}


def _say(service: str, told: dict[str, Any]) -> bool:
    """Whether something is wrong, and what."""
    kept = "" if told["head_kept"] or not told["rows"] else ", no head kept outside"
    out.print(f"{service:<14} {told['organisation']}  {told['rows']} rows{kept}", markup=False)
    for words in told["broken"]:
        out.print(f"  • {words}", markup=False)
    return bool(told["broken"])
