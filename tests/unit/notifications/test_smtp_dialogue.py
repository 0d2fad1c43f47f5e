"""What is said to a mail server word by word, in one breath where it listens so; and what each no means."""

import socket
from contextlib import suppress
from threading import Thread

import pytest

from services.notifications.domain.message import Outcome
from services.notifications.senders.smtp import SmtpSender
from tests.unit.notifications.test_senders import a_mail


class Post:
    """A mail server with set answers. `breaths`: what came in one piece each."""

    def __init__(self, *, pipelining: bool = True, **answers: str) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.door.getsockname()[1]}"
        ehlo = "250-post\r\n250 PIPELINING" if pipelining else "250 post"
        self.answers = {"EHLO": ehlo, "DATA": "354 go", "QUIT": "221 bye"} | answers
        self.breaths: list[str] = []
        self.wanted = True
        self._server = Thread(target=self.serve, daemon=True)
        self._server.start()

    def close(self) -> None:
        self.wanted = False
        with suppress(OSError):
            socket.create_connection(self.door.getsockname()).close()
        self._server.join()

    def serve(self) -> None:
        with self.door:
            while self.wanted:
                line, _ = self.door.accept()
                with line, suppress(OSError):
                    line.sendall(b"220 post\r\n")
                    self.talk(line)

    def talk(self, line: socket.socket) -> None:
        heard, in_mail = "", False
        while some := line.recv(65536).decode():
            self.breaths.append(some)
            heard += some
            while (end := "\r\n.\r\n" if in_mail else "\r\n") in heard:
                word, _, heard = heard.partition(end)
                answer = "250 kept" if in_mail else self.answers.get(word[:4].upper(), "250 ok")
                in_mail = answer.startswith("354")
                line.sendall(f"{answer}\r\n".encode())


def said_to(post: Post) -> list[Outcome]:
    sender = SmtpSender(post.url)
    outcomes = []
    for _ in range(2):
        assert sender.ready()
        outcomes.append(sender.send(a_mail()))
    sender.close()
    post.close()
    return outcomes


def test_a_server_that_can_hears_the_whole_address_in_one_breath():
    post = Post()
    assert said_to(post) == [Outcome("handed_over", 250)] * 2
    assert [len(breath.splitlines()) for breath in post.breaths if breath.startswith("MAIL")] == [3, 3]


def test_a_server_that_cannot_hears_one_word_at_a_time():
    post = Post(pipelining=False)
    assert said_to(post) == [Outcome("handed_over", 250)] * 2
    assert [len(breath.splitlines()) for breath in post.breaths if breath.startswith("MAIL")] == [1, 1]


NOBODY = Outcome("refused", 550, True)


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"MAIL": "550 not you", "RCPT": "503 who", "DATA": "503 what"}, Outcome("try_again", 550)),
        ({"RCPT": "550 nobody", "DATA": "554 nobody"}, NOBODY),
        ({"RCPT": "550 nobody"}, NOBODY),  # and yet it waits for a mail
        ({"RCPT": "450 later", "DATA": "503 whom"}, Outcome("try_again", 450)),
        ({"DATA": "554 not this"}, Outcome("refused", 554)),
        ({"DATA": "451 not now"}, Outcome("try_again", 451)),
    ],
)
def test_the_first_no_is_the_answer_and_the_next_mail_begins_anew(pipelining, answers, outcome):
    post = Post(pipelining=pipelining, **answers)
    assert said_to(post) == [outcome] * 2
    assert not any("Subject" in breath for breath in post.breaths)
