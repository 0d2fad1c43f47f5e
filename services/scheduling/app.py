from typing import Any

from flask import Flask

from services.scheduling.api.attendance import attendance
from services.scheduling.api.availability import availability
from services.scheduling.api.busy_calendars import closures
from services.scheduling.api.calendars import calendars, feeds
from services.scheduling.api.contacts import contacts
from services.scheduling.api.covers import cover_of, covers, covers_of
from services.scheduling.api.exports import record
from services.scheduling.api.fhir import fhir
from services.scheduling.api.freed_times import freed_times, wanted
from services.scheduling.api.funder_questions import questions
from services.scheduling.api.groups import came, groups
from services.scheduling.api.holds import holds
from services.scheduling.api.numbers import numbers
from services.scheduling.api.on_call import on_call
from services.scheduling.api.openings import openings
from services.scheduling.api.organisation import organisation
from services.scheduling.api.outreach import fine, outreach
from services.scheduling.api.places import places
from services.scheduling.api.series import series
from services.scheduling.api.sessions import sessions
from services.scheduling.api.trips import trip_of, trips
from shared.db.desk import Desk
from shared.process.web import application_of
from shared.web.app import make_app

BLUEPRINTS = [
    availability,
    openings,
    holds,
    sessions,
    series,
    groups,
    came,
    record,
    freed_times,
    wanted,
    covers,
    cover_of,
    covers_of,
    calendars,
    attendance,
    contacts,
    outreach,
    fine,
    on_call,
    numbers,
    questions,
    organisation,
    closures,
    places,
    trip_of,
    trips,
]


def create_app(desk: Desk, key: Any) -> Flask:
    app = make_app("scheduling", BLUEPRINTS, desk, key)
    app.register_blueprint(feeds)
    app.register_blueprint(fhir)
    return app


def application() -> Flask:
    return application_of("scheduling", create_app)
