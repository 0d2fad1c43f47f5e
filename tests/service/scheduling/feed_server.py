"""A real server on this machine that answers as a calendar's address may: well, slowly, elsewhere, or not at all."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class FeedServer:
    def __init__(self):
        self.answers, self.asked, self.closing = {}, [], threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def says(self, path, body="", status=200, **headers):
        self.answers[path] = (status, body.encode(), headers)
        return f"{self.url}{path}"

    def never_ends(self, path):
        """Begins to answer and goes on a letter at a time, for as long as somebody listens."""
        self.answers[path] = None
        return f"{self.url}{path}"

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def _handler(feeds):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                feeds.asked.append((self.path, self.headers["Host"]))
                known = feeds.answers.get(self.path, (404, b"", {}))
                if known is None:
                    self._go_on()
                else:
                    self._answer(*known)

            def _answer(self, status, body, headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _go_on(self):
                self.send_response(200)
                self.end_headers()
                while not feeds.closing.wait(0.05):
                    try:
                        self.wfile.write(b"B")
                        self.wfile.flush()
                    except OSError:
                        return

            def log_message(self, *words):
                pass

        return Handler


@pytest.fixture
def feeds():
    server = FeedServer()
    yield server
    server.close()
