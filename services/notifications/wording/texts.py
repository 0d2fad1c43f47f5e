"""What we say in a text: short, and to be answered with a digit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path

from services.notifications.wording.grammar import fill, placeholders
from services.notifications.wording.templates import Language, Template, language
from services.notifications.wording.times import spoken

NOTE = "note"


@dataclass(frozen=True)
class Short:
    tag: str
    day: str
    texts: Mapping[str, str]


def write_text(
    kind: str,
    *,
    tag: str | None,
    sender: str,
    at: datetime | None = None,
    zone: tzinfo = UTC,
    modality: str | None = None,
    link: str | None = None,
    more: Mapping[str, str] | None = None,
    own: Template | None = None,
) -> str:
    """In the reader's language, by the reader's clock. What has no words of its own leads to the front door."""
    speech = language(tag)
    short = _short(speech.tag)
    how = speech.how.get(modality or "unknown", speech.how["unknown"])
    values = {"when": _when(at, zone, speech, short.day), "until": _when(at, zone, speech, ""), "how": how}
    template = own.short if own and own.short else _template(kind, speech.tag)
    return fill(template, values | {"link": link or "", "sender": sender} | (more or {})).strip()


def holds_link(kind: str, own: Template | None = None) -> bool:
    return "link" in placeholders(own.short if own and own.short else _template(kind, "en"))


def ours(kind: str, tag: str) -> str:
    return _template(kind, tag)


def kinds() -> frozenset[str]:
    return frozenset(_short("en").texts)


def _template(kind: str, tag: str) -> str:
    texts = _short(tag).texts
    return texts.get(kind, texts[NOTE])


def _when(at: datetime | None, zone: tzinfo, speech: Language, day: str) -> str:
    """Without a day, the time alone."""
    if at is None:
        return ""
    said = spoken(at, zone=zone, locale=speech.locale, day=day or "d", time=speech.time)
    return said if day else said.partition(", ")[2]


@cache
def _short(tag: str) -> Short:
    said = tomllib.loads((Path(__file__).parent / f"texts.{tag}.toml").read_text(encoding="utf-8"))
    return Short(tag, said["day"], said["texts"])
