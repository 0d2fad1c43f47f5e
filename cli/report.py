"""What the person who imports is told: how many, who needs them, what was refused, and where the rest stands."""

import os
from pathlib import Path

from cli.say import out
from services.portal.importing.settling import in_total
from services.portal.roster.result import refused_in_words, result_file
from services.portal.roster.roster import Roster


def leave_file(roster: Roster, results: dict[int, str], reasons: dict[int, list[str]], source: Path) -> Path:
    """Beside the roster, readable by its owner alone: there are names in it."""
    path = source.with_name(f"{source.stem.removesuffix('.result')}.result.csv")
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(result_file(roster, results, reasons), encoding="utf-8-sig", newline="")
    os.replace(draft, path)
    return path


def tell(roster: Roster, results: dict[int, str], reasons: dict[int, list[str]], left: Path) -> None:
    for line, said in reasons.items():
        if said and results[line] != "left out":
            out.print(f"{results[line]:<10} line {line}", markup=False)
            for reason in said:
                out.print(f"             {reason.removeprefix(f'line {line}, ')}", markup=False)
    _tell_of_columns(roster)
    out.print(in_total(results), markup=False)
    out.print(f"Every row with its result and reasons: {left}", markup=False)


def _tell_of_columns(roster: Roster) -> None:
    for words, columns in (
        ("Refused, never stored and blank in the result file", refused_in_words(roster)),
        ("Columns we do not know", roster.unknown),
        ("Columns with no place here yet", roster.no_place_yet),
    ):
        if columns:
            out.print(f"{words}: {', '.join(columns)}.", markup=False)
