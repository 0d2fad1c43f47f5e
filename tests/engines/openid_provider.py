"""A small OpenID provider in a process of its own: discovery, keys, codes with PKCE, tokens signed RS256. It signs in
whoever it was told to, and lies where it was told to: `python -m tests.engines.openid_provider`, its port on stdout."""

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

BASIC = "client_secret_basic"
CLIENT, SECRET = "holdfast", "of-this-test"
UNSIGNED = {"alg": "none", "typ": "JWT"}


class OpenIdProvider:
    """How a test speaks to it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def will_say(self, *, lies: dict[str, Any] | None = None, how: str = "RS256", **claims: Any) -> None:
        """`lies` stand in the token instead of what was asked; `how`: RS256, none, HS256 or another key."""
        requests.post(f"{self.url}/will-say", json={"claims": claims, "lies": lies or {}, "how": how}, timeout=5)

    def visit(self, address: str) -> str:
        """Somebody's browser is sent there and signs in: where it is sent back to."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextmanager
def openid_provider(*, takes: str = BASIC) -> Iterator[OpenIdProvider]:
    """`takes`: the one way in which it wants the client's secret."""
    process = subprocess.Popen([sys.executable, "-m", __name__, takes], stdout=subprocess.PIPE, text=True)
    try:
        yield OpenIdProvider(f"http://127.0.0.1:{process.stdout.readline().strip()}")
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class Handler(BaseHTTPRequestHandler):
    key = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    other = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    asked: dict[str, dict[str, str]] = {}
    takes = BASIC
    told: dict[str, Any] = {"claims": {}, "lies": {}, "how": "RS256"}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if path.path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            told = {name: self.url + place for name, place in places.items()}
            told |= {"issuer": self.url, "userinfo_endpoint": f"{self.url}/person"}
            self._answer(told | {"token_endpoint_auth_methods_supported": [self.takes]})
        elif path.path == "/keys":
            self._answer({"keys": [self.key.as_dict(private=False)]})
        elif path.path == "/person":
            self._answer({name: self.told["claims"].get(name) for name in ("sub", "email", "email_verified")})
        elif path.path == "/authorize":
            self._send_back({name: values[0] for name, values in parse_qs(path.query).items()})
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/will-say":
            type(self).told = json.loads(body)
            self._answer({})
        else:
            self._token({name: values[0] for name, values in parse_qs(body).items()})

    def _send_back(self, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe(8)
        self.asked[code] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        self.end_headers()

    def _token(self, given: dict[str, str]) -> None:
        asked = self.asked.pop(given.get("code", ""), None)
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if not self._is_ours(given) or asked is None or asked.get("code_challenge") != challenge:
            self._answer({"error": "invalid_grant"}, 400)
            return
        told = {"iss": self.url, "aud": CLIENT, "nonce": asked["nonce"]} | self.told["claims"] | self.told["lies"]
        self._answer({"access_token": "seen", "token_type": "Bearer", "id_token": self._signed(told)})

    def _is_ours(self, given: dict[str, str]) -> bool:
        if self.takes == BASIC:
            return self.headers["Authorization"] == _basic()
        return (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)

    def _signed(self, claims: dict[str, Any]) -> str:
        how = self.told["how"]
        if how == "none":
            return ".".join(_part(one) for one in (UNSIGNED, claims)) + "."
        if how == "HS256":
            return _by_shared_secret(claims, self.key.as_pem(private=False))
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key if how == "RS256" else self.other)

    def _answer(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()


def _part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


def _by_shared_secret(claims: dict[str, Any], secret: bytes) -> str:
    """The old confusion: the public key, which everybody has, as if it were a secret."""
    said = ".".join(_part(one) for one in ({"alg": "HS256", "kid": "one"}, claims))
    mark = hmac.new(secret, said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


if __name__ == "__main__":
    Handler.takes = sys.argv[1]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
