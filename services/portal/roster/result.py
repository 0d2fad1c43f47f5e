"""The file that is left beside the roster: the same rows, what became of each, why, and the hours we would propose."""

import csv
import io
from collections.abc import Mapping

from services.portal.roster.columns import column_of
from services.portal.roster.hours import Proposal
from services.portal.roster.roster import Roster, Row
from shared.kernel.sheets import as_words

ADDED = ("Holdfast result", "Holdfast reason", "Holdfast proposed hours")
DAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def result_file(roster: Roster, results: Mapping[int, str], reasons: Mapping[int, list[str]]) -> str:
    """CSV in the roster's own delimiter. Refused cells are blank; no cell can act as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=roster.delimiter)
    kept = [place for place, header in enumerate(roster.header) if column_of(header) != "ours"]
    writer.writerow([as_words(roster.header[place]) for place in kept] + list(ADDED))
    for row in roster.rows:
        cells = [row.line.cells[place] if place < len(row.line.cells) else "" for place in kept]
        more = list(row.line.cells[len(roster.header) :])
        said = [results[row.line.number], "; ".join(reasons[row.line.number]), _hours_of(row)]
        writer.writerow([as_words(cell) for cell in [*cells, *said, *more]])
    return text.getvalue()


def hours_in_words(proposal: Proposal) -> str:
    return "; ".join(
        f"{' '.join(DAYS[day] for day in window['days'])} {window['start']}-{window['end']}"
        for window in proposal.weekly
    )


def refused_in_words(roster: Roster) -> list[str]:
    return [f"{header} ({why})" for header, why in roster.refused.items()]


def _hours_of(row: Row) -> str:
    return hours_in_words(row.coach.hours) if row.coach else ""
