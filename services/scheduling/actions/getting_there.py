"""Where a coach has promised to be, and how long they need from one place to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.scheduling.domain.hours import Hours
from services.scheduling.domain.openings import Diary
from services.scheduling.domain.organisation import read_customs
from services.scheduling.domain.ways import Seconds, Visit, Ways, read_ways
from services.scheduling.domain.windows import place_at
from services.scheduling.store import organisation, sessions
from services.scheduling.store.engagements import Engaged
from shared.db.reading import Reading


def ways_of(rx: Reading) -> Seconds:
    """None where an organisation has said none."""
    return read_ways(read_customs(organisation.settings_of(rx)[0]).ways)


def with_ways(rx: Reading, diaries: dict[str, Diary], engaged: Mapping[str, Sequence[Engaged]]) -> dict[str, Diary]:
    """The diaries of those whose hours say where they are know of ways, in an organisation that has said how long."""
    where = [id for id, diary in diaries.items() if diary.hours.names_places]
    seconds = ways_of(rx) if where else {}
    if not seconds:
        return diaries
    known = sessions.places_of(rx, {each.session_id for id in where for each in engaged[id]})
    found = {id: Ways(seconds, diaries[id].hours, _visits(diaries[id].hours, engaged[id], known)) for id in where}
    return diaries | {id: replace(diaries[id], ways=ways) for id, ways in found.items()}


def _visits(hours: Hours, engaged: Sequence[Engaged], known: Mapping[str, str | None]) -> list[Visit]:
    """A time that is only kept counts as a visit to where the coach would be: nobody has said yet in which way."""
    return [Visit(each.start, each.end, place) for each in engaged if (place := _place(hours, each, known))]


def _place(hours: Hours, each: Engaged, known: Mapping[str, str | None]) -> str | None:
    if each.session_id in known:
        return known[each.session_id]
    return place_at(hours, each.meets) if each.part == "coach" else None
