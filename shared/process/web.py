import os
from pathlib import Path

from flask import Flask

from shared.db.desk import Desk
from shared.process.install import desk_of
from shared.process.keys import public_key
from shared.process.log import speak_in_ids

GUNICORN = Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py"


def serve(desk: Desk) -> None:
    """Become gunicorn: its signals, its workers. It starts the application anew, after the fork."""
    settings = desk.settings
    desk.engine.dispose()
    target = f"services.{desk.name}.app:application()"
    bind = f"{settings.host}:{settings.port_of(desk.name)}"
    os.execvp("gunicorn", ["gunicorn", "--config", str(GUNICORN), "--bind", bind, target])


def application_of(service: str, create_app: object) -> Flask:
    """What gunicorn calls in each worker process."""
    speak_in_ids(service=service)
    desk = desk_of(service)
    return create_app(desk, public_key(desk.settings))  # type: ignore[operator,no-any-return]
