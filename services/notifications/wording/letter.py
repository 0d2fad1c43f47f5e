"""One message, written out: what is said, in words a stranger may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from html import escape

from services.notifications.wording.grammar import fill
from services.notifications.wording.templates import Template, language
from services.notifications.wording.times import spoken

HTML = (
    '<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font:1.1em/1.5 sans-serif;max-width:32em">{paragraphs}</body></html>'
)


@dataclass(frozen=True)
class Letter:
    """`title` is what a calendar shows."""

    subject: str
    text: str
    html: str
    title: str


def write(
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
) -> Letter:
    """In the reader's language, by the reader's clock. Without a link, what is said around it is left out.

    `own`: an organisation's words in place of ours.
    """
    speech = language(tag)
    how = speech.how.get(modality or "unknown", speech.how["unknown"])
    values = {
        "when": spoken(at, zone=zone, locale=speech.locale, day=speech.day, time=speech.time) if at else "",
        "how": how,
        "link": link or "",
        "sender": sender,
        "tell_us": speech.tell_us,
        **(more or {}),
    }
    template = own or speech.templates[kind]
    plain, paragraphs = _laid_out(template, bool(link))
    subject = fill(template.subject, values)
    return Letter(subject, fill(plain, values), _html(speech.tag, subject, paragraphs, values), speech.appointment)


@lru_cache(512)
def _laid_out(template: Template, with_link: bool) -> tuple[str, str]:
    """As text and as paragraphs, still to be filled: the same for everybody who is told the same."""
    parts = [part for part in template.text.split("\n\n") if with_link or "{link}" not in part]
    return "\n\n".join(parts) + "\n", "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts)


def _html(tag: str, title: str, paragraphs: str, values: Mapping[str, str]) -> str:
    """Every value escaped; the link can be tapped."""
    shown = {name: escape(value) for name, value in values.items()}
    shown["link"] = f'<a href="{shown["link"]}">{shown["link"]}</a>'
    return HTML.format(tag=tag, title=escape(title), paragraphs=fill(paragraphs, shown))
