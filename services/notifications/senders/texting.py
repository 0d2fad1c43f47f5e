"""Texts over HTTP: one small port, whatever the provider. One sender belongs to one thread."""

import time

import requests
import structlog
from urllib3.exceptions import MaxRetryError, NewConnectionError

from services.notifications.domain.message import Outcome
from services.notifications.senders.accounts import Account
from services.notifications.senders.port import Text
from services.notifications.senders.shapes import SHAPES

log = structlog.get_logger()

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
WAIT_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
LATER = frozenset({401, 403, 408, 425, 429, 500, 503})
NOBODY_KNOWS = frozenset({502, 504})


class TextSender:
    channel = "sms"

    def __init__(self, account: Account, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self.provider, self.limits = account.provider, account.limits
        self._account, self._shape = account, SHAPES[account.shape]
        self._patience = (CONNECT_SECONDS, answer_seconds)
        self._line = requests.Session()
        self._line.trust_env = False
        self._again_at, self._tries = 0.0, 0

    def ready(self) -> bool:
        """Nothing tells beforehand whether a provider answers; one that did not is left alone for a while."""
        return time.monotonic() >= self._again_at

    def send(self, text: Text) -> Outcome:
        """A request that never left is not said; one without an answer, nobody knows."""
        request = self._shape.request(self._account, text)
        try:
            answer = self._line.post(**request, timeout=self._patience, allow_redirects=False)
        except requests.RequestException as error:
            self._wait(type(error).__name__)
            return Outcome("try_again" if _never_left(error) else "ambiguous")
        return self._judged(answer)

    def close(self) -> None:
        self._line.close()

    def _judged(self, answer: requests.Response) -> Outcome:
        code = answer.status_code
        if 200 <= code < 300:
            self._tries = 0
            return Outcome("handed_over", code)
        if code in NOBODY_KNOWS:
            return Outcome("ambiguous", code)
        if code in LATER or code < 400:
            self._wait(str(code))
            return Outcome("try_again", code)
        refusal = self._shape.refusal(_json(answer))
        return Outcome("refused", refusal.code or code, refusal.of_recipient)

    def _wait(self, why: str) -> None:
        self._again_at = time.monotonic() + WAIT_SECONDS[min(self._tries, len(WAIT_SECONDS) - 1)]
        self._tries += 1
        log.warning("text provider away", tries=self._tries, why=why)


def _never_left(error: requests.RequestException) -> bool:
    """No connection was made: not a word was said."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _json(answer: requests.Response) -> dict:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
