"""Whether what comes in from a provider is theirs: signed with the secret that only the two of us know."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping

STALE_SECONDS = 300


def is_signed(secret: str, header: str, body: bytes, *, now: float) -> bool:
    """t=SECONDS,v1=HEX over SECONDS.BODY; older than five minutes, it is somebody repeating what was said."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    stamp, given = parts.get("t", ""), parts.get("v1", "")
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12 or abs(now - int(stamp)) > STALE_SECONDS:
        return False
    meant = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return _same(meant, given)


def is_signed_by_twilio(token: str, header: str, url: str, form: Mapping[str, str]) -> bool:
    """The address as they know it, then every field by name."""
    text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    meant = b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()
    return _same(meant, header)


def _same(meant: str, given: str) -> bool:
    return hmac.compare_digest(meant.encode(), given.encode())
