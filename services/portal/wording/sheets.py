"""Rows as a sheet that opens in any office, and runs nothing there."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    sheet = csv.DictWriter(text, columns, extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows({name: plain(row.get(name)) for name in columns} for row in rows)
    return text.getvalue()


def plain(value: Any) -> Any:
    """Words that a spreadsheet would run as a formula get an apostrophe, and stay words. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
