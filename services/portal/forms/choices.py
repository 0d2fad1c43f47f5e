"""Whom to ask first, second and third."""

from typing import Any

from services.portal.forms.form import Form

PLACES = ("1", "2", "3")
FIELD = "order."


def read_choices(form: Form) -> dict[str, Any]:
    """Whoever was pressed comes first, the others as they were shown. Or in an order of one's own: each coach's select
    says a place, or nothing; one at least is first, and nobody shares a place.
    """
    shortlist = {"shortlist_id": form.typed.get("shortlist_id", "")}
    if first := form.typed.get("first"):
        others = [one for one in form.typed.getlist("shown") if one != first]
        return shortlist | {"coach_ids": [first, *others][: len(PLACES)]}
    given = [
        (place, name.removeprefix(FIELD)) for name, place in form.typed.items() if name.startswith(FIELD) and place
    ]
    ordered = sorted(one for one in given if one[0] in PLACES)
    places = [place for place, _ in ordered]
    if not places:
        form.wrong("order", "error.order_none")
    elif places != list(PLACES[: len(places)]):
        form.wrong("order", "error.order_mixed")
    return shortlist | {"coach_ids": [coach for _, coach in ordered]}
