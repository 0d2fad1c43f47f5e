"""How somebody likes to hear from us, as a form. What was settled in another way than these stays as it is."""

from typing import Any

from services.portal.forms.customs import CLOCK
from services.portal.forms.form import Form

AS_NOW = "as_now"
REMINDERS: dict[str, list[int] | None] = {"usual": None, "day": [24 * 60], "none": []}
WORDS = {"discreet": True, "plain": False}
WAYS = {"mail": ["email", "sms"], "texts": ["sms", "email"], "call": ["voice"], "here": ["in_app"]}


def as_form(wishes: dict[str, Any]) -> Form:
    form, quiet = Form(), wishes["quiet_hours"] or {}
    form.typed["reminders"] = _name_of(wishes["reminders"], REMINDERS)
    form.typed["way"] = _name_of(wishes["channels"], WAYS)
    form.typed["quiet_from"], form.typed["quiet_to"] = quiet.get("from", ""), quiet.get("to", "")
    form.typed["words"] = _name_of(wishes["discreet"], WORDS)
    form.typed["weekly"] = "yes" if wishes["weekly_word"] else ""
    return form


def read_reminders(form: Form, wishes: dict[str, Any]) -> dict[str, Any]:
    """Look at `form.errors` before using it. Who has the digest, their roles say."""
    words = form.one_of("words", tuple(WORDS), "error.plain_words")
    said = wishes | {"discreet": WORDS.get(words, wishes["discreet"])}
    reminders = form.one_of("reminders", (AS_NOW, *REMINDERS), "error.reminders")
    way = form.one_of("way", (AS_NOW, *WAYS), "error.by_which_way")
    said |= {"reminders": REMINDERS.get(reminders, said["reminders"]), "channels": WAYS.get(way, said["channels"])}
    return said | {"quiet_hours": _quiet(form), "weekly_word": form.typed.get("weekly") == "yes"}


def _quiet(form: Form) -> dict[str, str] | None:
    """Both, or neither: then a message may come at any time."""
    start, end = (form.typed.get(name, "").strip() for name in ("quiet_from", "quiet_to"))
    if not start and not end:
        return None
    if not CLOCK.match(start) or not CLOCK.match(end):
        form.wrong("quiet_from", "error.quiet_hours")
    return {"from": start, "to": end}


def _name_of(value: Any, known: dict[str, Any]) -> str:
    return next((name for name, meant in known.items() if meant == value), AS_NOW)
