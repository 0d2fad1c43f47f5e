"""A real mail server that can be told to have a bad day."""

import asyncio
import email
import email.policy
import socket
from collections import deque
from email.message import EmailMessage
from threading import Event

from aiosmtpd.controller import Controller

LOST = "lost"


class Mailbox:
    """`answers` to the next messages: an SMTP line, or LOST: it is kept, and then the line goes dead."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.letters: list[EmailMessage] = []
        self.answers: deque[str] = deque()
        self.unknown: set[str] = set()
        self.silent, self.heard = Event(), Event()
        self.pipelining = True
        self.connections = 0
        self._server: Controller | None = None

    def open(self) -> "Mailbox":
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)
        self._server.start()
        return self

    def shut(self) -> None:
        if self._server:
            self._server.stop()
        self._server = None

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return ["250-PIPELINING", *responses] if self.pipelining else responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return f"550 5.1.1 <{address}> is not known here"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.popleft() if self.answers else "250 kept"
        if answer == LOST or answer.startswith("2"):
            self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        if self.silent.is_set():
            self.heard.set()
            await asyncio.sleep(30)
        if answer == LOST:
            server.transport.abort()
        return answer


def calendar_of(letter: EmailMessage) -> dict[str, str]:
    """The lines of the invitation, by name."""
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    lines = part.get_content().replace("\r\n ", "").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return {name.partition(";")[0]: value for name, value in told.items()} | {"method": part.get_param("method")}


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()
