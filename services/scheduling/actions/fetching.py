"""Reads a calendar from an address somebody gave us: whoever wrote the address does not get to look around our house.

Every name is looked up once, and the connection goes to the address that was judged, not to the name again.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from services.scheduling.actions.calendar_file import MOST_BYTES

LookUp = Callable[..., Any]
SECONDS = 8.0
MOST_TURNS = 5
PORTS = {"http": 80, "https": 443}
ELSEWHERE = frozenset({301, 302, 303, 307, 308})
WORDS = {
    "address": "This is not the address of a calendar. One begins with https://.",
    "private": "This address leads into a private network. Please give one that anybody could reach.",
    "unreachable": "Nobody answers at this address. Please look whether it is written right.",
    "too_slow": "This address takes longer to answer than we can wait. Please try again later.",
    "too_large": "This calendar is larger than 5 MB.",
    "not_there": "There is no calendar at this address any more.",
    "refused": "This address did not give us the calendar.",
    "not_a_calendar": "What stands at this address is not a calendar we can read.",
}
WELL_KNOWN_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NoCalendar(Exception):
    """`code` is one of WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(WORDS[code])
        self.code = code


def fetch(url: str, *, loopback: bool = False, seconds: float = SECONDS, look_up: LookUp = socket.getaddrinfo) -> bytes:
    """What stands there, after at most five turns and eight seconds. `loopback` is for tests and demos."""
    deadline = _Deadline(seconds)
    with deadline.running():
        for _ in range(MOST_TURNS + 1):
            parts = _parts(url)
            answer, further = _ask(parts, _judged(parts, loopback, look_up), deadline)
            if further is None:
                return answer
            url = _further(url, further)
    raise NoCalendar("refused")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in PORTS and parts.hostname and parts.port != 0 and not (parts.username or parts.password)
    except ValueError:
        raise NoCalendar("address") from None
    if not known or not url.isascii() or not url.isprintable() or " " in url:
        raise NoCalendar("address")
    return parts


def _further(url: str, location: str) -> str:
    """Never from a sealed letter to a postcard."""
    following = urljoin(url, location)
    if url.startswith("https:") and not following.startswith("https:"):
        raise NoCalendar("refused")
    return following


def _ask(parts: SplitResult, address: str, deadline: "_Deadline") -> tuple[bytes, str | None]:
    connection = _connection(parts, address)
    try:
        deadline.watch(connection)
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=HEADERS)
        with connection.getresponse() as answer:
            return _taken(answer, deadline)
    except (OSError, http.client.HTTPException, ValueError):
        raise NoCalendar("too_slow" if deadline.over else "unreachable") from None
    finally:
        connection.close()
        deadline.let_go()


def _taken(answer: http.client.HTTPResponse, deadline: "_Deadline") -> tuple[bytes, str | None]:
    """What it says, or where it says to go."""
    if answer.status in ELSEWHERE and (location := answer.getheader("Location")):
        return b"", location
    if answer.status != 200:
        raise NoCalendar("not_there" if answer.status in (404, 410) else "refused")
    return _body(answer, deadline), None


HEADERS = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "Holdfast", "Connection": "close"}


def _judged(parts: SplitResult, loopback: bool, look_up: LookUp) -> str:
    """One address to connect to. If any of a name's addresses is private, none is good."""
    port = parts.port or PORTS[parts.scheme]
    try:
        found = look_up(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoCalendar("unreachable") from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(_is_public(address, loopback) for address in addresses):
        raise NoCalendar("private")
    return addresses[0]


def _is_public(text: str, loopback: bool) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = _inside(address)
    if inner is not None:
        return _is_public(str(inner), loopback)
    if loopback and address.is_loopback:
        return True
    of_a_site = getattr(address, "is_site_local", False)  # IPv6 of long ago; still routed inside some houses
    return address.is_global and not (address.is_multicast or address.is_reserved or of_a_site)


def _inside(address: Any) -> Any:
    """An older address that a newer one carries along."""
    if address.version == 4:
        return None
    if address in WELL_KNOWN_NAT64:
        return ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    if parts.scheme == "http":
        return _Plain(host, port, address)
    return _Sealed(host, port, address)


class _Plain(http.client.HTTPConnection):
    """Speaks to `host`, and connects to the address that was judged."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), SECONDS)


class _Sealed(_Plain):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _body(answer: http.client.HTTPResponse, deadline: "_Deadline") -> bytes:
    """A line that was hung up on ends like one that has said everything: so it is asked which."""
    found = answer.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise NoCalendar("too_large")
    if deadline.over:
        raise TimeoutError
    return found


class _Deadline:
    """Hangs up when the time is over, however slowly the other side goes on speaking."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._line: Any = None
        self._timer = Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def watch(self, connection: http.client.HTTPConnection) -> None:
        """The line itself: a connection lets go of it once the answer begins."""
        connection.connect()
        self._line = connection.sock
        if self.over:
            raise TimeoutError

    def let_go(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    @contextmanager
    def running(self) -> Iterator[None]:
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()

    def _hang_up(self) -> None:
        self.over, line = True, self._line
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
