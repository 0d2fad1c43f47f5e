"""The stylesheet and the mark of our own, kept by the browser until they change."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

from shared.web.auth import open_to_all

FOLDER = Path(__file__).parents[1] / "static"
files = Blueprint("files", __name__, url_prefix="/static")


def prepare(app: Flask) -> None:
    app.register_blueprint(files)
    app.jinja_env.globals["static"] = static


@cache
def static(name: str) -> str:
    """Its address changes with its content."""
    print_of = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={print_of}"


@files.get("/<name>")
@open_to_all
def file(name: str) -> Response:
    response = send_from_directory(FOLDER, name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
