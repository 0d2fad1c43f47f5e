"""Finds one person in several rows (staff here, volunteer there), and says when it cannot be sure."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from services.portal.roster.coach import Coach
from services.portal.roster.notes import Note


def join_the_same(coaches: list[Coach]) -> tuple[list[Coach], dict[int, int], list[Note]]:
    """The coaches once each; line → line of who was joined to whom; and what somebody has to say first."""
    kept: list[Coach] = []
    joined: dict[int, int] = {}
    notes: list[Note] = []
    for group in _by_shared_key(coaches):
        if trouble := _contradiction(group):
            notes += [Note(coach.line, "", trouble(coach), stops=True) for coach in group]
        else:
            first = group[0]
            kept.append(_merged(group))
            joined |= {coach.line: first.line for coach in group[1:]}
    doubtful = _same_name_without_a_key(kept)
    stopped = {note.line for note in doubtful}
    return [coach for coach in kept if coach.line not in stopped], joined, notes + doubtful


def share_phones(coaches: list[Coach]) -> list[Coach]:
    """A number in two rows is a shared telephone."""
    count: dict[str | None, int] = defaultdict(int)
    for coach in coaches:
        count[coach.phone] += 1
    return [replace(coach, phone_is_shared=bool(coach.phone) and count[coach.phone] > 1) for coach in coaches]


def _by_shared_key(coaches: list[Coach]) -> list[list[Coach]]:
    """Whoever shares a key, directly or through others. Each row is looked at once: a file may be long."""
    coaches = sorted(coaches, key=lambda one: one.line)
    first_of, holder = list(range(len(coaches))), dict[tuple[str, str], int]()
    for place, coach in enumerate(coaches):
        for key in _keys(coach):
            _join(first_of, place, holder.setdefault(key, place))
    groups: dict[int, list[Coach]] = defaultdict(list)
    for place, coach in enumerate(coaches):
        groups[_first(first_of, place)].append(coach)
    return list(groups.values())


def _keys(coach: Coach) -> list[tuple[str, str]]:
    return [(kind, key) for kind, key in (("id", coach.id_key), ("email", coach.email)) if key]


def _join(first_of: list[int], one: int, other: int) -> None:
    low, high = sorted((_first(first_of, one), _first(first_of, other)))
    first_of[high] = low


def _first(first_of: list[int], place: int) -> int:
    """The earliest row this one is known to belong to; the way there is made shorter for the next who asks."""
    while first_of[place] != place:
        first_of[place] = first_of[first_of[place]]
        place = first_of[place]
    return place


def _contradiction(group: list[Coach]) -> Callable[[Coach], str] | None:
    lines = {coach.line for coach in group}
    if len({coach.id_key for coach in group if coach.id_key}) > 1:
        return lambda coach: f"the same work email as {_others(lines, coach)}, but another employee id"
    if len({coach.last_name.casefold() for coach in group if coach.last_name}) > 1 or len(_firsts(group)) > 1:
        return lambda coach: f"the same employee id or work email as {_others(lines, coach)}, but another name"
    return None


def _firsts(group: list[Coach]) -> set[str]:
    return {coach.first_name.casefold() for coach in group} if not _share_what_they_go_by(group) else set()


def _share_what_they_go_by(group: list[Coach]) -> bool:
    return len({coach.display_name.casefold() for coach in group}) == 1


def _others(lines: set[int], coach: Coach) -> str:
    return " and ".join(f"line {line}" for line in sorted(lines - {coach.line}))


def _merged(group: list[Coach]) -> Coach:
    """The first row speaks; later rows fill what it leaves empty. Somebody active anywhere is active."""
    first = group[0]
    filled = {name: next((v for one in group if (v := getattr(one, name))), getattr(first, name)) for name in FILLED}
    statuses = [coach.status for coach in group]
    status = next(status for status in ("active", "paused", "ended") if status in statuses)
    return replace(first, **filled, status=status, is_caller=all(coach.is_caller for coach in group))


FILLED = ("employee_id", "email", "phone", "pronouns", "languages", "modalities", "capacity", "credentials", "codes")


def _same_name_without_a_key(coaches: list[Coach]) -> list[Note]:
    """Two employee ids are two people; one id and one without may be one person twice."""
    seen: dict[str, Coach] = {}
    notes = []
    for coach in coaches:
        other = seen.setdefault(coach.full_name, coach)
        if other is not coach and coach.last_name and not (coach.employee_id and other.employee_id):
            words = f"the same name as line {other.line}: give both rows the same work email, or each an employee id"
            notes.append(Note(coach.line, "", words, stops=True))
    return notes
