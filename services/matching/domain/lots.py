"""Lots drawn from a seed: the same on every machine, for one coach or for a hundred thousand at once."""

from hashlib import blake2b

BITS = 64
ALL = (1 << BITS) - 1
MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def mark(text: str) -> int:
    """64 bits that stand for this text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=BITS // 8).digest(), "little")


def lot(seed: int, mark: int) -> int:
    """The finaliser of splitmix64 over both: whoever knows one lot cannot see the next."""
    x = seed ^ mark
    x = ((x ^ (x >> 30)) * MIX[0]) & ALL
    x = ((x ^ (x >> 27)) * MIX[1]) & ALL
    return x ^ (x >> 31)
