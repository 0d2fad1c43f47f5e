"""What became of each line of a roster, and why; and all of it in one sentence."""

from collections import Counter
from collections.abc import Mapping

from services.portal.importing.coaches import Outcome
from services.portal.roster.roster import Roster

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


def in_total(results: Mapping[int, str]) -> str:
    """For instance: 23 of 25 imported, 2 need you."""
    count = Counter(results.values())
    people = sum(count[state] for state in ("imported", "unchanged", "needs you"))
    words = [f"{count['imported']} of {people} imported"]
    words += [f"{count['unchanged']} unchanged"] if count["unchanged"] else []
    words += [f"{count['needs you']} need you"] if count["needs you"] else []
    return ", ".join(words) + "."
