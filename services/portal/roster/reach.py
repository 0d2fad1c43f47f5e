"""Work email and work telephone, in the one form in which they are compared and dialled."""

import re

EMAIL = re.compile(r"[^@\s,;<>()\[\]\"']+@[^@\s,;<>()\[\]\"']+\.[^@\s.,;<>()\[\]\"']{2,}")
EXTENSION = re.compile(r"\s*(?:x|ext\.?|#)\s*(\d{1,6})$", re.IGNORECASE)


def read_email(text: str) -> str | None:
    """One address, lower case; "Bobby <bobby@example.org>" and "mailto:" too. None when it is none, or several."""
    found = EMAIL.findall(text.replace("mailto:", ""))
    return found[0].lower() if len(found) == 1 else None


def read_phone(text: str) -> str | None:
    """+15555550134 for "(555) 555-0134" or "1-555-555-0134 x2"; None when it is no number we can dial."""
    number = EXTENSION.sub("", text.strip())
    digits = re.sub(r"\D", "", number)
    if re.search(r"[a-z]", number, re.IGNORECASE):
        return None
    if number.startswith("+"):
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if len(digits) == 11 and digits[0] == "1":
        return f"+{digits}"
    return f"+1{digits}" if len(digits) == 10 else None


def has_extension(text: str) -> bool:
    return EXTENSION.search(text.strip()) is not None
