"""The least that a mail server can be: says yes to everything, in a process of its own, and keeps when each came.

It says PIPELINING, as mail servers do; smtplib makes nothing of it.
"""

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

YES = {b"EHLO": b"250-sink\r\n250 PIPELINING\r\n", b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}


class Sink:
    def __init__(self, port: int, line: Connection) -> None:
        self.url, self._line = f"smtp://127.0.0.1:{port}", line

    def arrivals(self) -> list[float]:
        """When each message came since this was asked last."""
        self._line.send("arrivals")
        arrived: list[float] = self._line.recv()
        return arrived


@contextmanager
def sink() -> Iterator[Sink]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    yield Sink(ours.recv(), ours)
    process.kill()
    process.join()


def _serve(line: Connection) -> None:
    import selectors

    door = socket.create_server(("127.0.0.1", 0))
    line.send(door.getsockname()[1])
    watched = selectors.DefaultSelector()
    watched.register(door, selectors.EVENT_READ, None)
    watched.register(line, selectors.EVENT_READ, "line")
    arrived: list[float] = []
    while True:
        for key, _ in watched.select():
            if key.data == "line":
                line.recv()
                line.send(arrived[:])
                arrived.clear()
            elif key.data is None:
                client, _ = door.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                client.sendall(b"220 sink\r\n")
                watched.register(client, selectors.EVENT_READ, Talk(client, arrived))
            elif not key.data.hear():
                watched.unregister(key.fileobj)
                key.data.client.close()


class Talk:
    def __init__(self, client: socket.socket, arrived: list[float]) -> None:
        self.client, self.arrived = client, arrived
        self.heard, self.in_data = b"", False

    def hear(self) -> bool:
        try:
            some = self.client.recv(65536)
        except OSError:
            return False
        self.heard += some
        answers = b""
        while (said := self._next()) is not None:
            answers += said
        if answers:
            self.client.sendall(answers)
        return bool(some)

    def _next(self) -> bytes | None:
        end = b"\r\n.\r\n" if self.in_data else b"\r\n"
        told, found, rest = self.heard.partition(end)
        if not found:
            return None
        self.heard = rest
        if self.in_data:
            self.in_data = False
            self.arrived.append(time.time())
            return b"250 kept\r\n"
        word = told[:4].upper()
        self.in_data = word == b"DATA"
        return YES.get(word, b"250 ok\r\n")
