"""A few rows of an invented roster, put together by a test."""

import csv
import io

from services.portal.roster.roster import read_roster


def roster_of(*people: dict, delimiter=",", encoding="utf-8", **how):
    """A file with a column for everything anybody has, read."""
    columns = list(dict.fromkeys(name for person in people for name in person))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(people)
    return read_roster(text.getvalue().encode(encoding), **how)


def someone(**more):
    """Noor, who has a name and a work email, and whatever a test adds. Underscores stand for spaces."""
    known = {"First Name": "Noor", "Last Name": "Haddad", "Work Email": "noor@example.org"}
    return known | {name.replace("_", " "): value for name, value in more.items()}


def coach_of(**more):
    return roster_of(someone(**more)).rows[0].coach


def said_of(**more):
    return " | ".join(str(note) for note in roster_of(someone(**more)).rows[0].notes)


def states(roster):
    return [row.state for row in roster.rows]
