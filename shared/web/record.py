"""A copy of somebody's record as a sheet, and as a page to print."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from flask import Response
from marshmallow import Schema, fields

from shared.kernel.sheets import as_words
from shared.web.fields import Code, Id

Headings = Mapping[str, tuple[str, str]]
COLUMNS = ("part", "entry", "field", "value")
TITLE = {"en": "Your record", "es": "Tu registro"}
NOTHING = {"en": "Nothing.", "es": "Nada."}
STYLE = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}"


class ExportQuerySchema(Schema):
    form = Code("json", "csv", "html", load_default="json")
    language = Code("en", "es", load_default="en")


class ExportSchema(Schema):
    """`parts`: table by table, everything that is kept of the person."""

    person_id = Id()
    made_at = fields.String()
    parts = fields.Dict()


def as_told(whole: dict[str, Any], headings: Headings, *, form: str, language: str) -> dict[str, Any] | Response:
    """`headings` by part, in English and Spanish."""
    if form == "csv":
        return as_sheet(whole)
    return as_page(whole, language=language, headings=headings) if form == "html" else whole


def as_sheet(whole: Mapping[str, Any]) -> Response:
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    sheet.writerows(lines_of(whole["parts"]))
    headers = {"Content-Disposition": 'attachment; filename="record.csv"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def lines_of(parts: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[list[Any]]:
    """Part, entry, field, value; no value that a spreadsheet would run."""
    for part, rows in parts.items():
        for number, row in enumerate(rows, start=1):
            yield from ([part, number, field, as_words(value)] for field, value in _fields(row))


def as_page(whole: Mapping[str, Any], *, language: str, headings: Headings) -> Response:
    """Nothing but words: it can be printed, kept, and read without us."""
    spanish = language == "es"
    parts = "".join(_part(headings[name][spanish], rows, language) for name, rows in whole["parts"].items())
    head = f'<meta charset="utf-8"><title>{TITLE[language]}</title><style>{STYLE}</style>'
    made = escape(whole["made_at"])
    body = f"<main><h1>{TITLE[language]}</h1><p>{made}</p>{parts}</main>"
    return Response(f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>')


def _part(heading: str, rows: Iterable[Mapping[str, Any]], language: str) -> str:
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
