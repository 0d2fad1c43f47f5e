"""Weekly hours proposed from what a roster scribbles. Nothing is booked on them until somebody confirms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from services.portal.roster.week import DAY_END, read_days, read_span

Window = tuple[int, int]
PARTS = {"am": (540, 720), "morning": (540, 720), "pm": (720, 1020), "afternoon": (720, 1020), "eve": (1020, 1200)}
PARTS |= {"evening": (1020, 1200), "night": (1020, 1200), "day": (540, 1020), "all day": (540, 1020)}
PART = re.compile(r"\b(all day|mornings?|afternoons?|evenings?|eves?|nights?|days?|am|pm)\b\.?", re.IGNORECASE)
UNTIL = re.compile(r"(?:til|till|until|thru|to)\s+(\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m?\.?)?)", re.IGNORECASE)
NOT = re.compile(r"^(?:no|not|except|off|never|but not)\b\s*|\boff$", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """`weekly` is what scheduling would be told; `unread` what we could not make sense of."""

    weekly: list[dict]
    unread: list[str]


@lru_cache(maxsize=4096)
def propose_hours(text: str) -> Proposal:
    """Many keep the same hours: what they come to is worked out once, and only read from then on."""
    week: dict[int, list[Window]] = {}
    unread: list[str] = []
    days: list[int] = []
    for clause in _clauses(text):
        days = read_days(NOT.sub("", clause).strip())[0] or days
        if not _apply(week, clause, days):
            unread.append(clause)
    return Proposal(_grouped(week), unread)


def _clauses(text: str) -> list[str]:
    """Parted at commas and semicolons; a run of bare days ("Mon, Wed 9-5") belongs to what follows."""
    found, waiting = [], ""
    for part in (piece.strip() for piece in re.split(r"[;,\n]|\s&\s|\sand\s|(?=\bexcept\b)|(?=\bbut not\b)", text)):
        if not part:
            continue
        part = _days_first(part)
        days, rest = read_days(part)
        if days and not rest and not NOT.search(part):
            waiting += part + "/"
        else:
            found.append(waiting + part)
            waiting = ""
    return found + ([waiting.rstrip("/")] if waiting else [])


def _days_first(clause: str) -> str:
    """So that "9-5 M-F" is said as "M-F 9-5"."""
    time, _, days = clause.partition(" ")
    return f"{days} {time}" if read_span(time) and read_days(days) != ([], days) else clause


def _apply(week: dict[int, list[Window]], clause: str, days: list[int]) -> bool:
    """Whether we understood the clause; it may stand for the days named before it ("Mon 9-12, 1-5")."""
    refused = NOT.search(clause) is not None
    rest = read_days(NOT.sub("", clause).strip())[1]
    if days and not refused and (until := UNTIL.fullmatch(rest)):
        return _stretch(week, days, until[1])
    window = read_span(rest) or _part(rest) or ((0, DAY_END) if refused and not rest else None)
    if window is None or not days:
        return False
    for day in days:
        kept = week.get(day, [])
        week[day] = _without(kept, window) if refused else _joined([*kept, window])
    return True


def _part(rest: str) -> Window | None:
    found = PART.fullmatch(rest.strip())
    if not found:
        return None
    word = found[1].lower()
    return PARTS.get(word) or PARTS.get(word.rstrip("s"))


def _stretch(week: dict[int, list[Window]], days: Iterable[int], until: str) -> bool:
    """For "Th til 7": the day as it stands, but ending at the first seven o'clock after it starts."""
    for day in days:
        start = min((window[0] for window in week.get(day, [])), default=540)
        span = read_span(f"{start // 60}:{start % 60:02}-{until}", start=start)
        if span is None:
            return False
        week[day] = [span]
    return True


def _joined(windows: list[Window]) -> list[Window]:
    found: list[Window] = []
    for start, end in sorted(windows):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _without(windows: list[Window], gone: Window) -> list[Window]:
    parts = [(start, min(end, gone[0])) for start, end in windows]
    parts += [(max(start, gone[1]), end) for start, end in windows]
    return _joined([(start, end) for start, end in parts if start < end])


def _grouped(week: dict[int, list[Window]]) -> list[dict]:
    days_of: dict[Window, list[int]] = {}
    for day in sorted(week):
        for window in week[day]:
            days_of.setdefault(window, []).append(day)
    return [{"days": days, "start": _clock(start), "end": _clock(end)} for (start, end), days in days_of.items()]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
