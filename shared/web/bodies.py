from collections.abc import Callable, Collection, Container
from typing import Any

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest, LengthRequired, UnsupportedMediaType

from shared.kernel.errors import Invalid

NOT_JSON = "This is not JSON that we can read. It begins with { and ends with }, and names stand in double quotes."
MOST_BYTES = 1024 * 1024
MOST_FIELDS, MOST_ITEMS = 200, 2_000
View = Callable[..., Any]


def takes(*mimetypes: str, most_bytes: int = MOST_BYTES) -> Callable[[View], View]:
    """For the few doors that read something else than JSON. Stands lowest, so that every wrapper above carries it."""

    def mark(view: View) -> View:
        view.takes, view.most_bytes = frozenset(mimetypes), most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def measure(app: Flask) -> None:
    app.before_request(_only_what_says_how_long_it_is)


def _only_what_says_how_long_it_is() -> None:
    """A body that comes in pieces would be cut off at our limit, in silence, and what is left taken for the whole."""
    if "HTTP_TRANSFER_ENCODING" in request.environ:
        raise LengthRequired("Please send it in one piece, with its Content-Length.")


def read_body() -> None:
    """Called once it is known who asks: a stranger's body is never read."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_bytes", MOST_BYTES)
    body = request.get_data(cache=True)
    if body and not request.is_json and request.mimetype not in getattr(view, "takes", ()):
        raise UnsupportedMediaType("Please send JSON.")
    if body and request.is_json:
        _refuse_what_is_not_json()
    _refuse_what_nobody_reads(getattr(view, "reads", ()), getattr(view, "takes", ()))


def _refuse_what_is_not_json() -> None:
    """Whatever its header says. Nor what is nested a thousand deep, or holds a number of thousands of digits.

    Flask keeps what was read: `StrictParser` takes it from there.
    """
    try:
        _refuse_what_no_form_holds(request.get_json())
    except (BadRequest, RecursionError):
        raise UnsupportedMediaType(NOT_JSON) from None


def _refuse_what_no_form_holds(found: Any) -> None:
    """Before each of fifty thousand fields is told, one by one, that nobody knows it: that took seconds."""
    if isinstance(found, dict | list):
        if len(found) > (MOST_FIELDS if isinstance(found, dict) else MOST_ITEMS):
            raise Invalid("There is more in this than any form of ours asks for.", code="too_much")
        for inner in found.values() if isinstance(found, dict) else found:
            _refuse_what_no_form_holds(inner)


def _refuse_what_nobody_reads(reads: Container[str], takes: Collection[str]) -> None:
    """Where a door reads no query, or no body, whatever stands there was meant for something else."""
    asked = [] if "query" in reads else list(request.args)
    body = None if "json" in reads or takes else request.get_json(silent=True)
    if unknown := [*asked, *(body if isinstance(body, dict) else ())]:
        raise Invalid("Some fields need another look.", errors={name: ["Unknown field."] for name in unknown})
