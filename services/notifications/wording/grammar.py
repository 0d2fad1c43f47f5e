"""The whole language of a template: {name}. No loops, no code, nothing that could run for ever."""

import re
from collections.abc import Mapping
from functools import lru_cache

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class WrongTemplate(ValueError):
    """Its words name what is wrong."""


def placeholders(template: str) -> frozenset[str]:
    """The names it asks for. A brace that opens no name is refused."""
    if "{" in (rest := _PLACEHOLDER.sub("", template)) or "}" in rest:
        raise WrongTemplate("A brace may only hold a name, as in {when}.")
    return frozenset(_PLACEHOLDER.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Every placeholder replaced once; what a value holds is never read as a template."""
    said, names = _read(template)
    if unknown := {*names} - values.keys():
        raise WrongTemplate(f"We know no {{{sorted(unknown)[0]}}}.")
    return said.format(*[values[name] for name in names]) if names else said


@lru_cache(4096)
def _read(template: str) -> tuple[str, tuple[str, ...]]:
    """The same few hundred parts are said to everybody: each is read once."""
    names = tuple(_PLACEHOLDER.findall(template)) if placeholders(template) else ()
    return _PLACEHOLDER.sub("{}", template), names
