"""How much room a text takes. One letter outside the short alphabet makes every piece shorter; Spanish may need it."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€")
ONE_BASIC, MANY_BASIC, ONE_WIDE, MANY_WIDE = 160, 153, 70, 67
MOST_PIECES = 4
TOO_LONG = "A text of more than {} pieces is too long."
UNUSUAL = "“{}” is not in the alphabet of texts; write it plainly."


def is_basic(text: str) -> bool:
    """GSM-7: á, í, ó and ú are not in it."""
    return all(letter in BASIC or letter in DOUBLE for letter in text)


def pieces(text: str) -> int:
    """How many texts the network makes of it."""
    if is_basic(text):
        size = sum(2 if letter in DOUBLE else 1 for letter in text)
        return 1 if size <= ONE_BASIC else -(-size // MANY_BASIC)
    size = len(text.encode("utf-16-be")) // 2
    return 1 if size <= ONE_WIDE else -(-size // MANY_WIDE)


def size_troubles(text: str, *, tag: str) -> list[str]:
    """Length for everybody; the alphabet for English only: Spanish is never misspelt to save a piece."""
    found = [TOO_LONG.format(MOST_PIECES)] if pieces(text) > MOST_PIECES else []
    if tag == "en" and not is_basic(text):
        found.append(UNUSUAL.format(next(letter for letter in text if letter not in BASIC | DOUBLE)))
    return found
