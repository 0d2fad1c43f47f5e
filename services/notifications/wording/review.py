"""A template as an organisation would have it: what is wrong with it, in words, before anybody is sent a line of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from services.notifications.domain.lint import lint
from services.notifications.domain.readability import MOST, grade
from services.notifications.domain.texts import pieces, size_troubles
from services.notifications.wording.grammar import WrongTemplate, placeholders
from services.notifications.wording.letter import Letter, write
from services.notifications.wording.templates import REQUIRED, Template, allowed
from services.notifications.wording.texts import write_text

SAMPLE_TIME = datetime(2026, 11, 24, 15, tzinfo=UTC)
SAMPLES = {"code": "123456", "list": "10:00 AM\n11:00 AM", "count": "2"}
SAMPLE_TOKEN = "A" * 22
MOST_SUBJECT = 78
"""As many letters as a telephone shows, and one line of a mail holds."""


def troubles(template: Template, *, kind: str, tag: str) -> dict[str, list[str]]:
    """By field; empty, when it may be sent."""
    found = {"subject": _of_subject(template.subject, kind), "text": _of_text(template.text, kind)}
    if not any(found.values()):
        found = {"subject": lint(template.subject), "text": _of_words(sample(template, kind=kind, tag=tag), tag)}
    if template.short:
        found["short"] = _of_short(template, kind, tag)
    return {field: words for field, words in found.items() if words}


def warnings(template: Template, *, kind: str, tag: str) -> dict[str, list[str]]:
    """What costs, and is no mistake: a text in correct Spanish takes more room, and nobody misspells to save some."""
    if not template.short or troubles(template, kind=kind, tag=tag):
        return {}
    size = pieces(sample_text(template, kind=kind, tag=tag))
    return {"short": [f"This text is sent in {size} pieces."]} if size > 1 else {}


def sample_text(template: Template, *, kind: str, tag: str, front_door: str = "https://x.example") -> str:
    told = {"at": SAMPLE_TIME, "modality": "phone", "link": f"{front_door}/l/{SAMPLE_TOKEN}"}
    return write_text(kind, tag=tag, sender="Alex", own=template, more=SAMPLES, **told)


def sample(template: Template, *, kind: str, tag: str, front_door: str = "https://x.example") -> Letter:
    """As it would reach somebody: an invented time and an invented link."""
    told = {"at": SAMPLE_TIME, "modality": "phone", "link": f"{front_door}/l/{SAMPLE_TOKEN}"}
    return write(kind, tag=tag, sender="Alex", own=template, more=SAMPLES, **told)


def _of_subject(subject: str, kind: str) -> list[str]:
    found = _of_names(subject, kind)
    if "\n" in subject or len(subject) > MOST_SUBJECT:
        found.append(f"One line of at most {MOST_SUBJECT} letters.")
    if "{link}" in subject or "{code}" in subject:
        found.append("Whoever sees the telephone reads this line: no link and no code in it.")
    return found


def _of_text(text: str, kind: str) -> list[str]:
    found = _of_names(text, kind)
    if "://" in text or "www." in text.lower():
        found.append("Only {link} leads anywhere. Please write no address of your own.")
    if not found:
        named = placeholders(text)
        found = [f"{{{name}}} is needed: without it the message does not do its work." for name in _needed(kind, named)]
    return found


def _of_short(template: Template, kind: str, tag: str) -> list[str]:
    """A text says when, or leads to where it is said."""
    said = template.short or ""
    found = _of_names(said, kind)
    if "://" in said or "www." in said.lower():
        found.append("Only {link} leads anywhere. Please write no address of your own.")
    if not found and not placeholders(said) & {"when", "link"}:
        found = ["{when} or {link} is needed: without it the message does not do its work."]
    if not found:
        body = sample_text(template, kind=kind, tag=tag)
        found = lint(body) + size_troubles(body, tag=tag)
    return found


def _of_names(template: str, kind: str) -> list[str]:
    try:
        unknown = placeholders(template) - allowed(kind)
    except WrongTemplate as error:
        return [str(error)]
    return [f"We know no {{{name}}} here." for name in sorted(unknown)]


def _needed(kind: str, named: frozenset[str]) -> Sequence[str]:
    return sorted(REQUIRED[kind] - named)


def _of_words(letter: Letter, tag: str) -> list[str]:
    found = lint(letter.text)
    if grade(_without_link(letter.text), tag=tag) > MOST:
        found.append("Please use shorter words and sentences: everybody should be able to read this with ease.")
    return found


def _without_link(text: str) -> str:
    return " ".join(word for word in text.split() if "://" not in word)
