from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """Something to say about a row: where, and in plain words. `stops` = the row waits for somebody to put it right."""

    line: int
    column: str
    words: str
    stops: bool = False

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.words}" if self.column else f"line {self.line}: {self.words}"
