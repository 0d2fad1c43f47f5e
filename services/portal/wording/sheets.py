"""Rows as a sheet that opens in any office, and runs nothing there."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared.kernel.sheets import as_words


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    sheet = csv.DictWriter(text, columns, extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows({name: as_words(row.get(name)) for name in columns} for row in rows)
    return text.getvalue()
