"""What we say in a text: short, and to be answered with a digit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path

from services.notifications.wording.grammar import fill, placeholders
from services.notifications.wording.templates import Language, language
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
    at: datetime,
    zone: tzinfo,
    modality: str | None,
    link: str | None,
    sender: str,
) -> str:
    """In the reader's language, by the reader's clock. What has no words of its own leads to the front door."""
    speech = language(tag)
    short = _short(speech.tag)
    how = speech.how.get(modality or "unknown", speech.how["unknown"])
    values = {"when": _when(at, zone, speech, short.day), "until": _when(at, zone, speech, ""), "how": how}
    return fill(_template(kind, speech.tag), values | {"link": link or "", "sender": sender}).strip()


def holds_link(kind: str) -> bool:
    return "link" in placeholders(_template(kind, "en"))


def kinds() -> frozenset[str]:
    return frozenset(_short("en").texts)


def _template(kind: str, tag: str) -> str:
    texts = _short(tag).texts
    return texts.get(kind, texts[NOTE])


def _when(at: datetime, zone: tzinfo, speech: Language, day: str) -> str:
    """Without a day, the time alone."""
    said = spoken(at, zone=zone, locale=speech.locale, day=day or "d", time=speech.time)
    return said if day else said.partition(", ")[2]


@cache
def _short(tag: str) -> Short:
    said = tomllib.loads((Path(__file__).parent / f"texts.{tag}.toml").read_text(encoding="utf-8"))
    return Short(tag, said["day"], said["texts"])
