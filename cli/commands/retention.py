from typing import Any

import click

from cli.say import in_words, out
from cli.services import ask_service
from shared.kernel.settings import SERVICES


@click.command()
@click.option("--dry-run", is_flag=True, help="Count what would go, and let nothing go.")
@in_words
def retention(dry_run: bool) -> None:
    """Let go of what has been kept long enough, in all four services.

    How long what is kept stands in docs/security/retention.md. It shows how far it is, can be stopped at any time, and
    the same command goes on from there. Run it once a day. The audit itself is never shortened.
    """
    deed = ["retention", *(["--dry-run"] if dry_run else [])]
    told = [(service, ask_service(service, *deed, shows_progress=True)["items"]) for service in SERVICES]
    total = sum(_say(service, each, dry_run) for service, items in told for each in items)
    out.print(f"{total} would go." if dry_run else f"{total} went.")


def _say(service: str, told: dict[str, Any], dry_run: bool) -> int:
    number = int(told["due"] if dry_run else told["gone"])
    if number:
        out.print(f"{service:<14} {told['organisation']}  {number:>7}  {told['rule']} ({told['of']})", markup=False)
    return number
