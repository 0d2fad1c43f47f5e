"""What intake asks: a name to use, a way to reach, how soon. Everything else is later, or never."""

import re
from dataclasses import dataclass
from typing import Any

from services.portal.forms.form import Form
from services.portal.wording.labels import ASKED_FOR, EVERYTHING

REACH = ("email", "come_by")
SHARED = ("no", "yes", "unknown")
URGENCIES = ("urgent", "soon", "routine")
LANGUAGES = ("en", "es")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
CONSENT = "intake-2026-11"
UNSAID = {"modalities": None, "most_important": None}


@dataclass(frozen=True)
class NewPerson:
    """`member` for matching, `ways` for notifications, `referral` for matching again, once the person has an id."""

    member: dict[str, Any]
    ways: list[dict[str, Any]]
    referral: dict[str, Any]


def read_new_person(form: Form, *, language: str, time_zone: str, now: str, actor: str) -> NewPerson:
    """Look at `form.errors` before using it."""
    name = form.text("name", most=60)
    if not name:
        form.wrong("name", "error.name")
    spoken = form.typed.get("language", language)
    member = {"display_name": name, "language": spoken if spoken in LANGUAGES else language, "time_zone": time_zone}
    member |= _wishes(form)
    ways = _ways(form, consent={"given_at": now, "wording": CONSENT, "locale": language, "actor": actor})
    urgency = form.one_of("urgency", URGENCIES, "error.urgency")
    return NewPerson(member, ways, {"urgency": urgency, "source": _source(form)})


def _ways(form: Form, consent: dict[str, str]) -> list[dict[str, Any]]:
    if form.one_of("reach", REACH, "error.reach") != "email":
        return []
    address = form.text("email", most=254)
    if not address or not MAIL.match(address):
        form.wrong("email", "error.email")
    shared = form.typed.get("shared", "unknown")
    return [
        {"kind": "email", "address": address, "shared": shared if shared in SHARED else "unknown"}
        | {"consent": consent}
    ]


def _source(form: Form) -> str:
    chosen = form.typed.get("source", "walked_in")
    return chosen if chosen in {term.code for term in EVERYTHING["source"]} else "walked_in"


def _wishes(form: Form) -> dict[str, Any]:
    known = {f"{facet.facet}.{term.code}" for facet in ASKED_FOR for term in facet}
    asked = [wish for wish in form.typed.getlist("wish") if wish in known]
    ways = [way for way in form.typed.getlist("modality") if way in {term.code for term in EVERYTHING["modality"]}]
    most = form.typed.get("most", "")
    told: dict[str, Any] = {"preferences": [_code(wish) | {"strength": "preferred"} for wish in asked]}
    told |= {"modalities": ways} if ways else {}
    return told | ({"most_important": _code(most)} if most in known else {})


def _code(wish: str) -> dict[str, str]:
    facet, _, code = wish.partition(".")
    return {"facet": facet, "code": code}
