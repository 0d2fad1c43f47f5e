"""What weighs how much, as a form: one box a number."""

from collections.abc import Mapping
from typing import Any

from services.portal.forms.form import Form

# How many numbers each term has; 0: it is one number and no list.
TERMS = {
    "most_important": 0,
    "most_important_partly": 0,
    "wishes": 3,
    "first_meeting": 4,
    "outlook": 0,
    "family_life": 0,
    "pathway": 0,
    "lived": 2,
    "lived_substance": 0,
    "spirituality": 0,
    "age": 2,
    "room": 0,
    "seldom_shown": 0,
    "reciprocity": 0,
}
MOST = 100


def boxes(term: str) -> list[str]:
    count = TERMS[term]
    return [f"{term}-{at}" for at in range(count)] if count else [term]


def as_typed(points: Mapping[str, Any]) -> dict[str, str]:
    numbers = {term: points[term] if TERMS[term] else [points[term]] for term in TERMS}
    return {box: f"{number:g}" for term in TERMS for box, number in zip(boxes(term), numbers[term], strict=True)}


def read_weights(form: Form) -> dict[str, Any]:
    found = {term: [_number(form, box) for box in boxes(term)] for term in TERMS}
    return {term: numbers if TERMS[term] else numbers[0] for term, numbers in found.items()}


def _number(form: Form, box: str) -> float:
    try:
        number = float((form.text(box, most=6) or "").replace(",", "."))
    except ValueError:
        number = -1
    if not 0 <= number <= MOST:
        form.wrong(box, "error.points")
    return number
