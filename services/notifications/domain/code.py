"""Codes that open a door once: six digits to an address, or letters on paper for whoever has no phone."""

import re
import secrets
from datetime import timedelta

DIGITS = 6
LASTS = timedelta(minutes=10)
MOST_TRIES = 5
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Nothing that is read for something else: no I, L, O, U, no 0 and 1. Each letter is worth 4.9 bits."""

GROUP = 4
LETTERS = {"printed": 12, "spoken": 8}
HOW_MANY = {"printed": 10, "spoken": 1}
PRINTED_LAST = timedelta(days=180)

SOON, IN_A_DAY = timedelta(minutes=15), timedelta(hours=24)
MOST = {SOON: 5, IN_A_DAY: 20}
"""How often a code may be asked for at one address. With five tries each, guessing gets one in ten thousand a day."""


def digits() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def letters(kind: str) -> str:
    """Says by itself who it is for: 58 bits on paper; 39 for one that is read out and lasts ten minutes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS[kind]))


def shown(code: str) -> str:
    """K7QP-3MXD: in groups, so that it can be copied by hand."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def as_typed(code: str) -> str:
    """Spaces, dashes and small letters make no difference."""
    return re.sub(r"[\s-]", "", code).upper()


def lasts(kind: str) -> timedelta:
    return PRINTED_LAST if kind == "printed" else LASTS
