"""What the person who imports is told: how many, who needs them, what was refused, and where the rest stands."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from cli.importing.coaches import Outcome
from cli.roster.result import refused_in_words, result_file
from cli.roster.roster import Roster
from cli.say import out

STATES = {"not a person": "left out", "needs you": "needs you"}


def settle(roster: Roster, outcomes: Mapping[int, Outcome]) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Each line's result and reasons: what its row said, then what the services said."""
    results, reasons = {}, {}
    for row in roster.rows:
        line = row.line.number
        outcome = outcomes.get(row.joined_to or line) or Outcome(STATES.get(row.state, "needs you"))
        results[line] = outcome.state
        reasons[line] = [str(note) for note in row.notes] + (outcome.words if row.joined_to is None else [])
    return results, reasons


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


def in_total(results: Mapping[int, str]) -> str:
    """For instance: 23 of 25 imported, 2 need you."""
    count = Counter(results.values())
    people = sum(count[state] for state in ("imported", "unchanged", "needs you"))
    words = [f"{count['imported']} of {people} imported"]
    words += [f"{count['unchanged']} unchanged"] if count["unchanged"] else []
    words += [f"{count['needs you']} need you"] if count["needs you"] else []
    return ", ".join(words) + "."


def _tell_of_columns(roster: Roster) -> None:
    for words, columns in (
        ("Refused, never stored and blank in the result file", refused_in_words(roster)),
        ("Columns we do not know", roster.unknown),
        ("Columns with no place here yet", roster.no_place_yet),
    ):
        if columns:
            out.print(f"{words}: {', '.join(columns)}.", markup=False)
