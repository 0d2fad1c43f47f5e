"""Cells for whatever program opens them: one that parts cells by other marks than ours would run what stands behind a
semicolon, a bar or a tab within one.
"""

import re
from typing import Any

RUNS = r"=+\-@＝＋－＠"  # wide ones too: a program that reads Chinese or Japanese runs them
BEGINS = r'(?:\A|[,;|\t\r\n]"*)'
FORMULA = re.compile(rf"(\A(?=[\t\r\n])|{BEGINS}(?=[{RUNS}]))")
AS_WORDS = re.compile(rf"({BEGINS})'(?=[{RUNS}])")


def as_words(value: Any) -> Any:
    """Words that a spreadsheet would run as a formula get an apostrophe, and stay words. Numbers stay numbers."""
    return FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def as_typed(cell: str) -> str:
    """Without the apostrophes that `as_words` put there."""
    return AS_WORDS.sub(r"\1", cell)
