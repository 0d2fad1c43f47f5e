"""What a cell holds when it holds nothing, a name, or a number."""

import re

BLANK = {"", "n/a", "n.a.", "none", "nil", "-", "--", "—", "tbd", "?", "unknown", "x", "#n/a", "#ref!", "null"}
FELLOWSHIP_COLUMNS = {"pathways", "specialty"}
VACANT = re.compile(r"\b(vacant|vacancy|open position|unfilled|to be hired|tbh|position open)\b", re.IGNORECASE)
TOTAL = re.compile(r"^(grand )?(sub)?totals?\b|^count\b|^sum\b|^average\b|^avg\b|^\d+ (coaches|staff)\b", re.IGNORECASE)


def value_of(column: str | None, cell: str) -> str:
    """The cell, or nothing where people write "N/A". NA among pathways is a fellowship, not a blank."""
    word = cell.strip().lower()
    if word in BLANK or (word == "na" and column not in FELLOWSHIP_COLUMNS):
        return ""
    return cell.strip()


def is_vacancy(cells) -> bool:
    return any(VACANT.search(cell) for cell in cells)


def is_total(cells) -> bool:
    """A totals row: the first filled cell says so, or nothing but numbers stands in it."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and (bool(TOTAL.match(filled[0])) or all(_is_number(cell) for cell in filled))


def split_name(text: str) -> tuple[str, str]:
    """First and last name of "Last, First" or "First Last", suffixes kept with the last name."""
    if "," in text:
        last, _, first = text.partition(",")
        if first.strip().lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
            return split_name(last)[0], f"{split_name(last)[1]}, {first.strip()}"
        return first.strip(), last.strip()
    first, _, last = text.partition(" ")
    return first, last.strip()


def preferred_of(text: str) -> str:
    """Somebody written as Bobby (Roberta), or as Roberta "Bobby", goes by Bobby."""
    quoted = re.search(r"[\"“]([^\"”]+)[\"”]", text)
    return quoted[1].strip() if quoted else re.sub(r"\s*\([^)]*\)", "", text).strip()


def least_of(text: str) -> int | None:
    """The limit a person surely carries: 20 of "20-25", of "20 to 25", of "20 max". None when there is no number."""
    found = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]
    words = re.sub(r"\d+(?:\.\d+)?|[-–—~+/≤<=]|to|max|or|about|up|people|cases|approx|\.|\s", "", text.lower())
    if not found or words or min(found) > 200:
        return None
    return int(min(found))


def items_of(text: str) -> list[str]:
    """What is listed in one cell, whichever way it is parted."""
    return [item.strip() for item in re.split(r"[,;/|\n]|\s&\s|\sand\s|•", text) if item.strip()]


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[\d.,%$ ]+", cell) is not None
