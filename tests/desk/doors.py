"""Web processes for tests: to build one takes longer than most tests, so a service is built once and moved about."""

import copy
from importlib import import_module
from typing import Any

from flask import Flask

from shared.db.desk import Desk
from shared.web.context import Door

_built: dict[str, Flask] = {}


def app_at(desk: Desk, key: Any) -> Flask:
    """The service's app standing on this desk; `key` is the public one. Routes and templates are the same for all."""
    if desk.name not in _built:
        _built[desk.name] = import_module(f"services.{desk.name}.app").create_app(desk, key)
    app = copy.copy(_built[desk.name])
    app.extensions = app.extensions | {"holdfast": Door(desk, key)}
    return app
