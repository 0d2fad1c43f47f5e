"""What we say, by language and kind."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
ABOUT_A_SESSION = ("confirmation", "update", "elsewhere", "reminder", "cancellation", "late", "covered", "as_before")
ABOUT_A_TIME = (*ABOUT_A_SESSION, "asked", "offer", "chaser", "time_offered", "cover_offered")
A_WORD = (
    "matched", "outreach", "outreach_cover", "door_open", "going_on", "coach_leaves", "milestone", "emergency",
    "not_back", "still_waiting",
)  # fmt: skip
PLAIN = {kind: f"plain_{kind}" for kind in ("confirmation", "update", "reminder", "cancellation")}
"""Of a session of two: as told to a member who asked for words that say what it is."""
KINDS = (*ABOUT_A_TIME, *PLAIN.values(), *A_WORD, "agenda", "digest", "code")
OF_THEIR_OWN = tuple(kind for kind in KINDS if kind != "code")
"""A code goes to an address before anybody knows in which house it is known."""
USUAL = frozenset({"when", "how", "link", "sender", "tell_us"})
REQUIRED = {
    **dict.fromkeys((*ABOUT_A_TIME, *PLAIN.values()), frozenset({"when", "link"})),
    **dict.fromkeys(A_WORD, frozenset({"link"})),
    "agenda": frozenset({"list", "count"}),
    "digest": frozenset({"list", "link"}),
    "code": frozenset({"code"}),
}


@dataclass(frozen=True)
class Template:
    """`short` is what a text says; None: ours."""

    subject: str
    text: str
    short: str | None = None


def allowed(kind: str) -> frozenset[str]:
    return USUAL | REQUIRED[kind]


@dataclass(frozen=True)
class Language:
    tag: str
    locale: str
    day: str
    time: str
    appointment: str
    tell_us: str
    expect: str
    not_agreed: str
    how: Mapping[str, str]
    counted: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, Template]


@cache
def language(tag: str | None) -> Language:
    """The nearest we speak: es-MX is Spanish; what we do not speak yet is English."""
    short = (tag or "en").lower().partition("-")[0]
    return _read(short if short in LANGUAGES else "en")


@cache
def _read(tag: str) -> Language:
    said: dict[str, Any] = tomllib.loads((Path(__file__).parent / f"{tag}.toml").read_text(encoding="utf-8"))
    templates = {kind: Template(said[kind]["subject"], said[kind]["text"].strip()) for kind in KINDS}
    told = ("locale", "day", "time", "appointment", "tell_us", "expect", "not_agreed", "how", "counted")
    words = {name: said[name] for name in told}
    return Language(tag=tag, templates=templates, **words)
