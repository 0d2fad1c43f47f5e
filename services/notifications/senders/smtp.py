"""Mail by SMTP, over one connection that is kept open. One sender belongs to one thread.

A server that says PIPELINING hears from whom, to whom and that a mail follows in one breath (RFC 2920). The mail itself
waits until all three are answered, so what is ambiguous stays what it was.
"""

import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog

from services.notifications.domain.message import Outcome
from services.notifications.domain.pace import Limits
from services.notifications.senders.accounts import limits_of
from services.notifications.senders.mime import WrongSender, as_bytes, name_and_address
from services.notifications.senders.port import Mail

log = structlog.get_logger()

SCHEMES = ("smtp", "smtps", "smtp+starttls")
MOST_PLACE = 35
STEP_SECONDS = 10.0
ANSWER_SECONDS = 30.0
IDLE_SECONDS = 20.0
WAIT_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
WELCOME = ((250,), (250, 251), (354,))
AWAY = (OSError, smtplib.SMTPException)


class WrongAddress(ValueError):
    """HOLDFAST_SMTP_URL cannot be read. Its words are fit to show; they do not repeat the password."""


@dataclass(frozen=True)
class Server:
    """smtp://host:port · smtps://name:word@host · smtp+starttls://name:word@host (or smtp://…?starttls=1)."""

    host: str
    port: int
    tls: bool
    starttls: bool
    name: str | None
    word: str | None
    limits: Limits = Limits()

    @property
    def provider(self) -> str:
        """Two servers on one host are two. Of a long name the end is kept, where the port stands."""
        return "smtp:" + f"{self.host}:{self.port}"[-MOST_PLACE:]

    @classmethod
    def at(cls, url: str) -> "Server":
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise WrongAddress(f"HOLDFAST_SMTP_URL begins with one of {', '.join(SCHEMES)} and names a host.")
        tls = parts.scheme == "smtps"
        starttls = parts.scheme == "smtp+starttls" or "starttls" in parts.query
        usual = 465 if tls else 587 if starttls else 25
        name, word = parts.username, parts.password
        who = name and unquote(name), word and unquote(word)
        limits = limits_of(dict(parse_qsl(parts.query)), Limits())
        return cls(parts.hostname, parts.port or usual, tls, starttls, *who, limits)


