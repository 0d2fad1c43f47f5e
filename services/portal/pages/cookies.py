from flask import request
from werkzeug.wrappers import Response

from shared.web.context import door


def is_https() -> bool:
    return door().desk.settings.public_url.startswith("https://")


def cookie(name: str) -> str | None:
    return request.cookies.get(_named(name))


def set_cookie(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Until the browser closes, or for `seconds`; unreadable for scripts; not sent along with other sites' forms."""
    response.set_cookie(_named(name), value, max_age=seconds, httponly=True, samesite="Lax", secure=is_https())


def drop_cookie(response: Response, name: str) -> None:
    response.delete_cookie(_named(name), httponly=True, samesite="Lax", secure=is_https())


def _named(name: str) -> str:
    """Over https the browser itself sees to it that a __Host- cookie is ours alone."""
    return f"__Host-{name}" if is_https() else name
