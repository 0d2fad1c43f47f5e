from shared.kernel.errors import Invalid


class Faults:
    """Everything that needs another look, gathered field by field, so that a person hears it all at once."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, field: str, words: str) -> None:
        self.found.setdefault(field, []).append(words)

    def refuse_if_any(self) -> None:
        if self.found:
            raise Invalid("Some fields need another look.", errors=self.found)
