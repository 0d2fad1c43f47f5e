"""One service's door, seen from outside. Short waits; what may be asked again is asked again once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, NoReturn
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Timeout, connection_from_url
from urllib3.exceptions import HTTPError

from shared.web.observe import CORRELATION

CONNECT_SECONDS, READ_SECONDS = 0.3, 2.0
AT_ONCE = 4  # questions of one page to one service: half of its threads are left to others
KEPT_OPEN = 24  # connections a service: one for each hand and each thread that may ask at the same time
HOUSES = 16
DOTS = {".", ".."}  # a word put into a path that would lead elsewhere
Body = Mapping[str, Any]
Found = dict[str, Any]


class Declined(Exception):
    """The service said no, in words fit to show. `errors` names fields; `more` is what else it said (openings, say)."""

    def __init__(
        self, status: int, code: str, detail: str, errors: dict[str, list[str]], more: Found | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.errors, self.more = status, code, detail, errors, more or {}


class Away(Exception):
    """The service cannot be reached, is busy or broken: what was asked may be asked again."""

    def __init__(self, service: str, detail: str = "") -> None:
        super().__init__(detail or f"{service} cannot be reached just now. Please try again in a moment.")
        self.service = service


class Turn:
    """Whoever waited for it while the service was found to be away does not ask as well: they would hold a hand, and
    wait as long for nothing. Whoever comes later asks anew.
    """

    def __init__(self, service: str) -> None:
        self.service, self._free, self._times_away = service, BoundedSemaphore(AT_ONCE), 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        known = self._times_away
        with self._free:
            if self._times_away != known:
                raise Away(self.service)
            try:
                yield
            except HTTPError:
                self._times_away += 1
                raise


class Turns:
    """Those of one page, service by service: what asks beyond them waits here, where no service's thread waits with it,
    and not within the seconds that an answer may take.
    """

    def __init__(self) -> None:
        self._of: dict[str, Turn] = {}

    def at(self, service: str) -> Turn:
        return self._of.setdefault(service, Turn(service))


class Door:
    """`token` is called for every request, so that a changed role acts on the next one. `correlation` names the request
    on whose behalf we ask, `turns` are its own. It knows nothing else of who asks, and may be used from any thread.
    """

    def __init__(
        self,
        service: str,
        url: str,
        token: Callable[[], str],
        *,
        correlation: str | None = None,
        turns: Turns | None = None,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self.service, self.url, self.token = service, url.rstrip("/"), token
        self.known_as = {CORRELATION: correlation} if correlation else {}
        self.turn: Callable[[], AbstractContextManager[None]] = turns.at(service).taken if turns else nullcontext
        self.timeout = Timeout(connect=CONNECT_SECONDS, read=read_seconds)

    def get(self, path: str, **query: Any) -> Found:
        return self.read(path, **query)[0]

    def read(self, path: str, **query: Any) -> tuple[Found, str]:
        """What stands there, and its version for a later `patch`."""
        answer = self._ask("GET", _with(path, query), again=True)
        return _json(answer), answer.headers.get("ETag", "")

    def content(self, path: str) -> bytes:
        """What stands there, as it is: a calendar, say."""
        answer = self._ask("GET", path, again=True)
        return bytes(answer.data)

    def every(self, path: str, **query: Any) -> Iterator[Found]:
        """Every item of a list, page after page."""
        cursor = None
        while True:
            page = self.get(path, **query, cursor=cursor)
            yield from page["items"]
            cursor = page.get("next")
            if cursor is None:
                return

    def act(self, path: str, body: Body | None = None, *, key: str) -> Found:
        """A POST that acts. With its key it may be made twice and is done once."""
        headers = {"Idempotency-Key": key}
        return _json(self._ask("POST", path, again=True, json=_said(body or {}), headers=headers))

    def act_whole(self, path: str, body: Body, *, key: str) -> Found:
        """The same, where null is meant: what is named so goes."""
        return _json(self._ask("POST", path, again=True, json=body, headers={"Idempotency-Key": key}))

    def ask(self, path: str, body: Body) -> Found:
        """A POST that only asks or verifies: it takes no key."""
        return _json(self._ask("POST", path, json=_said(body)))

    def put(self, path: str, body: Body, *, version: str | None = None) -> Found:
        return _json(self._ask("PUT", path, again=version is None, json=body, headers=_if(version)))

    def put_text(self, path: str, text: str, content_type: str) -> Found:
        headers = {"Content-Type": content_type}
        return _json(self._ask("PUT", path, again=True, body=text.encode(), headers=headers))

    def patch(self, path: str, changes: Body, *, version: str) -> Found:
        return _json(self._ask("PATCH", path, json=changes, headers=_if(version)))

    def delete(self, path: str, *, version: str | None = None, **query: Any) -> None:
        self._ask("DELETE", _with(path, query), again=version is None, headers=_if(version))

    def _ask(self, method: str, path: str, *, again: bool = False, headers: Body | None = None, **sent: Any) -> Any:
        if DOTS & {*path.partition("?")[0].split("/")}:
            raise Declined(404, "not_found", "This is not here.", {})
        given = {"Authorization": f"Bearer {self.token()}", "Accept": "application/json"}
        wanted = {"headers": given | self.known_as | {**(headers or {})}, "timeout": self.timeout, "redirect": False}
        try:
            with self.turn():
                answer = _sent(self.url, method, path, again=again, **wanted, **sent)
        except HTTPError:
            raise Away(self.service) from None
        if answer.status >= 400:
            self._decline(answer)
        return answer

    def _decline(self, answer: BaseHTTPResponse) -> NoReturn:
        told = _problem(answer)
        if answer.status >= 500:
            raise Away(self.service, told.pop("detail", ""))
        known = {name: told.pop(name, "") for name in ("type", "title", "status", "detail", "code")}
        errors = told.pop("errors", {})
        raise Declined(answer.status, known["code"], known["detail"] or "This did not work.", errors, told)


def _sent(house: str, method: str, path: str, *, again: bool, **sent: Any) -> BaseHTTPResponse:
    try:
        return _line_to(house).request(method, path, **sent)
    except HTTPError:
        if not again:
            raise
        return _line_to(house).request(method, path, **sent)


@lru_cache(HOUSES)
def _line_to(house: str) -> HTTPConnectionPool:
    """Found once: to look for it at each question took a quarter of the question."""
    return connection_from_url(house, maxsize=KEPT_OPEN, retries=False)


def _with(path: str, query: Body) -> str:
    said = urlencode(_said(query), doseq=True)
    return f"{path}?{said}" if said else path


def _if(version: str | None) -> dict[str, str]:
    return {"If-Match": version} if version else {}


def _said(query: Body) -> Found:
    return {name: value for name, value in query.items() if value is not None}


def _json(answer: BaseHTTPResponse) -> Found:
    found: Found = answer.json() if answer.data else {}
    return found


def _problem(answer: BaseHTTPResponse) -> Found:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return dict(found) if isinstance(found, dict) else {}
