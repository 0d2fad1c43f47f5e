"""A real SMTP server that keeps what it is handed."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.engines.kafka import free_port


class Postbox:
    """`answer` may be set to something other than `250 …`, to play a server that has trouble."""

    def __init__(self) -> None:
        self._letters: list[EmailMessage] = []
        self._lock = Lock()
        self.answer: Callable[[EmailMessage], str] = lambda letter: "250 kept"
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self) -> "Postbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    @property
    def letters(self) -> list[EmailMessage]:
        with self._lock:
            return list(self._letters)

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] and address in str(letter["To"])]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        letter = email.message_from_bytes(bytes(envelope.content or b""), policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        answer = self.answer(letter)
        if answer.startswith("2"):
            with self._lock:
                self._letters.append(letter)
        return answer


def invitation_of(letter: EmailMessage) -> str | None:
    """The calendar part, unfolded."""
    for part in letter.walk():
        if part.get_content_type() == "text/calendar":
            return str(part.get_content()).replace("\r\n ", "").replace("\n ", "")
    return None


def words_of(letter: EmailMessage) -> str:
    """All that somebody could read in it, headers too, whatever it travelled as."""
    parts = [str(part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text"]
    headers = [f"{name}: {said}" for name, said in letter.items()]
    return "\n".join([*headers, *parts, invitation_of(letter) or ""])


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part else ""
