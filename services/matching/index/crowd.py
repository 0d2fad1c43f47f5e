"""Everybody of an organisation, ready to be ranked or told of: in memory, never on disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.matching.domain.people import Coach, Member
from services.matching.domain.profile import Profile
from services.matching.domain.vocabulary import Code
from services.matching.index.columns import Columns


@dataclass(frozen=True, eq=False)
class Coaches:
    """As of one change of the organisation's counter."""

    change: int
    columns: Columns

    def __getitem__(self, id: str) -> Coach:
        """What the columns know of one of them: enough to say what two people share."""
        (place,) = self.columns.places([id])
        told = self.columns.lexicon.codes(self.columns.bits("traits", place))
        return Coach(id=id, profile=Profile(used=frozenset(code for code in told if not _is_way(code))))


@dataclass(frozen=True, eq=False)
class Members:
    change: int = -1
    members: Mapping[str, Member] = field(default_factory=dict)

    def after(self, change: int, *, members: Iterable[Member], gone: Iterable[str]) -> "Members":
        """New ones; whoever still reads the old ones is not disturbed."""
        now = {**self.members, **{member.id: member for member in members}}
        for id in gone:
            now.pop(id, None)
        return Members(change, now)


@dataclass(frozen=True)
class Crowd:
    coaches: Coaches
    members: Mapping[str, Member]


def _is_way(code: Code) -> bool:
    return code.facet in ("languages", "modality")
