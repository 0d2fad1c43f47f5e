"""What we say, by language and kind."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
KINDS = ("confirmation", "update", "reminder", "cancellation", "offer", "late", "code")
USUAL = frozenset({"when", "how", "link", "sender", "tell_us"})
REQUIRED = {kind: frozenset({"when", "link"}) for kind in KINDS} | {"code": frozenset({"code"})}


@dataclass(frozen=True)
class Template:
    subject: str
    text: str


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
    how: Mapping[str, str]
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
    words = {name: said[name] for name in ("locale", "day", "time", "appointment", "tell_us", "expect", "how")}
    return Language(tag=tag, templates=templates, **words)
