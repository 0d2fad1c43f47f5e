from dataclasses import dataclass

GONE = frozenset({"ended", "erased", "died"})


@dataclass(frozen=True)
class Person:
    """What we heard of a person: where their clock hangs, and whether they are still with us. No name."""

    person_id: str
    kinds: tuple[str, ...]
    time_zone: str
    language: str
    state: str
    version: int

    @property
    def gone(self) -> bool:
        return self.state in GONE

    def is_news_to(self, known: "Person | None") -> bool:
        return known is None or self.version > known.version
