"""Which column is which, whatever it is called; and the columns we do not take at any price."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.portal.roster.old_words import REFUSED

ALIASES = {
    "employee_id": (
        "employee id, employee no, employee number, emp id, emp no, empid, staff id, id, id no, personnel no"
    ),
    "last_name": "last name, last, surname, family name, lastname",
    "first_name": "first name, first, given name, firstname",
    "full_name": "name, full name, employee name, employee, coach, coach name, staff name, staff member",
    "preferred_name": "preferred name, preferred, goes by, nickname, known as",
    "pronouns": "pronouns, pronoun",
    "email": "work email, work e-mail, email, e-mail, email address, e-mail address, work email address",
    "phone": "work cell, work phone, work mobile, business phone, office phone, desk phone, work number",
    "own_phone": ("cell, cell phone, mobile, phone, personal cell, personal phone, home phone, phone number"),
    "own_email": "personal email, personal e-mail, home email, private email",
    "status": "status, employment status, current status, active",
    "type": "type, employment type, role, position type, staff volunteer, category",
    "hours": "fte hrs per wk, fte, hrs per wk, hours per week, hrs week, weekly hours, fte hours",
    "hired": "hire date, hired, start date, date of hire",
    "site": "site, sites, location, office, center, centre, program site",
    "area": ("counties towns served, counties served, towns served, counties, county, towns, area, service area"),
    "supervisor": "supervisor, manager, reports to, supervised by, supervisor name",
    "languages": "languages, language, languages spoken, language s, spoken languages",
    "certification": "certification, certifications, cert, credential, credentials, certification type",
    "certificate_number": (
        "cert no, cert number, cert, certification no, certification number, certificate number, cert nr"
    ),
    "certified_until": (
        "cert exp, cert expires, cert expiration, certification expiration, cert exp date, "
        "expiration date, certification exp, credential expiration"
    ),
    "training": "training completed, training, trainings, trainings completed",
    "background_check": "background check date, background check, bg check, bci date, cori date, cori",
    "most": "max caseload, maximum caseload, caseload max, caseload limit, capacity, max",
    "current": "current caseload, caseload, current, active caseload",
    "weekly": "days hours, days and hours, schedule, availability, working hours, shift, shifts, days",
    "modalities": "modalities, modality, how they meet, ways to meet",
    "vehicle": "vehicle, car, has car, own vehicle, transport, drives",
    "specialty": (
        "populations specialty, populations, specialty, specialties, population, populations served, focus areas"
    ),
    "pathways": "pathways, pathway, recovery pathways, recovery pathway",
    "bio": "bio, biography, about, introduction, about me",
    "funding": "grant funding, grant, funding, funding source, grants, funder",
    "notes": "notes, note, comments, comment, remarks",
    "ours": "holdfast result, holdfast reason, holdfast proposed hours",
}
SSN = re.compile(
    r"(?<![\w.-])(?!000|666|9)\d{3}[\s.\-\u2010-\u2015](?!00)\d{2}[\s.\-\u2010-\u2015](?!0000)\d{4}(?![\w-])"
    r"|(?<![\w+.-])(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![\w-])"
)
_PATTERNS = {reason: re.compile(pattern) for reason, pattern in REFUSED.items()}


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """'Cert #' → 'cert no', 'FTE/Hrs per Wk' → 'fte hrs per wk'."""
    words = header.lower().replace("#", " no ").replace("'s", "")
    return " ".join(re.sub(r"[^a-zà-ÿ0-9]+", " ", words).split())


_BY_NAME = {}
for _column, _names in ALIASES.items():
    for _name in _names.split(","):
        _BY_NAME.setdefault(plain(_name), _column)


def column_of(header: str) -> str | None:
    """Our word for a column, or None when we do not know it or do not take it."""
    return None if refusal_of(header) else _BY_NAME.get(plain(header))


@lru_cache(maxsize=4096)
def refusal_of(header: str) -> str | None:
    """What a column holds that we never store, judged by its name."""
    if plain(header) in _BY_NAME:
        return None
    return next((reason for reason, pattern in _PATTERNS.items() if pattern.search(plain(header))), None)


def known_columns(cells: Sequence[str]) -> int:
    """How many of these cells name a column: what tells a header from a title above it."""
    return len({column_of(cell) for cell in cells} - {None}) + sum(refusal_of(cell) is not None for cell in cells)


def is_shaped_like_ssn(cell: str) -> bool:
    """Three, two and four digits, in any column: it costs us a nine-digit staff number now and then, gladly."""
    return SSN.search(cell) is not None
