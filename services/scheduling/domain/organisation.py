"""What an organisation decided for its calendar. Until it says otherwise, the usual things hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Customs:
    """`short_notice_minutes`: a change later than that before the start is one on short notice, and nothing more.

    `coaches_confirm`: a time that somebody else books waits for the coach's yes, and is kept meanwhile.

    `funding`: the sources of funds to choose from; `questions_for`: those whose questions (SUPRT) have dates.

    `ways`: how many minutes a coach needs between two places, where that is known.
    """

    time_zone: str = "America/New_York"
    hide_below: int = 5
    short_notice_minutes: int = 24 * 60
    coaches_confirm: bool = False
    funding: Sequence[str] = ()
    questions_for: Sequence[str] = ()
    ways: Sequence[Mapping[str, Any]] = ()

    @property
    def short_notice(self) -> timedelta:
        return timedelta(minutes=self.short_notice_minutes)


def read_customs(said: Mapping[str, Any]) -> Customs:
    return Customs(**{each.name: said[each.name] for each in fields(Customs) if each.name in said})


def merged(said: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch (RFC 7396): null goes back to what is usual."""
    return {name: value for name, value in {**said, **change}.items() if value is not None}
