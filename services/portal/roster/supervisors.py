"""Who supervises whom. The supervisor often stands further down, so everybody is read first."""

from collections import defaultdict
from dataclasses import replace

from services.portal.roster.cells import split_name
from services.portal.roster.coach import Coach
from services.portal.roster.notes import Note
from services.portal.roster.reach import read_email


class Book:
    """Everybody in the file by what a supervisor may be called by: a long file is looked through once."""

    def __init__(self, coaches: list[Coach]) -> None:
        self.by_email: dict[str | None, list[Coach]] = defaultdict(list)
        self.by_last: dict[str, list[Coach]] = defaultdict(list)
        self.by_letter: dict[str, list[Coach]] = defaultdict(list)
        for coach in coaches:
            self.by_email[coach.email].append(coach)
            self.by_last[coach.last_name.casefold()].append(coach)
            for letter in {name[:1].casefold() for name in (coach.first_name, coach.display_name)}:
                self.by_letter[letter].append(coach)

    def lines_called(self, name: str) -> list[int]:
        if email := read_email(name):
            return [coach.line for coach in self.by_email[email]]
        first, last = (part.casefold() for part in split_name(name))
        near = self.by_last[last] if last else self.by_letter[first[:1]]
        return [coach.line for coach in near if _is_called(coach, first, last)]


def link_supervisors(coaches: list[Coach]) -> tuple[list[Coach], list[Note]]:
    """Each coach with the line of their supervisor, where one person of that name or address is in the file."""
    linked, notes, book = [], [], Book(coaches)
    for coach in coaches:
        found = book.lines_called(coach.supervisor) if coach.supervisor else []
        if coach.supervisor and len(found) != 1:
            many = "more than one person" if found else "nobody"
            words = f"the file has {many} called {coach.supervisor!r}; link them later"
            notes.append(Note(coach.line, "Supervisor", words))
        linked.append(replace(coach, supervisor_line=found[0] if len(found) == 1 else None))
    return linked, notes


def _is_called(coach: Coach, first: str, last: str) -> bool:
    firsts = {coach.first_name.casefold(), coach.display_name.casefold()}
    initial = len(first.strip(".")) == 1 and any(name.startswith(first.strip(".")) for name in firsts)
    return (first in firsts or initial) and last in ("", coach.last_name.casefold())
