"""The whole file: who can be brought in, who needs you, and what we will not take."""

from dataclasses import dataclass, field

from services.portal.roster.cells import is_total, is_vacancy
from services.portal.roster.coach import Coach
from services.portal.roster.columns import column_of, known_columns, refusal_of
from services.portal.roster.notes import Note
from services.portal.roster.reading import Cells, read_coach
from services.portal.roster.refused import blank_what_we_refuse, refused_columns
from services.portal.roster.same import join_the_same, share_phones
from services.portal.roster.supervisors import link_supervisors
from services.portal.roster.table import Line, Table, read_table

NAMES = ("first_name", "last_name", "full_name", "preferred_name")
NO_PLACE_YET = ("hours", "hired", "site", "area", "training", "vehicle", "funding", "certificate_number", "bio")


@dataclass
class Row:
    """One line of the file and what becomes of it: ready, joined, needs you or not a person."""

    line: Line
    state: str = "needs you"
    coach: Coach | None = None
    joined_to: int | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Roster:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: dict[str, str]
    unknown: tuple[str, ...]
    no_place_yet: tuple[str, ...]
    delimiter: str

    @property
    def coaches(self) -> list[Coach]:
        return [row.coach for row in self.rows if row.state == "ready" and row.coach]


def read_roster(content: bytes, *, day_first: bool = False) -> Roster:
    """Raises NotARoster when the file as a whole cannot be read. Refused values are gone before anything is read."""
    table, ssn_notes = blank_what_we_refuse(read_table(content, is_header=known_columns))
    places = _places(table)
    rows = [_read(line, table, places, day_first) for line in table.lines]
    for row in rows:
        row.notes = ssn_notes[row.line.number] + row.notes
    _settle(rows)
    left_over = _left_over(table)
    return Roster(table.header.cells, tuple(rows), refused_columns(table), *left_over, table.delimiter)


def _places(table: Table) -> dict[str, int]:
    """Where each column is. Of two by one name the first counts."""
    places: dict[str, int] = {}
    for place, header in enumerate(table.header.cells):
        if column := column_of(header):
            places.setdefault(column, place)
    return places


def _left_over(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named = [(header, column_of(header)) for header in table.header.cells if header and not refusal_of(header)]
    return (
        tuple(header for header, column in named if column is None),
        tuple(header for header, column in named if column in NO_PLACE_YET),
    )


def _read(line: Line, table: Table, places: dict[str, int], day_first: bool) -> Row:
    cells = Cells(line, places, table.header.cells)
    if why := _no_person(cells, table):
        return Row(line, "not a person", notes=[Note(line.number, "", why)])
    if len(line.cells) > len(table.header.cells) and any(line.cells[len(table.header.cells) :]):
        words = "there are more cells than columns: is a comma missing its quotation marks?"
        return Row(line, notes=[Note(line.number, "", words, stops=True)])
    coach = read_coach(cells, day_first=day_first)
    if cells["notes"]:
        cells.say("notes", "a note for you to act on (it may name a pair to keep apart); not stored")
    return Row(line, coach=coach, notes=cells.notes)


def _no_person(cells: Cells, table: Table) -> str | None:
    if cells.line.cells == table.header.cells:
        return "the column names again"
    if is_vacancy(cells[name] for name in NAMES):
        return "a vacant post"
    if is_total(cells.line.cells) and not cells["employee_id"].isdigit():
        return "a row of totals"
    return None


def _settle(rows: list[Row]) -> None:
    """Join rows of one person, link supervisors, and say of each row whether it can be brought in."""
    read = {row.line.number: row for row in rows if row.coach and not any(note.stops for note in row.notes)}
    coaches, joined, doubts = join_the_same([row.coach for row in read.values() if row.coach])
    coaches, unlinked = link_supervisors(share_phones(coaches))
    for coach in coaches:
        read[coach.line].coach, read[coach.line].state = coach, "ready"
    for line, first in joined.items():
        read[line].state, read[line].joined_to = "joined", first
        read[line].notes.append(Note(line, "", f"the same person as line {first}"))
    for note in doubts + unlinked:
        read[note.line].notes.append(note)
