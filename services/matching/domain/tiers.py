"""What an organisation may change about the weights: the tiers stand, the points move within them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from services.matching.domain.faults import Faults
from services.matching.domain.weights import DEFAULT, Weights

# What was asked for, then when they could meet, then what is alike, then fairness. No term may outweigh the
# heaviest of the tier above it: a wish is never drowned by what happens to be alike.
TIERS = (
    ("most_important",),
    ("wishes",),
    ("first_meeting",),
    ("outlook", "family_life", "pathway", "lived", "spirituality"),
    ("age", "fairness"),
)
TOTAL = 100
BAND = (0.85, 1.0)
FALLING = ("wishes", "lived", "age", "first_meeting")
HOURS = tuple(hours for hours, _ in DEFAULT.first_meeting)
CHANGEABLE = tuple(name for name in asdict(DEFAULT) if name != "version")


def changed(weights: Weights, said: Mapping[str, Any], *, version: str) -> Weights:
    """These weights with what was said; refused, field by field, where a tier would be broken."""
    now = replace(weights, **{name: _read(name, value) for name, value in said.items()}, version=version)
    faults = Faults()
    _hold_the_parts(now, faults)
    _hold_the_tiers(now, faults)
    if round(total(now), 3) != TOTAL:
        faults.add("points", f"These points add up to {total(now):g}; together they make {TOTAL}.")
    faults.refuse_if_any()
    return now


def terms(weights: Weights) -> dict[str, float]:
    """The most each term can give."""
    return {
        "most_important": weights.most_important,
        "wishes": sum(weights.wishes),
        "first_meeting": weights.first_meeting[0][1],
        "outlook": weights.outlook,
        "family_life": weights.family_life,
        "pathway": weights.pathway,
        "lived": sum(weights.lived),
        "spirituality": weights.spirituality,
        "age": weights.age[0],
        "fairness": weights.room + weights.seldom_shown,
    }


def total(weights: Weights) -> float:
    return sum(terms(weights).values())


def points_of(weights: Weights) -> dict[str, Any]:
    """As they are said and kept; the hours of a first meeting are not theirs to move."""
    told = {name: getattr(weights, name) for name in CHANGEABLE}
    return told | {"first_meeting": tuple(points for _, points in weights.first_meeting)}


def _read(name: str, value: Any) -> Any:
    if name == "first_meeting":
        return tuple(zip(HOURS, value, strict=True))
    return tuple(value) if isinstance(value, list | tuple) else value


def _hold_the_parts(weights: Weights, faults: Faults) -> None:
    """Adding something in common never lowers anybody, whatever the points."""
    for name in FALLING:
        said = points_of(weights)[name]
        if any(later > sooner for sooner, later in zip(said, said[1:], strict=False)):
            faults.add(name, "What comes later in this list cannot be worth more than what comes before.")
    if weights.most_important_partly > weights.most_important / 2:
        faults.add("most_important_partly", "Met in part is worth at most half.")
    if weights.lived_substance > weights.lived[0]:
        faults.add("lived_substance", "Substances alone cannot be worth more than the first thing lived through.")
    if not BAND[0] <= weights.reciprocity <= BAND[1]:
        faults.add("reciprocity", "Between 0.85 and 1.")


def _hold_the_tiers(weights: Weights, faults: Faults) -> None:
    worth = terms(weights)
    for above, tier in zip(TIERS, TIERS[1:], strict=False):
        most = max(worth[name] for name in above)
        for name in tier:
            if worth[name] > most:
                faults.add(name, f"This cannot weigh more than {' or '.join(above)} ({most:g}).")
