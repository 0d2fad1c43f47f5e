"""Where a whole product may listen for the length of a test."""

from random import randrange
from socket import socket


def four_free_ports() -> int:
    """The first of four in a row that nobody holds, below those that a system gives to whoever calls somebody: one of
    them would be taken between our look and the service's.
    """
    while True:
        first = 20_000 + 4 * randrange(3_000)
        if all(_is_free(first + count) for count in range(4)):
            return first


def _is_free(port: int) -> bool:
    with socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
