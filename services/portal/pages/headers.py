"""What every answer says to the browser: keep nothing, run nothing, tell nobody where we came from."""

from flask import Flask, Response

from services.portal.pages.cookies import is_https

ELSEWHERE = "https://www.weather.gov/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    f"form-action 'self' {ELSEWHERE}"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def prepare(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    if is_https():
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
