"""A coach's own side: what suits them, and what they cannot carry just now. Never who a person is."""

from collections.abc import Mapping
from typing import Any

from services.portal.forms.about import codes_under
from services.portal.forms.form import Form, Typed

ASKED = {
    "suits": ("preferred", ("modality", "outlook", "access")),
    "not_now": ("avoided", ("family_life", "lived_with", "health", "circumstances")),
}
CODES = {field: codes_under(facets) for field, (_, facets) in ASKED.items()}


def read_coach_wishes(form: Form, known: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the page does not ask stays as it was said."""
    others = [one for one in known.get("preferences") or () if _field_of(one) is None]
    return others + [
        {"facet": code.partition(".")[0], "code": code.partition(".")[2], "strength": strength}
        for field, (strength, _) in ASKED.items()
        for code in dict.fromkeys((*form.typed.getlist(field), form.typed.get(f"{field}.also", "")))
        if CODES[field].fullmatch(code)
    ]


def as_typed(known: Mapping[str, Any]) -> Typed:
    typed = Typed()
    for one in known.get("preferences") or ():
        if field := _field_of(one):
            typed.add(field, f"{one['facet']}.{one['code']}")
    return typed


def _field_of(wish: Mapping[str, str]) -> str | None:
    code = f"{wish['facet']}.{wish['code']}"
    found = (f for f, (strength, _) in ASKED.items() if wish["strength"] == strength and CODES[f].fullmatch(code))
    return next(found, None)
