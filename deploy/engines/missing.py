class EngineMissing(Exception):
    """An engine cannot start here: why, and what would help."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}.")
        self.reason, self.remedy = reason, remedy
