"""Where somebody is sent, what is fetched there with the code they bring back, and whether it holds."""

import time
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.portal.clients.openid import Asked, NotProven, Said
from services.portal.clients.transport import Away, Found
from shared.kernel.settings import ALWAYS, OpenId

WAYS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
SCOPE = "openid email"
PLACES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BASIC, POST = "client_secret_basic", "client_secret_post"
SECONDS, FRESH_SECONDS, SLACK_SECONDS = (3.0, 5.0), 3600.0, 60


class OpenIdProvider:
    def __init__(self, told: OpenId, *, back_to: str) -> None:
        self.told, self.back_to = told, back_to
        self._places: Found = {}
        self._keys: KeySet | None = None
        self._read_at = 0.0

    def way_there(self, asked: Asked) -> str:
        places, session = self._look(), self._session()
        how = {"state": asked.state, "code_verifier": asked.verifier, "nonce": asked.nonce}
        return str(session.create_authorization_url(places["authorization_endpoint"], **how)[0])

    def said(self, code: str, asked: Asked, *, now: datetime) -> Said:
        places, session = self._look(), self._session()
        how = {"code_verifier": asked.verifier, "allow_redirects": False}
        try:
            given = session.fetch_token(places["token_endpoint"], code=code, grant_type="authorization_code", **how)
            claims = self._proven(given, asked, now)
            return self._said(claims, session)
        except requests.RequestException:
            raise Away("openid") from None
        except (OAuthError, JoseError, ValueError, KeyError, TypeError, AttributeError):
            raise NotProven from None

    def _proven(self, given: Found, asked: Asked, now: datetime) -> CodeIDToken:
        token = jwt.decode(str(given["id_token"]), self._keys_for, algorithms=WAYS)
        options = {
            "iss": {"essential": True, "value": self.told.issuer},
            "aud": {"essential": True, "value": self.told.client_id},
            "sub": {"essential": True},
        }
        params = {"nonce": asked.nonce, "client_id": self.told.client_id, "access_token": given.get("access_token")}
        claims = CodeIDToken(token.claims, token.header, options, params)
        claims.validate(now=int(now.timestamp()), leeway=SLACK_SECONDS)
        return claims

    def _said(self, claims: CodeIDToken, session: OAuth2Session) -> Said:
        told = claims if "email" in claims else self._more(claims, session)
        verified = told.get("email_verified") is True
        email = str(told["email"]) if verified and told.get("email") else None
        said = {claims.get("acr"), *(claims.get("amr") or ())}
        enough = self.told.second_factor
        return Said(f"{self.told.issuer} {claims['sub']}", email, ALWAYS in enough or bool(said & set(enough)))

    def _more(self, claims: CodeIDToken, session: OAuth2Session) -> Found:
        """Some tell the address only where they are asked for it: of the same person, or it does not count."""
        if not (place := self._look().get("userinfo_endpoint")):
            return {}
        answer = session.get(place, allow_redirects=False)
        told = answer.json() if answer.status_code == 200 else {}
        return told if told.get("sub") == claims["sub"] else {}

    def _look(self) -> Found:
        if not self._places or time.monotonic() - self._read_at > FRESH_SECONDS:
            found = self._read(f"{self.told.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self.told.issuer or not all(self._is_safe(found.get(name)) for name in PLACES):
                raise Away("openid")
            self._places, self._keys, self._read_at = found, None, time.monotonic()
        return self._places

    def _keys_for(self, token: Any) -> Any:
        """Read again, once, when the provider signs with a key that is new to us."""
        key_id = token.headers().get("kid")
        if self._keys is None or key_id not in {key.kid for key in self._keys.keys}:
            self._keys = KeySet.import_key_set(self._read(self._look()["jwks_uri"]))
        return self._keys

    def _is_safe(self, place: object) -> bool:
        """Never plain http, but on the machine itself where the provider is there too."""
        return str(place).startswith(("https://", self.told.issuer))

    def _read(self, place: str) -> Any:
        try:
            answer = self._session().get(place, withhold_token=True, allow_redirects=False)
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError):
            raise Away("openid") from None

    def _session(self) -> OAuth2Session:
        """Deaf to proxies and .netrc, as towards our own services."""
        told = self.told
        session = OAuth2Session(
            told.client_id, told.client_secret, scope=SCOPE, redirect_uri=self.back_to, code_challenge_method="S256"
        )
        session.default_timeout, session.trust_env = SECONDS, False
        if BASIC not in self._places.get("token_endpoint_auth_methods_supported", [BASIC]):
            session.token_endpoint_auth_method = POST
        return session
