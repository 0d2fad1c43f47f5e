"""Who supervises whom. The supervisor often stands further down, so everybody is read first."""

from dataclasses import replace

from cli.roster.cells import split_name
from cli.roster.coach import Coach
from cli.roster.notes import Note
from cli.roster.reach import read_email


def link_supervisors(coaches: list[Coach]) -> tuple[list[Coach], list[Note]]:
    """Each coach with the line of their supervisor, where one person of that name or address is in the file."""
    linked, notes = [], []
    for coach in coaches:
        found = _lines_called(coach.supervisor, coaches) if coach.supervisor else []
        if coach.supervisor and len(found) != 1:
            many = "more than one person" if found else "nobody"
            words = f"the file has {many} called {coach.supervisor!r}; link them later"
            notes.append(Note(coach.line, "Supervisor", words))
        linked.append(replace(coach, supervisor_line=found[0] if len(found) == 1 else None))
    return linked, notes


def _lines_called(name: str, coaches: list[Coach]) -> list[int]:
    if email := read_email(name):
        return [coach.line for coach in coaches if coach.email == email]
    first, last = (part.casefold() for part in split_name(name))
    return [coach.line for coach in coaches if _is_called(coach, first, last)]


def _is_called(coach: Coach, first: str, last: str) -> bool:
    firsts = {coach.first_name.casefold(), coach.display_name.casefold()}
    initial = len(first.strip(".")) == 1 and any(name.startswith(first.strip(".")) for name in firsts)
    return (first in firsts or initial) and last in ("", coach.last_name.casefold())
