"""Who knocks at the referring organisations' door: a client that we know, with a token of ours, looked at each time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request

from services.portal.accounts.referring import client_of
from shared.kernel.errors import Unauthenticated
from shared.web.auth import open_to
from shared.web.context import open_reading

View = Callable[..., Any]
PREFIX = "/api/"


def is_ours() -> bool:
    """Whether this request is for machines: it carries a token and no cookie, and hears problems instead of pages."""
    return request.path.startswith(PREFIX)


def for_partners(*, reads: str | None = None) -> Callable[[View], View]:
    """Stands right below the route. Whoever was sent away is a stranger with the next request. `reads`: json, query."""

    def guard(view: View) -> View:
        @wraps(view)
        def known(*args: Any, **kwargs: Any) -> Any:
            with open_reading() as rx:
                client = client_of(rx, g.actor.person)
            if client is None:
                raise Unauthenticated("Please ask for a new token.")
            return view(client, *args, **kwargs)

        guarded = open_to("partner")(known)
        guarded.reads = frozenset({reads} if reads else ())  # type: ignore[attr-defined]
        return guarded

    return guard
