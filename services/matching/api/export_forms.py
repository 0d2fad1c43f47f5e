"""A copy of somebody's record as a sheet, and as a page to print."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from flask import Response

from shared.kernel.sheets import as_words

COLUMNS = ("part", "entry", "field", "value")
HEADINGS = {
    "people": ("What you told us", "Lo que nos contaste"),
    "referrals": ("Your requests", "Tus solicitudes"),
    "shortlists": ("People who were shown to you", "Personas que te mostramos"),
    "choices": ("Whom you chose", "A quién elegiste"),
    "offers": ("Who was asked", "A quién preguntamos"),
    "matches": ("Who walks with you", "Quién te acompaña"),
    "progress": ("How far it has come", "Hasta dónde hemos llegado"),
    "round_pairs": ("When we matched the whole list", "Cuando buscamos para toda la lista"),
    "handovers": ("Notes that may be handed on", "Notas que se pueden pasar"),
    "heard_sessions": ("Sessions", "Encuentros"),
    "heard_contacts": ("When we were in touch", "Cuándo estuvimos en contacto"),
    "availability": ("When you can be booked", "Cuándo se puede reservar contigo"),
    "consents": ("What you agreed to", "Lo que autorizaste"),
    "disclosures": ("What was told outside", "Lo que se contó fuera"),
    "restrictions": ("What is not to be told", "Lo que no se debe contar"),
    "legal_requests": ("Legal requests we refused", "Solicitudes legales que rechazamos"),
    "emergencies": ("Who opened your record in an emergency", "Quién abrió tu registro en una emergencia"),
    "seen_by": ("Who has seen your record", "Quién ha visto tu registro"),
}
TITLE = {"en": "Your record", "es": "Tu registro"}
NOTHING = {"en": "Nothing.", "es": "Nada."}
STYLE = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}"


def as_sheet(whole: Mapping[str, Any]) -> Response:
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    for part, rows in whole["parts"].items():
        for number, row in enumerate(rows, start=1):
            sheet.writerows([part, number, field, as_words(value)] for field, value in _fields(row))
    headers = {"Content-Disposition": 'attachment; filename="record.csv"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def as_page(whole: Mapping[str, Any], language: str) -> Response:
    """Nothing but words: it can be printed, kept, and read without us."""
    parts = "".join(_part(name, rows, language) for name, rows in whole["parts"].items())
    head = f'<meta charset="utf-8"><title>{TITLE[language]}</title><style>{STYLE}</style>'
    made = escape(whole["made_at"])
    body = f"<main><h1>{TITLE[language]}</h1><p>{made}</p>{parts}</main>"
    return Response(f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>')


def _part(name: str, rows, language: str) -> str:
    heading = HEADINGS[name][language == "es"]
    told = "<hr>".join(_entry(row) for row in rows) or f"<p>{NOTHING[language]}</p>"
    return f"<section><h2>{escape(heading)}</h2>{told}</section>"


def _entry(row: Mapping[str, Any]) -> str:
    return (
        "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _fields(row)) + "</dl>"
    )


def _fields(thing: Any, *path: str) -> Iterator[tuple[str, str]]:
    """{"sealed": {"profile": {"pathway": ["medication"]}}} becomes sealed.profile.pathway: medication."""
    if isinstance(thing, Mapping):
        for name, value in thing.items():
            yield from _fields(value, *path, str(name))
    elif isinstance(thing, list) and any(isinstance(each, (Mapping, list)) for each in thing):
        for number, value in enumerate(thing, start=1):
            yield from _fields(value, *path, str(number))
    else:
        yield ".".join(path), _said(thing)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
