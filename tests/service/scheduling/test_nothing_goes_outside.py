"""Whoever is outside enters no door of scheduling, and a consent that ends takes no session with it."""

import json
from pathlib import Path

from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from tests.service.scheduling.centre import ADA, ADA_THE_MEMBER, HARBOUR, TUESDAY_TEN

SAMPLES = Path(__file__).parents[2] / "contract" / "samples"
OURS = {"member", "coach", "intake", "supervisor", "admin", "service"}
THEIR_SECRET = {"/calendars/<secret>.ics", "/health/live", "/health/ready", "/openapi.json", "/metrics"}


def test_a_referring_organisation_enters_no_door(open_centre):
    app = open_centre.room.app
    for rule in app.url_map.iter_rules():
        who = set(app.view_functions[rule.endpoint].open_to)
        assert who <= OURS or rule.rule in THEIR_SECRET, rule.rule
    partner = Actor(new_id(), "partner", HARBOUR)
    for path in ("/v1/sessions", "/fhir/Appointment", "/fhir/Schedule", "/v1/numbers"):
        assert open_centre.room.ask("GET", path, partner).status_code == 403


def test_a_consent_that_is_taken_back_cancels_no_session(open_centre):
    session = open_centre.booked()
    told = json.loads((SAMPLES / "consent.revoked.json").read_text())["data"]
    open_centre.told_by_others("consent.revoked", ADA, told | {"person_id": ADA, "expires_at": None})
    open_centre.settle()
    seen = open_centre.ask("GET", f"/sessions/{session['id']}", ADA_THE_MEMBER).json
    assert (seen["state"], seen["starts_at"]) == ("booked", TUESDAY_TEN)
    assert open_centre.types() == ["session.booked"]
