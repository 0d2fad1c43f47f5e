"""A copy of all that is kept of everybody: person by person, each as they could have it themselves. Sent while it is
made, and kept nowhere.
"""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from services.portal.clients.at_once import Asked
from services.portal.clients.transport import Away, Declined, Found
from shared.web.record import lines_of

COLUMNS = ("person_id", "service", "part", "entry", "field", "value")
PAUSES = (0.5, 2.0, 5.0)
NOT_HERE = "not_in_this_copy"
WHOEVER_ASKS = (401, 403, 429)  # said of whoever asks, not of the person
Copy = tuple[str, dict[str, Found]]


class Copies(Protocol):
    def copy_of(self, person_id: str) -> Found: ...


def copies_of(people: Sequence[str], services: Mapping[str, Copies]) -> Iterator[Copy]:
    """By service, what it keeps of each. Half of it would look like all of it: Away where one stays away, and where a
    service says no to one person alone, that stands in their place.
    """
    for person_id in people:
        asked = {name: Asked(partial(_patiently, partial(_copy, door, person_id))) for name, door in services.items()}
        yield person_id, {name: copy for name, each in asked.items() if (copy := each.answer())}


def as_json(house: Mapping[str, Any], copies: Iterator[Copy]) -> Iterator[str]:
    """One person a line."""
    yield f'{{"organisation": {json.dumps(house, ensure_ascii=False)},\n"people": [\n'
    for number, (person_id, told) in enumerate(copies):
        yield (",\n" if number else "") + json.dumps({"person_id": person_id} | told, ensure_ascii=False)
    yield "\n]}\n"


def as_sheet(house: Mapping[str, Any], copies: Iterator[Copy]) -> Iterator[str]:
    """One value a line; what is the organisation's own is nobody's."""
    yield "\ufeff" + _csv([list(COLUMNS), *(["", "", *line] for line in lines_of(house))])
    for person_id, told in copies:
        yield _csv([person_id, name, *line] for name, copy in told.items() for line in lines_of(copy["parts"]))


def _copy(door: Copies, person_id: str) -> Found:
    """Nothing of whom this service has never heard, or hears no more."""
    try:
        return door.copy_of(person_id)
    except Declined as no:
        if no.status in WHOEVER_ASKS:
            raise
        return {} if no.status in (404, 410) else {"parts": {NOT_HERE: [{"status": no.status, "code": no.code}]}}


def is_whole(copy: Copy) -> bool:
    """Whether every service gave what it keeps of this person."""
    return not any(NOT_HERE in told["parts"] for told in copy[1].values())


def _patiently(ask: Callable[[], Found]) -> Found:
    for pause in PAUSES:
        try:
            return ask()
        except Away:
            time.sleep(pause)
    return ask()


def _csv(lines: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
