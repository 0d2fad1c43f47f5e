"""Help me choose: what somebody weighs, and how the people on the page differ in just that. In words, never a score."""

from collections.abc import Mapping, Sequence
from typing import Any

Found = dict[str, Any]
MATTERS = ("soon", "alike", "manner")
WAYS = ("phone", "in_person")
ALIKE = ("lived", "family_life", "pathway", "spirituality")
MANNER = ("most_important", "wish", "outlook")


def asked(said: Mapping[str, str]) -> dict[str, str]:
    """The answers that mean something; who cannot say has said nothing."""
    known = {"matters": MATTERS, "way": WAYS}
    return {name: said[name] for name, answers in known.items() if said.get(name) in answers}


def weighed(people: Sequence[Found], wish: Mapping[str, str]) -> list[Found]:
    """The same people, whoever fits what was said first; each with what can be said of it: `differs`."""
    first = min((one["first_opening"] for one in people if one.get("first_opening")), default=None)
    told = [one | {"differs": _differs(one, wish, first)} for one in people]
    return sorted(told, key=lambda one: [not fits for _, fits in one["differs"]])


def _differs(one: Found, wish: Mapping[str, str], first: Any) -> list[tuple[str, bool]]:
    """The name of each sentence, and whether it speaks for them; what matters most comes first."""
    said = []
    if matters := wish.get("matters"):
        said.append((matters, _fits(one, matters, first)))
    if way := wish.get("way"):
        said.append((way, way in one["coach"].get("modalities", ())))
    return said


def _fits(one: Found, matters: str, first: Any) -> bool:
    if matters == "soon":
        return first is not None and one.get("first_opening") == first
    codes = {reason["code"] for reason in one["reasons"]}
    return bool(codes & set(ALIKE if matters == "alike" else MANNER))
