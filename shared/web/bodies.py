from collections.abc import Callable
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import UnsupportedMediaType

MOST_BYTES = 1024 * 1024
View = Callable[..., Any]


def takes(*mimetypes: str, most_bytes: int = MOST_BYTES) -> Callable[[View], View]:
    """For the few doors that read something else than JSON. Stands lowest, so that every wrapper above carries it."""

    def mark(view: View) -> View:
        view.takes, view.most_bytes = frozenset(mimetypes), most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def read_body() -> None:
    """Called once it is known who asks: a stranger's body is never read."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_bytes", MOST_BYTES)
    if request.get_data(cache=True) and not request.is_json and request.mimetype not in getattr(view, "takes", ()):
        raise UnsupportedMediaType("Please send JSON.")
