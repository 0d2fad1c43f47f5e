"""Reads one line into a coach, and says what it could not read."""

from datetime import date

from services.portal.roster.cells import least_of, preferred_of, split_name, value_of
from services.portal.roster.coach import Coach, Credential
from services.portal.roster.dates import read_date
from services.portal.roster.hours import Proposal, propose_hours
from services.portal.roster.languages import read_languages
from services.portal.roster.notes import Note
from services.portal.roster.reach import has_extension, read_email, read_phone
from services.portal.roster.standing import is_caller, read_status
from services.portal.roster.table import Line
from services.portal.roster.walked import joined, read_modalities, read_pathways, read_pronouns, read_specialties

NO_CERTIFICATE = ("in process", "in progress", "pending", "applied", "expired", "not yet", "no")


class Cells:
    """One line, asked for by our word for a column. Collects what there is to say about it."""

    def __init__(self, line: Line, places: dict[str, int], headers: tuple[str, ...]) -> None:
        self.line, self.places, self.headers = line, places, headers
        self.notes: list[Note] = []

    def __getitem__(self, column: str) -> str:
        place = self.places.get(column)
        return "" if place is None or place >= len(self.line.cells) else value_of(column, self.line.cells[place])

    def say(self, column: str, words: str, *, stops: bool = False) -> None:
        place = self.places.get(column)
        self.notes.append(Note(self.line.number, "" if place is None else self.headers[place], words, stops))


def read_coach(cells: Cells, *, day_first: bool = False) -> Coach | None:
    """The coach of this line, or None when there is no name or key. `cells.notes` says why, and what else was seen."""
    first, last, shown = _names(cells)
    email = _email(cells)
    employee_id = cells["employee_id"] or None
    if not shown:
        cells.say("first_name", "there is no name here", stops=True)
    if not employee_id and not email:
        words = "there is no employee id and no work email, so we could not know this person again next time"
        cells.say("email", words, stops=True)
    if any(note.stops for note in cells.notes):
        return None
    return Coach(
        line=cells.line.number,
        employee_id=employee_id,
        email=email,
        display_name=shown,
        first_name=first,
        last_name=last,
        phone=_phone(cells),
        pronouns=_pronouns(cells),
        status=_status(cells),
        is_caller=_caller(cells),
        languages=_languages(cells),
        modalities=_modalities(cells),
        capacity=_capacity(cells),
        current=least_of(cells["current"]),
        credentials=_credentials(cells, day_first),
        codes=_codes(cells),
        hours=_hours(cells),
        supervisor=cells["supervisor"] or None,
    )


def _names(cells: Cells) -> tuple[str, str, str]:
    first, last = cells["first_name"], cells["last_name"]
    if not first and not last:
        first, last = split_name(cells["full_name"])
    elif "," in last and not first:
        first, last = split_name(last)
    elif "," in first and not last:
        first, last = split_name(first)
    shown = preferred_of(cells["preferred_name"]) or preferred_of(first) or last
    return preferred_of(first), last, shown[:80]


def _email(cells: Cells) -> str | None:
    email = read_email(cells["email"])
    if cells["email"] and not email:
        cells.say("email", "this is not one email address", stops=True)
    if cells["own_email"]:
        cells.say("own_email", "a personal address needs the coach's own yes; not brought in")
    return email


def _phone(cells: Cells) -> str | None:
    if cells["own_phone"]:
        cells.say("own_phone", "this may be a personal number, which needs the coach's own yes; not brought in")
    if cells["phone"] and not read_phone(cells["phone"]):
        cells.say("phone", "this is not a telephone number we can dial", stops=True)
    if has_extension(cells["phone"]):
        cells.say("phone", "the extension is left off")
    return read_phone(cells["phone"])


def _pronouns(cells: Cells) -> str | None:
    code = read_pronouns(cells["pronouns"])
    if cells["pronouns"] and not code:
        cells.say("pronouns", "own words: the coach can write them in their profile")
    return code


def _status(cells: Cells) -> str:
    status = read_status(cells["status"])
    if status is None:
        cells.say("status", f"we do not know the status {cells['status']!r}", stops=True)
    return status or "paused"


def _caller(cells: Cells) -> bool:
    caller = is_caller(cells["type"])
    if caller:
        cells.say("type", "makes telephone support calls: kept off the suggestions until someone says they coach")
    return caller


def _languages(cells: Cells) -> tuple[str, ...]:
    able, little, unknown = read_languages(cells["languages"])
    for item in little:
        cells.say("languages", f"{item!r} is not enough to coach in; left out")
    for item in unknown:
        cells.say("languages", f"we do not know the language {item!r}; left out")
    return tuple(able)


def _modalities(cells: Cells) -> tuple[str, ...]:
    ways, unknown = read_modalities(cells["modalities"])
    for item in unknown:
        cells.say("modalities", f"we do not know {item!r}; left out")
    return tuple(ways)


def _capacity(cells: Cells) -> int | None:
    least = least_of(cells["most"])
    if cells["most"] and least is None:
        cells.say("most", f"we cannot read {cells['most']!r} as a number of people", stops=True)
    elif cells["most"] and str(least) != cells["most"].strip():
        cells.say("most", f"read as {least}; the coach can change it")
    current = least_of(cells["current"])
    if current is not None and least is not None and current > least:
        cells.say("current", f"{current} is more than the limit of {least}: kept, nobody new until there is room")
    return least


def _credentials(cells: Cells, day_first: bool) -> tuple[Credential, ...]:
    found = []
    if _not_yet(cells["certification"]) or _not_yet(cells["certified_until"]):
        cells.say("certification", "not certified yet; left out")
    elif cells["certification"]:
        until = _date(cells, "certified_until", day_first=day_first, last=True)
        found.append(Credential("certification", cells["certification"][:80], until))
    checked = _date(cells, "background_check", day_first=day_first)
    return (*found, Credential("background_check", "background check", checked_on=checked)) if checked else tuple(found)


def _not_yet(text: str) -> bool:
    return text.strip().lower() in NO_CERTIFICATE


def _date(cells: Cells, column: str, *, day_first: bool, last: bool = False) -> date | None:
    day = read_date(cells[column], day_first=day_first, end_of_month=last)
    if cells[column] and day is None:
        order = "day" if day_first else "month"
        cells.say(column, f"we cannot read {cells[column]!r} as a date (the {order} comes first)", stops=True)
    return day


def _codes(cells: Cells) -> dict[str, list[str]]:
    pathways, strange = read_pathways(cells["pathways"])
    lived, stranger = read_specialties(cells["specialty"])
    for column, words in (("pathways", strange), ("specialty", stranger)):
        for word in words:
            cells.say(column, f"{word!r} is no code of ours; ask the coach")
    return joined(pathways, lived)


def _hours(cells: Cells) -> Proposal:
    proposal = propose_hours(cells["weekly"])
    for clause in proposal.unread:
        cells.say("weekly", f"we cannot read {clause!r} as weekly hours; ask the coach")
    return proposal
