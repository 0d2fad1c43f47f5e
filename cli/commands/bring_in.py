from pathlib import Path

import click
from rich.progress import track

from cli.installation import Doors, this_installation
from cli.report import leave_file, tell
from cli.say import err, in_words, out
from services.portal.importing.coaches import CoachImport, Outcome
from services.portal.importing.settling import settle
from services.portal.roster.roster import Roster, read_roster
from services.portal.roster.table import NotARoster

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def bring_in() -> None:
    """Bring in a roster of coaches, or a coach's calendar."""


@bring_in.command()
@click.argument("file", type=FILE)
@click.option("--organisation", metavar="ID", help="Into which. Without it: the organisation added last.")
@click.option("--time-zone", default="America/New_York", show_default=True, help="Where these coaches work.")
@click.option("--day-first", is_flag=True, help="Read 3/1/2027 as 3 January. Without it: as March 1.")
@click.option(
    "--confirm-hours", is_flag=True, help="Load the weekly hours we propose. Only if the coaches agreed to them."
)
@click.option("--dry-run", is_flag=True, help="Only read the file and say what we see.")
@in_words
def coaches(
    file: Path, organisation: str | None, time_zone: str, day_first: bool, confirm_hours: bool, dry_run: bool
) -> None:
    """Bring in coaches from a CSV roster, kept the way you keep it.

    \b
    holdfast import coaches roster.csv --dry-run     what we would do
    holdfast import coaches roster.csv               do it

    Column names may vary; blank lines, totals and vacant posts are stepped over. A row that cannot be brought in is
    named with its line, column and reason while the others are. FILE.result.csv is left beside the roster: the same
    rows with a result and a reason. Put right what needs you there or in the roster, and import again: who is here
    already is known again by employee id or work email, and importing the same file again changes nothing.

    What a coach, or somebody for them, has changed in Holdfast is never overwritten. Nobody who left is brought back.

    Never stored, whatever the file holds: social security numbers (in any column), dates of birth, home addresses,
    recovery dates, criminal records, medical facts, emergency contacts, salaries, driver's licences, passwords.
    Specialties and pathways come in switched off: each coach decides what may be used for matching, and what shown.
    Hours are a proposal in the result file; nothing can be booked on them until they are confirmed.
    """
    roster = _read(file, day_first)
    outcomes = {} if dry_run else _bring_in_all(roster, this_installation().as_role("admin", organisation=organisation),
                                                time_zone, confirm_hours)  # fmt: skip
    if dry_run:
        outcomes = {coach.line: Outcome("not imported", ["dry run"]) for coach in roster.coaches}
    results, reasons = settle(roster, outcomes)
    tell(roster, results, reasons, leave_file(roster, results, reasons, file))


@bring_in.command()
@click.argument("coach", metavar="COACH")
@click.argument("file", type=FILE)
@click.option("--name", default="roster", show_default=True, help="Bringing in another file by this name replaces it.")
@click.option("--organisation", metavar="ID", help="Of which. Without it: the organisation added last.")
@in_words
def calendar(coach: str, file: Path, name: str, organisation: str | None) -> None:
    """Take the times in an iCalendar FILE as busy for COACH (an id).

    Only when, never what: titles, places and guests are not kept. A file that is no calendar is refused in words.
    """
    doors = this_installation().as_role("admin", organisation=organisation)
    told = doors.scheduling.set_busy_calendar(coach, name, file.read_text(encoding="utf-8-sig", errors="replace"))
    out.print(f"{told['busy_times']} busy times are kept under the name {told['name']}.", markup=False)


def _read(file: Path, day_first: bool) -> Roster:
    try:
        return read_roster(file.read_bytes(), day_first=day_first)
    except NotARoster as no:
        raise click.ClickException(f"{file.name}: {no}") from None


def _bring_in_all(roster: Roster, doors: Doors, time_zone: str, confirm_hours: bool) -> dict[int, Outcome]:
    importing = CoachImport(doors, time_zone=time_zone, confirm_hours=confirm_hours)
    turns = importing.in_turn(roster.coaches)
    return dict(track(turns, "Bringing in coaches", total=len(roster.coaches), console=err))
