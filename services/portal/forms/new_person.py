"""What intake asks: a name to use, a way to reach, how soon. Everything else is later, or never."""

import re
from dataclasses import dataclass
from typing import Any

from services.portal.forms.about import CODE
from services.portal.forms.days import midnight
from services.portal.forms.form import Form, Typed
from services.portal.forms.reminders import REMINDERS
from services.portal.wording.labels import EVERYTHING
from shared.kernel.times import rfc3339

REACH = ("come_by", "phone", "email", "through_person", "place")
BOXES = {"phone": "phone", "email": "email", "through_person": "through", "place": "place"}
SPOKEN = {"text": "sms", "call": "voice"}
SHARED = ("no", "yes", "unknown")
URGENCIES = ("urgent", "soon", "routine")
LANGUAGES = ("en", "es")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
CONSENT = "intake-2026-11"
AGREED = ("sms", "email", "voice")
STRENGTHS = {"need": "required", "avoid": "avoided", "wish": "preferred"}
UNSAID = {"modalities": None, "most_important": None}


@dataclass(frozen=True)
class NewPerson:
    """`member` for matching, `ways` and `reminded` for notifications, `referral` for matching again, once the person
    has an id. `reminded`: one of REMINDERS, or None where nobody was asked.
    """

    member: dict[str, Any]
    ways: list[dict[str, Any]]
    reminded: str | None
    referral: dict[str, Any]


def read_new_person(form: Form, *, language: str, time_zone: str, now: str, actor: str) -> NewPerson:
    """Look at `form.errors` before using it."""
    name = form.text("name", most=60)
    if not name:
        form.wrong("name", "error.name")
    spoken = form.typed.get("language", language)
    member = {"display_name": name, "language": spoken if spoken in LANGUAGES else language, "time_zone": time_zone}
    member |= wishes_in(form)
    ways = _ways(form, consent={"given_at": now, "wording": CONSENT, "locale": language, "actor": actor})
    urgency = form.one_of("urgency", URGENCIES, "error.urgency")
    referral = {"urgency": urgency, "source": _source(form)} | _until_ready(form, time_zone)
    reminded = form.typed.get("remind")
    return NewPerson(member, ways, reminded if reminded in REMINDERS else None, referral)


def _ways(form: Form, consent: dict[str, str]) -> list[dict[str, Any]]:
    reach = form.one_of("reach", REACH, "error.reach")
    box = BOXES.get(reach)
    if box is None:
        return []
    address = form.text(box, most=254)
    if not address or (reach == "email" and not MAIL.match(address)):
        form.wrong(box, f"error.{box}")
    kind = SPOKEN.get(form.typed.get("spoken", ""), "voice") if reach == "phone" else reach
    shared = form.typed.get("shared", "unknown")
    way = {"kind": kind, "address": address, "shared": shared if shared in SHARED else "unknown"}
    return [way | _how_to_ring(form) | ({"consent": consent} if kind in AGREED else {})]


def _how_to_ring(form: Form) -> dict[str, Any]:
    """The person's own instructions: what to say we are, when it is good, whether a message may be left."""
    told: dict[str, Any] = {"message_ok": form.typed.get("message_ok") != "no"}
    words = {"say_we_are": form.text("say_we_are", most=120), "best_times": form.text("best_times", most=200)}
    return told | {name: said for name, said in words.items() if said}


def _until_ready(form: Form, time_zone: str) -> dict[str, Any]:
    """Where they are now, and the day from which they can: the waiting counts from then."""
    day, where = form.text("ready_from", most=10), form.text("now_at", most=120)
    told: dict[str, Any] = {"now_at": where} if where else {}
    if day:
        begins = midnight(day, time_zone)
        if begins is None:
            form.wrong("ready_from", "error.ready_from")
        else:
            told["ready_from"] = rfc3339(begins)
    return told


def _source(form: Form) -> str:
    chosen = form.typed.get("source", "walked_in")
    return chosen if chosen in {term.code for term in EVERYTHING["source"]} else "walked_in"


def wishes_in(form: Form) -> dict[str, Any]:
    """Which codes there are is matching's to say: an organisation has its own among them."""
    said = {field: [code for code in _said(form.typed, field) if CODE.fullmatch(code)] for field in STRENGTHS}
    firm = {*said["need"], *said["avoid"]}
    asked = dict.fromkeys(
        (code, field) for field in STRENGTHS for code in said[field] if field != "wish" or code not in firm
    )
    ways = [way for way in form.typed.getlist("modality") if way in {term.code for term in EVERYTHING["modality"]}]
    most = form.typed.get("most", "")
    told: dict[str, Any] = {"preferences": [_code(code) | {"strength": STRENGTHS[field]} for code, field in asked]}
    told |= {"modalities": ways} if ways else {}
    return told | ({"most_important": _code(most)} if CODE.fullmatch(most) else {})


def wished(typed: Typed) -> list[str]:
    """Every code that stands in the form, however much it matters."""
    return [code for field in (*STRENGTHS, "most") for code in _said(typed, field)]


def _said(typed: Typed, field: str) -> list[str]:
    """What is marked already, and the one more that was chosen."""
    return [*typed.getlist(field), *typed.getlist(f"{field}.also")]


def _code(wish: str) -> dict[str, str]:
    facet, _, code = wish.partition(".")
    return {"facet": facet, "code": code}
