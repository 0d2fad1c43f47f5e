from typing import Any

from flask import Flask

from services.notifications.api.calls import calls
from services.notifications.api.exports import record
from services.notifications.api.inbox import inbox
from services.notifications.api.links import links
from services.notifications.api.messages import messages
from services.notifications.api.organisation import organisation
from services.notifications.api.people import people
from services.notifications.api.replies import replies
from services.notifications.api.unsubscriptions import unsubscriptions
from services.notifications.api.verifications import codes, verifications
from services.notifications.api.webhooks import inbound, receipts
from services.notifications.api.wordings import wordings
from shared.db.desk import Desk
from shared.process.web import application_of
from shared.web.app import make_app


def create_app(desk: Desk, key: Any) -> Flask:
    rooms = [people, messages, links, verifications, codes, organisation, wordings]
    rooms += [calls, replies, inbound, receipts, unsubscriptions, inbox, record]
    return make_app("notifications", rooms, desk, key)


def application() -> Flask:
    return application_of("notifications", create_app)
