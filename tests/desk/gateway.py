"""A real text provider of ours: keeps what it is handed, answers as it is told to, and signs what it sends back."""

import hashlib
import hmac
import json
import time
from base64 import b64decode, b64encode
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl

NUMBER = "+15555550100"
NAME, SECRET = "holdfast", "a-long-secret"
LOST = 0


class Gateway:
    """`answers` to the next texts: (status, body); LOST as the status keeps the text and hangs up without a word."""

    def __init__(self) -> None:
        self.texts: list[dict[str, str]] = []
        self.answers: deque[tuple[int, dict]] = deque()
        self.silent, self.heard = Event(), Event()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                gateway._serve(self)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port

    def open(self) -> "Gateway":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def shut(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://{NAME}:{SECRET}@127.0.0.1:{self.port}/texts?from=%2B15555550100&per_minute=6000"

    @property
    def as_twilio(self) -> str:
        return f"twilio+http://{NAME}:{SECRET}@127.0.0.1:{self.port}?from=%2B15555550100&per_minute=6000"

    def to(self, number: str) -> list[str]:
        return [text["text"] for text in self.texts if text["to"] == number]

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.heard.set()
        if self.silent.is_set():
            time.sleep(30)
            return
        status, answer = self.answers.popleft() if self.answers else (201, {"id": f"T{len(self.texts)}"})
        if status == LOST or 200 <= status < 300:
            self._keep(handler, body)
        if status == LOST:
            handler.close_connection = True
            return
        if not _may_enter(handler):
            status, answer = 401, {}
        written = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(written)))
        handler.end_headers()
        handler.wfile.write(written)

    def _keep(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.path.endswith("/Messages.json"):
            form = dict(parse_qsl(body.decode()))
            told = {"to": form["To"], "from": form["From"], "text": form["Body"]}
            self.texts.append(told | {"reference": form.get("StatusCallback", "").rpartition("=")[2]})
        else:
            self.texts.append(json.loads(body))


def _may_enter(handler: BaseHTTPRequestHandler) -> bool:
    given = handler.headers.get("Authorization", "").removeprefix("Basic ")
    return b64decode(given).decode() == f"{NAME}:{SECRET}"


def signed(body: dict, *, secret: str = SECRET, at: float | None = None) -> dict:
    """What our gateway sends: the body and its signature, as the test client takes them."""
    written, stamp = json.dumps(body), str(int(at or time.time()))
    sealed = hmac.new(secret.encode(), f"{stamp}.{written}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Signature": f"t={stamp},v1={sealed}"}
    return {"data": written, "content_type": "application/json", "headers": headers}


def signed_as_twilio(url: str, form: dict[str, str], *, secret: str = SECRET) -> dict:
    text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    sealed = b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()
    return {"data": form, "headers": {"X-Twilio-Signature": sealed}}
