"""Days of the week and clock times, in the many ways people shorten them."""

import re

DAY_END = 24 * 60
NAMES = {
    1: "monday mon mo m",
    2: "tuesday tues tue tu t",
    3: "wednesday wed we w",
    4: "thursday thurs thur thu th r",
    5: "friday fri fr f",
    6: "saturday sat sa",
    7: "sunday sun su",
}
_DAYS = {name: day for day, names in NAMES.items() for name in names.split()}
_NAME = "|".join(sorted(_DAYS, key=len, reverse=True))
_DAY = rf"(?:{_NAME})s?(?![a-z])\.?"
_RANGE = re.compile(rf"({_DAY})\s*(?:-|–|—|to|thru|through)\s*({_DAY})", re.IGNORECASE)
_ONE = re.compile(_DAY, re.IGNORECASE)
_RUN = re.compile(r"(?:m(?=[twf])|tu|th|t|w|f(?![a-z])|sa|su)+(?![a-z])", re.IGNORECASE)
_RUN_PART = re.compile(r"th|tu|sa|su|m|t|w|f", re.IGNORECASE)
_MANY = {
    "weekdays": range(1, 6),
    "weekday": range(1, 6),
    "business days": range(1, 6),
    "weekends": range(6, 8),
    "weekend": range(6, 8),
    "daily": range(1, 8),
    "every day": range(1, 8),
    "everyday": range(1, 8),
    "7 days": range(1, 8),
}
_TIME = r"(noon|midnight|\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?(?:m\.?)?"
_SPAN = re.compile(rf"(?:from\s+)?{_TIME}\s*(?:-|–|—|to|til|till|until)\s*{_TIME}", re.IGNORECASE)


def read_days(text: str) -> tuple[list[int], str]:
    """ISO weekdays named at the start of the text, and what follows them: "W/Th/F days" → [3, 4, 5], "days"."""
    days: list[int] = []
    rest = text.strip()
    while rest:
        found, length = _days_at_start(rest)
        if not found:
            break
        days += found
        rest = rest[length:].lstrip(" /+,&:.")
    return sorted(set(days)), rest


def _days_at_start(text: str) -> tuple[list[int], int]:
    lower = text.lower()
    for words, days in _MANY.items():
        if re.match(rf"{words}(?![a-z])", lower):
            return list(days), len(words)
    if found := _RANGE.match(lower):
        return _between(_day(found[1]), _day(found[2])), found.end()
    if found := _ONE.match(lower):
        return [_day(found[0])], found.end()
    if found := _RUN.match(lower):
        return [_DAYS[part] for part in _RUN_PART.findall(found[0])], found.end()
    return [], 0


def _day(name: str) -> int:
    bare = name.strip(".")
    return _DAYS[bare] if bare in _DAYS else _DAYS[bare.removesuffix("s")]


def _between(first: int, last: int) -> list[int]:
    return [(first + step - 1) % 7 + 1 for step in range((last - first) % 7 + 1)]


def read_span(text: str, *, start: int | None = None) -> tuple[int, int] | None:
    """Minutes of the day from "9-5", "8:30-4:30", "1-6pm", "10 to 2": working hours as people mean them, or None."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        return None
    first = start if start is not None else _start(*found.group(1, 2, 3), end_half=found[6])
    last = _end(*found.group(4, 5, 6), after=first) if first is not None else None
    return None if first is None or last is None else (first, last)


def _start(hour: str, minute: str | None, half: str | None, *, end_half: str | None) -> int | None:
    """Without am or pm, 7 to 11 are mornings and 1 to 6 afternoons, unless the end says otherwise."""
    told = _clock(hour, minute)
    if told is None or told >= 13 * 60 or not hour.isdigit():
        return told
    if half:
        return told % 720 + (720 if half == "p" else 0)
    if end_half == "a":
        return told % 720
    return told + 720 if told < 7 * 60 else told


def _end(hour: str, minute: str | None, half: str | None, *, after: int) -> int | None:
    """The first such time after the start, on the same day."""
    told = _clock(hour, minute)
    if told is None:
        return None
    if hour == "midnight":
        return DAY_END
    if half and hour.isdigit():
        told = told % 720 + (720 if half == "p" else 0)
    elif told <= after:
        told += 720
    return told if after < told <= DAY_END else None


def _clock(hour: str, minute: str | None) -> int | None:
    if not hour.isdigit():
        return {"noon": 720, "midnight": 0}[hour]
    minutes = int(hour) * 60 + int(minute or 0)
    return minutes if int(hour) <= 24 and int(minute or 0) < 60 and minutes <= DAY_END else None
