"""From the bytes of a spreadsheet's export to lines of cells. Knows nothing of people."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.kernel.sheets import as_typed

LARGEST = 50 * 1024 * 1024
HEADER_IS_WITHIN = 12


class NotARoster(ValueError):
    """The file as a whole cannot be read. Its words say what to do about it."""


@dataclass(frozen=True)
class Line:
    """One row of the file. `number` counts from 1, as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    header: Line
    lines: tuple[Line, ...]
    delimiter: str


def read_table(content: bytes, *, is_header: Callable[[Sequence[str]], int]) -> Table:
    """`is_header(cells)` says how many of a line's cells name a column we know; the best early line is the header."""
    text = decode(content)
    delimiter = _delimiter_of(text)
    lines = [line for line in _lines(text, delimiter) if not line.is_blank]
    header = max(lines[:HEADER_IS_WITHIN], key=lambda line: is_header(line.cells), default=None)
    if header is None or is_header(header.cells) < 2:
        raise NotARoster("We found no line with column names such as First Name, Last Name or Work Email.")
    return Table(header, tuple(lines[lines.index(header) + 1 :]), delimiter)


def decode(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 as Excel saves it."""
    _refuse_what_is_no_text(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252", errors="replace")


def _refuse_what_is_no_text(content: bytes) -> None:
    if not content.strip():
        raise NotARoster("The file is empty.")
    if len(content) > LARGEST:
        raise NotARoster("The file is larger than 50 MB: a roster is not.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise NotARoster("This is a spreadsheet, not a CSV file. Open it and choose Save as, CSV.")
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotARoster("This is not a text file. Save the roster as CSV and try again.")


def _delimiter_of(text: str) -> str:
    """The mark that parts the fullest early line. Marks inside quotes do not count."""
    early = text.splitlines()[:HEADER_IS_WITHIN]
    return max(",;\t", key=lambda mark: max((_outside_quotes(line).count(mark) for line in early), default=0))


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _lines(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, number = [], 1
    try:
        for cells in reader:
            found.append(Line(number, tuple(_tidy(cell) for cell in cells)))
            number = reader.line_num + 1
    except csv.Error:
        raise NotARoster(f"A quotation mark is opened on or after line {number} and never closed properly.") from None
    return found


def _tidy(cell: str) -> str:
    """One space where there were several. The apostrophe our own result files put before a formula goes again."""
    return as_typed(" ".join(cell.replace("\u00a0", " ").split()))
