"""Blanks what we never store, before anything else looks at the file."""

from dataclasses import replace

from services.portal.roster.columns import is_shaped_like_ssn, refusal_of
from services.portal.roster.notes import Note
from services.portal.roster.table import Line, Table


def refused_columns(table: Table) -> dict[str, str]:
    """The headers we refuse by name, and what each would have held."""
    return {header: why for header in table.header.cells if (why := refusal_of(header))}


def blank_what_we_refuse(table: Table) -> tuple[Table, dict[int, list[Note]]]:
    """The table without refused columns and without values shaped like an SSN; and a note for each such value."""
    headers = table.header.cells
    refused = {place for place, header in enumerate(headers) if refusal_of(header)}
    lines, notes = [], {}
    for line in table.lines:
        shaped = {place for place, cell in enumerate(line.cells) if is_shaped_like_ssn(cell)}
        lines.append(_without(line, refused | shaped))
        notes[line.number] = [_note(line, headers, place) for place in sorted(shaped - refused)]
    return replace(table, lines=tuple(lines)), notes


def _without(line: Line, places: set[int]) -> Line:
    return replace(line, cells=tuple("" if place in places else cell for place, cell in enumerate(line.cells)))


def _note(line: Line, headers: tuple[str, ...], place: int) -> Note:
    column = headers[place] if place < len(headers) else f"column {place + 1}"
    return Note(line.number, column, "a value shaped like a social security number; we did not read or keep it")
