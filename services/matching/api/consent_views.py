"""Consents and disclosures as they are read, and as they go out."""

import csv
import io

from flask import Response

from services.matching.actions.consents import LABELS, stops
from services.matching.actions.disclosing import Told, description_of
from shared.kernel.errors import Refused
from shared.kernel.sheets import as_words
from shared.kernel.times import rfc3339
from shared.web.errors import refused

KEPT = ("id", "person_id", "type", "purpose", "data_classes", "expires_at", "ends_with", "signed_at", "signed_how")
KEPT += ("recorded_at", "recorded_by", "ended_at", "ended_how", "version")
COVERING = ("id", "type", "purpose", "data_classes", "expires_at", "ends_with", "signed_at")
TOLD = ("id", "at", "person_id", "purpose", "data_classes", "way")
COLUMNS = ("at", "recipient", "address", "description", "purpose")


def consent_view(consent, *, now) -> dict:
    named = consent.form.get("recipient") or {}
    whom = {**named, "id": consent.recipient_id, "kind": consent.recipient_kind}
    told = {name: getattr(consent, name) for name in KEPT} | {"state": consent.state_at(now), "recipient": whom}
    return {**consent.form, **told, "stops": stops(consent)}


def ends_soon_view(due) -> dict:
    parts = ("person_id", "type", "purpose", "recipient_kind", "expires_at")
    told = {name: getattr(due.consent, name) for name in parts}
    return {"consent_id": due.consent.id, **told, "notice": due.notice, "stops": stops(due.consent)}


def outcome(told: Told | Refused, view) -> dict | Response:
    """A refusal is an answer: it is returned, so that what was written down about it stays."""
    return refused(told) if isinstance(told, Refused) else view(told)


def told_view(told: Told) -> dict:
    parts = {name: getattr(told.disclosure, name) for name in TOLD}
    return parts | {"recipient": _whom(told.disclosure), "record": told.record} | _along(told)


def progress_view(referral_id: str):
    def view(told: Told) -> dict:
        own = next(one for one in told.record["progress"] if one["referral_id"] == referral_id)
        return own | {"disclosure_id": told.disclosure.id} | _along(told)

    return view


def accounted_view(disclosure) -> dict:
    parts = ("id", "at", "consent_id", "purpose", "data_classes", "way")
    told = {name: getattr(disclosure, name) for name in parts}
    return told | {"recipient": _whom(disclosure), "description": description_of(disclosure)}


def accounting_sheet(found, language: str) -> Response:
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS)
    rows.writeheader()
    for disclosure in found:
        named, purposes = _whom(disclosure), LABELS["consent_purpose"]
        told = {"at": rfc3339(disclosure.at), "recipient": named["name"], "address": named["address"]}
        told |= {"description": description_of(disclosure)[language], "purpose": purposes[disclosure.purpose][language]}
        rows.writerow({name: as_words(words) for name, words in told.items()})
    headers = {"Content-Disposition": 'attachment; filename="told.csv"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def _whom(disclosure) -> dict:
    named = {name: disclosure.told.get(name) for name in ("name", "address")}
    return {"id": disclosure.recipient_id, "kind": disclosure.recipient_kind} | named


def _along(told: Told) -> dict:
    consent = {name: getattr(told.consent, name) for name in COVERING} | {"scope": told.scope}
    return {"notice": told.notice, "consent": consent}
