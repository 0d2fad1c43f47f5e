"""The whole language of a template: {name}. No loops, no code, nothing that could run for ever."""

import re
from collections.abc import Mapping

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
    if unknown := placeholders(template) - set(values):
        raise WrongTemplate(f"We know no {{{sorted(unknown)[0]}}}.")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
