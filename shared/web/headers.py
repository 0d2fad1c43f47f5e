"""What every answer of a service says to whatever reads it: run nothing, frame nothing, keep nothing, tell nobody."""

from flask import Flask, Response

from shared.web.context import door

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def harden(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    if door().desk.settings.public_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    return response
