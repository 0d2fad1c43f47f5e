"""Signed tokens: who asks, as what, for which organisation, of which services, for how long."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from joserfc import jwt

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id

ISSUER = "holdfast"
ALGORITHM = "Ed25519"


def mint(key: Any, actor: Actor, *, audience: Collection[str], now: datetime, minutes: float = 2) -> str:
    """Only the portal and the command line hold the private `key`. Short-lived: a changed role acts on the next.

    `sid` names the visit it was minted for, so that the audit knows what one visit touched; without, it has the `jti`.
    """
    claims: dict[str, Any] = {"iss": ISSUER, "aud": list(audience), "jti": new_id()}
    claims |= {"sub": actor.person, "role": actor.role, "org": actor.organisation}
    claims |= {"iat": int(now.timestamp()), "exp": int(now.timestamp() + minutes * 60)}
    if actor.scope:
        claims["scope"] = actor.scope
    if actor.credential:
        claims["sid"] = actor.credential
    return jwt.encode({"alg": ALGORITHM}, claims, key, algorithms=[ALGORITHM])
