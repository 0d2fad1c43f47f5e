"""Help me choose: what somebody weighs, and how the people on the page differ in just that. In words, never a score."""

from collections.abc import Mapping, Sequence
from typing import Any

Found = dict[str, Any]
MATTERS = ("soon", "alike", "manner")
WAYS = ("phone", "in_person")
TELLS = {
    "alike": {"lived_with", "health", "circumstances", "family_life", "pathway"},
    "manner": {"outlook"},
}


def asked(said: Mapping[str, str]) -> dict[str, str]:
    """The answers that mean something; who cannot say has said nothing."""
    known = {"matters": MATTERS, "way": WAYS}
    return {name: said[name] for name, answers in known.items() if said.get(name) in answers}


def weighed(people: Sequence[Found], wish: Mapping[str, str]) -> list[Found]:
    """The same people, whoever fits what was said first; each with what can be said of it: `differs`."""
    first = min((one["first_opening"] for one in people if one.get("first_opening")), default=None)
    said = [wish[name] for name in ("matters", "way") if name in wish]  # what matters most comes first
    fits = [([(about, _fits(one, about, first)) for about in said], one) for one in people]
    ordered = sorted(fits, key=lambda pair: [not does for _, does in pair[0]])
    return [one | {"differs": _told(one, each)} for each, one in ordered]


def _fits(one: Found, about: str, first: Any) -> bool:
    """By what a reason speaks of, be it in common or asked for: whoever has what was asked for has it."""
    if about == "soon":
        return first is not None and one.get("first_opening") == first
    if about in WAYS:
        return about in one["coach"].get("modalities", ())
    return any(TELLS[about] & set(reason["facets"]) for reason in one["reasons"])


def _told(one: Found, fits: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The name of each sentence, and whether it speaks for them. Of whom nothing can be read just now, and of a time
    that nobody has, nothing is said.
    """
    return [(about, does) for about, does in fits if does or one.get("first_opening" if about == "soon" else "coach")]
