"""An address as a square that a telephone's camera reads (QR), drawn here: nobody else is asked to draw a secret."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""Blank cells around it; without them cameras do not find it."""


@dataclass(frozen=True)
class Square:
    """`cells`: how many it is wide. `dark`: an SVG path over the dark ones."""

    cells: int
    dark: str


def square_of(address: str) -> Square:
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=QUIET))
    return Square(len(rows), "".join(_strokes(list(row), y) for y, row in enumerate(rows)))


def _strokes(row: list[int], y: int) -> str:
    """Each run of dark cells is one stroke."""
    drawn, x = [], 0
    for is_dark, cells in groupby(row, key=bool):
        length = len(list(cells))
        drawn += [f"M{x} {y}h{length}v1h-{length}z"] if is_dark else []
        x += length
    return "".join(drawn)
