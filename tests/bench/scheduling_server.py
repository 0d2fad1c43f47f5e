"""What gunicorn calls while we measure: our door with an empty room behind it, and a bare one that keeps one row."""

import sqlite3
import threading
from typing import Any

from flask import Flask

from services.scheduling.app import create_app
from shared.process.install import desk_of
from shared.process.keys import public_key
from shared.process.log import speak_in_ids
from shared.web.auth import open_to
from shared.web.context import Door

PRAGMAS = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
TABLE = "CREATE TABLE IF NOT EXISTS rows (at INTEGER PRIMARY KEY, text TEXT)"


def ours() -> Flask:
    speak_in_ids(service="scheduling")
    desk = desk_of("scheduling")
    app = create_app(desk, public_key(desk.settings))
    app.get("/v1/nothing")(open_to("intake")(dict))
    return app


def bare() -> Flask:
    """The same token check and the same durable commit, and nothing else: no log, no schema, no promise."""
    desk = desk_of("scheduling")
    app = Flask("bare")
    app.extensions["holdfast"] = Door(desk, public_key(desk.settings))
    path, mine, turn = desk.settings.home / "bare.db", threading.local(), threading.Lock()

    @app.get("/v1/nothing")
    @open_to("intake")
    def nothing() -> dict[str, Any]:
        return {}

    @app.post("/v1/row")
    @open_to("intake")
    def row() -> dict[str, Any]:
        if not hasattr(mine, "rows"):
            mine.rows = sqlite3.connect(path, isolation_level=None)
            mine.rows.executescript(PRAGMAS + TABLE)
        with turn:
            mine.rows.execute("INSERT INTO rows (text) VALUES (?)", ["x" * 300])
        return {}

    return app
