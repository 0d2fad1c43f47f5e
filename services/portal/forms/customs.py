"""The settings of each service as a form: one box a setting, of the kind that fits it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from werkzeug.datastructures import MultiDict

from services.portal.forms.form import Form, Typed

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
FIRST_NAME = re.compile(r"[^\W\d_]{1,20}\Z")


@dataclass(frozen=True)
class Box:
    """`may_be_blank`: a blank goes back to what is usual, or turns it off."""

    name: str
    kind: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    may_be_blank: bool = False


BOXES: dict[str, tuple[Box, ...]] = {
    "matching": (
        Box("time_zone", "zone"),
        Box("language", "choice", choices=("en", "es")),
        Box("first_contact_hours", "number", 1, 24 * 14),
        Box("first_session_hours", "number", 1, 24 * 28),
        Box("required_credentials", "codes"),
        Box("required_by_role", "codes_by_role", choices=("staff", "volunteer", "caller")),
    ),
    "scheduling": (
        Box("time_zone", "zone"),
        Box("short_notice_minutes", "number", 0, 7 * 24 * 60),
        Box("hide_below", "number", 1, 100),
        Box("coaches_confirm", "yes"),
        Box("funding", "codes"),
        Box("questions_for", "codes"),
    ),
    "notifications": (
        Box("sender_name", "first_name", may_be_blank=True),
        Box("read_days", "days"),
        Box("read_from", "clock"),
        Box("read_until", "clock"),
        Box("a_day", "number", 0, 5),
        Box("a_week", "number", 0, 14),
        Box("agenda_at", "clock", may_be_blank=True),
        Box("digest_at", "clock", may_be_blank=True),
        Box("stop_scope", "choice", choices=("everything", "topic")),
        Box("content_kept_days", "number", 0, 90),
        Box("rehearsal", "yes"),
        Box("rehearsal_email", "address", may_be_blank=True),
    ),
}


def as_typed(boxes: tuple[Box, ...], kept: Mapping[str, Any]) -> Typed:
    """What stands in the boxes before anybody types."""
    typed: Typed = MultiDict()
    for box in boxes:
        for words in _shown(box, kept.get(box.name)):
            typed.add(box.name, words)
    return typed


def read_customs(form: Form, boxes: tuple[Box, ...]) -> dict[str, Any]:
    """What was typed, as the service reads it; what needs another look is named."""
    return {box.name: _read(form, box) for box in boxes}


def _shown(box: Box, value: Any) -> list[str]:
    if value is None or value is False:
        return []
    if box.kind == "yes":
        return ["yes"]
    if box.kind == "days":
        return [str(day) for day in value]
    if box.kind == "codes":
        return [", ".join(value)]
    if box.kind == "codes_by_role":
        return [f"{role}: {', '.join(codes)}" for role, codes in sorted(value.items()) if codes]
    return [str(value)[:5] if box.kind == "clock" else str(value)]


def _read(form: Form, box: Box) -> Any:
    if box.kind == "yes":
        return form.typed.get(box.name) == "yes"
    if box.kind == "days":
        return _days(form, box)
    if box.kind == "codes_by_role":
        return _by_role(form, box)
    words = form.text(box.name, most=400)
    if words is None and box.may_be_blank:
        return None
    value = READ[box.kind](box, words or "")
    if value is None:
        form.wrong(box.name, "error.setting")
    return value


def _days(form: Form, box: Box) -> list[int]:
    days = [day for day in range(1, 8) if str(day) in form.typed.getlist(box.name)]
    if not days:
        form.wrong(box.name, "error.setting")
    return days


def _by_role(form: Form, box: Box) -> dict[str, list[str] | None]:
    """One line a role, as in `volunteer: training, background_check`. A role without a line needs nothing more."""
    needed: dict[str, list[str] | None] = dict.fromkeys(box.choices)
    for line in "\n".join(form.typed.getlist(box.name)).splitlines():
        role, _, words = (part.strip() for part in line.partition(":"))
        codes = _codes(box, words)
        if role in box.choices and codes and not needed[role]:
            needed[role] = codes
        elif line.strip():
            form.wrong(box.name, "error.setting")
    return needed


def _number(box: Box, words: str) -> int | None:
    is_number = words.isascii() and words.isdigit() and len(words) < 6
    return int(words) if is_number and box.least <= int(words) <= box.most else None


def _codes(_: Box, words: str) -> list[str] | None:
    codes = [code.strip() for code in words.split(",") if code.strip()]
    return codes if all(CODE.match(code) for code in codes) and len(codes) <= 20 else None


READ: dict[str, Any] = {
    "number": _number,
    "codes": _codes,
    "choice": lambda box, words: words if words in box.choices else None,
    "zone": lambda _, words: words if words in available_timezones() else None,
    "clock": lambda _, words: words if CLOCK.match(words) else None,
    "address": lambda _, words: words if ADDRESS.match(words) else None,
    "first_name": lambda _, words: words if FIRST_NAME.match(words) else None,
}