class SmtpSender:
    channel = "email"

    def __init__(self, url: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._server = Server.at(url)
        self.provider, self.limits = self._server.provider, self._server.limits
        self._answer_seconds = answer_seconds
        self._line: smtplib.SMTP | None = None
        self._used = 0.0
        self._again_at = 0.0
        self._tries = 0

    def ready(self) -> bool:
        if self._line is not None and self._is_alive():
            return True
        if time.monotonic() < self._again_at:
            return False
        try:
            self._line = self._connect()
            self._tries = 0
        except AWAY as error:
            self._wait(error)
        return self._line is not None

    def send(self, mail: Mail) -> Outcome:
        """Until the last dot is sent, a lost connection means: not handed over. After it: nobody knows.

        A mail that cannot be put on the wire is refused by itself; those after it go on.
        """
        if self._line is None:
            return Outcome("try_again")
        try:
            message = as_bytes(mail)
            said = self._announce(self._line, mail) or self._hand_over(self._line, message)
        except (*AWAY, WrongSender) as error:
            return self._hang_up(Outcome("try_again"), error)
        except Exception as error:
            return self._hang_up(Outcome("refused"), error)
        self._used = time.monotonic()
        return said

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _hang_up(self, outcome: Outcome, error: Exception) -> Outcome:
        """The words of the error stay here: they may quote an address."""
        self.close()
        log.warning("not sent", result=outcome.result, kind=type(error).__name__)
        return outcome

    def _announce(self, line: smtplib.SMTP, mail: Mail) -> Outcome | None:
        """Who to whom, and that a mail follows. None: the server waits for it.

        Both are plain addresses; smtplib's own words for this would read each anew: about a third of a send, profiled.
        """
        asked = f"MAIL FROM:<{name_and_address(mail.sender)[1]}>", f"RCPT TO:<{mail.to}>", "DATA"
        if line.has_extn("pipelining"):
            line.send("\r\n".join((*asked, "")))
            return self._judge(line, [line.getreply()[0] for _ in asked])
        codes: list[int] = []
        for each, welcome in zip(asked, WELCOME, strict=True):
            codes.append(line.docmd(each)[0])
            if codes[-1] not in welcome:
                break
        return self._judge(line, codes)

    def _judge(self, line: smtplib.SMTP, codes: Sequence[int]) -> Outcome | None:
        """That our own sender is refused is ours to mend: the message waits. The first no is the answer."""
        no = next((place for place, code in enumerate(codes) if code not in WELCOME[place]), None)
        if no is None:
            return None
        said = Outcome("try_again", codes[0]) if no == 0 else _judged(codes[no], of_recipient=no == 1)
        if len(codes) == len(WELCOME) and codes[-1] in WELCOME[-1]:
            self.close()  # it waits for a mail to nobody: less said is better
            return said
        return self._unsaid(line, said)

    def _hand_over(self, line: smtplib.SMTP, message: bytes) -> Outcome:
        line.send(_dotted(message))
        return self._answer(line)

    def _answer(self, line: smtplib.SMTP) -> Outcome:
        try:
            _patience(line, self._answer_seconds)
            code, _ = line.getreply()
            _patience(line, STEP_SECONDS)
        except Exception as error:
            return self._hang_up(Outcome("ambiguous"), error)
        return Outcome("handed_over", code) if 200 <= code < 300 else self._unsaid(line, _judged(code))

    def _unsaid(self, line: smtplib.SMTP, said: Outcome) -> Outcome:
        """Begin anew on the same line; a server that says 421 is going away."""
        try:
            if said.code == 421 or line.rset()[0] != 250:
                self.close()
        except AWAY:
            self.close()
        return said

    def _connect(self) -> smtplib.SMTP:
        to = self._server
        opened: Callable[[], smtplib.SMTP] = lambda: smtplib.SMTP(to.host, to.port, timeout=STEP_SECONDS)  # noqa: E731
        if to.tls:
            opened = lambda: smtplib.SMTP_SSL(  # noqa: E731
                to.host, to.port, timeout=STEP_SECONDS, context=ssl.create_default_context()
            )
        line = opened()
        line.ehlo_or_helo_if_needed()
        if to.starttls:
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if to.name:
            line.login(to.name, to.word or "")
        self._used = time.monotonic()
        return line

    def _is_alive(self) -> bool:
        """A server may hang up on who stays silent: asked before it matters."""
        if time.monotonic() - self._used < IDLE_SECONDS:
            return True
        try:
            if self._line is not None and self._line.noop()[0] == 250:
                self._used = time.monotonic()
                return True
        except AWAY:
            pass
        self.close()
        return False

    def _wait(self, error: Exception) -> None:
        wait = WAIT_SECONDS[min(self._tries, len(WAIT_SECONDS) - 1)]
        self._tries += 1
        self._again_at = time.monotonic() + wait
        log.warning("mail server away", tries=self._tries, kind=type(error).__name__)


def _judged(code: int, *, of_recipient: bool = False) -> Outcome:
    return Outcome("refused" if code >= 500 else "try_again", code, of_recipient and code >= 500)


def _dotted(message: bytes) -> bytes:
    """A line of one dot ends the message: those within it get a second."""
    body = message.replace(b"\r\n.", b"\r\n..")
    return (body if body.endswith(b"\r\n") else body + b"\r\n") + b".\r\n"


def _patience(line: smtplib.SMTP, seconds: float) -> None:
    if line.sock is not None:
        line.sock.settimeout(seconds)
