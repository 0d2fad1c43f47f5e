"""Secrets that stand in a link or a cookie. The database has their hash: who reads it can open nothing."""

import hashlib
import hmac
from secrets import token_urlsafe

SECRET_BYTES = 16


def new_secret() -> str:
    """128 random bits, so that a plain hash is enough to keep."""
    return token_urlsafe(SECRET_BYTES)


def mark_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def form_token(secret: str) -> str:
    """What a form carries to show that it came from this browser's own page."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_token(secret: str, given: str) -> bool:
    return hmac.compare_digest(form_token(secret).encode(), given.encode())
