from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request
from joserfc import jwt
from joserfc.errors import JoseError

from shared.kernel.actor import ROLES, Actor
from shared.kernel.errors import Forbidden, Unauthenticated
from shared.web.bodies import read_body
from shared.web.callers import count_caller, count_stranger
from shared.web.context import door
from shared.web.tokens import ALGORITHM, ISSUER

View = Callable[..., Any]
CREDENTIAL_LENGTH = 36
CLAIMS = {"sub": 64, "role": 64, "org": 64, "jti": 64, "sid": 64, "scope": 2_000}  # the most letters of each


def open_to(*roles: str) -> Callable[[View], View]:
    """Say who may enter. Stands right below the route: a stranger hears 401 before any body is read."""
    if unknown := set(roles) - ROLES:
        raise ValueError(f"unknown roles: {unknown}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.actor = _known_actor()
            count_caller(g.actor)
            if not _may_enter(g.actor, roles):
                raise Forbidden("This is not open to you.")
            read_body()
            return view(*args, **kwargs)

        guarded.open_to = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return guard


def open_to_all(view: View) -> View:
    """For what needs no token: health, and secrets that stand in the path or the signature."""
    view.open_to = frozenset({"anyone"})  # type: ignore[attr-defined]
    return view


def _known_actor() -> Actor:
    """Whoever tries one token after another is told to wait; a good one enters all the same."""
    try:
        return _signed_actor()
    except Unauthenticated:
        count_stranger()
        raise


def _may_enter(actor: Actor, roles: tuple[str, ...]) -> bool:
    """A scoped token ("POST:/v1/sessions/…/cancellation GET:/v1/sessions/…") enters those doors and no other."""
    named = actor.scope is None or f"{request.method}:{request.path}" in actor.scope.split()
    return actor.role in roles and named


def _signed_actor() -> Actor:
    given = request.authorization
    if given is None or given.type != "bearer":
        raise Unauthenticated("Please sign in.")
    try:
        claims = jwt.decode(given.token or "", door().key, algorithms=[ALGORITHM]).claims
        _expected().validate(claims)
    except (JoseError, ValueError) as error:
        raise Unauthenticated("Please sign in again.") from error
    if not all(_is_short(claims[name], most) for name, most in CLAIMS.items() if name in claims):
        raise Unauthenticated("Please sign in again.")
    credential = (claims.get("sid") or claims["jti"])[:CREDENTIAL_LENGTH]
    return Actor(claims["sub"], claims["role"], claims["org"], claims.get("scope"), credential)


def _is_short(said: Any, most: int) -> bool:
    """Ours are. What a database cannot keep, and what is no text at all, was made by somebody else."""
    return isinstance(said, str) and len(said) <= most and said.isprintable()


def _expected() -> jwt.JWTClaimsRegistry:
    desk = door().desk
    claims: dict[str, Any] = {name: {"essential": True} for name in ("exp", "iat", "jti", "sub", "org")}
    claims |= {"iss": {"essential": True, "value": ISSUER}, "aud": {"essential": True, "value": desk.name}}
    claims |= {"role": {"essential": True, "values": sorted(ROLES)}}
    return jwt.JWTClaimsRegistry(now=int(desk.clock.now().timestamp()), **claims)


def is_service() -> bool:
    try:
        return _signed_actor().role == "service"
    except Unauthenticated:
        return False
