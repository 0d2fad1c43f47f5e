from typing import Any

from flask import Flask

from services.notifications.api.links import links
from services.notifications.api.messages import messages
from services.notifications.api.people import people
from services.notifications.api.verifications import codes, verifications
from shared.db.desk import Desk
from shared.process.web import application_of
from shared.web.app import make_app


def create_app(desk: Desk, key: Any) -> Flask:
    return make_app("notifications", [people, messages, links, verifications, codes], desk, key)


def application() -> Flask:
    return application_of("notifications", create_app)
