from typing import Any

RUNS = (*"=+-@", *"＝＋－＠", "\t", "\r", "\n")  # wide ones too: a program that reads Chinese or Japanese runs them


def as_words(value: Any) -> Any:
    """Words that a spreadsheet would run as a formula get an apostrophe, and stay words. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
