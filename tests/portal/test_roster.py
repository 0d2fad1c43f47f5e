"""A roster through the page: the same importer as the command line's, nothing kept, and no cell a formula."""

import csv
import gzip
import io

import pytest

pytestmark = pytest.mark.parametrize("desk_for", ["sqlite"], indirect=True)
ROWS = [
    "First Name,Last Name,Work Email,Employee ID,SSN,Capacity",
    "Jo,Reyes,jo@example.org,101,123-45-6789,20",
    "=HYPERLINK(0),Stone,bo@example.org,102,,many",
]
ROSTER = "\n".join(ROWS).encode()
GROWS = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hosts">]><r>&b;&f;</r>'


def send(page, content, name="roster.csv", **deed):
    return page.open("/settings/roster").submit("Bring them in", roster=(io.BytesIO(content), name), **deed)


def coaches(town):
    return town.ask("matching", "GET", "/v1/coaches", town.actor("admin"))["items"]


def saved(page):
    """The file with its reasons, as the browser sends it on."""
    form = page.form("Save the list")
    answer = page.client.post(str(form.get("action")), data=page.filled(form))
    assert "attachment" in answer.headers["Content-Disposition"] and answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def test_a_roster_is_looked_at_brought_in_once_and_its_reasons_saved(open_town):
    page = open_town.signed_in("admin").open("/settings").follow("Those who walk with others")
    assert send(page, ROSTER, deed="look").title == "What would happen" and coaches(open_town) == []
    send(page, ROSTER, deed="bring in")
    assert "1 of 1 are through." in page.main and "Line 3" in page.main and "SSN" in page.main
    assert [one["display_name"] for one in coaches(open_town)] == ["Jo"]
    rows = saved(page)
    assert [row["Holdfast result"] for row in rows] == ["imported", "needs you"]
    assert rows[1]["First Name"] == "'=HYPERLINK(0)" and rows[0]["SSN"] == "" and rows[1]["Holdfast reason"]
    open_town.settle()
    assert "Here already, unchanged" in send(page, ROSTER, deed="bring in").main and len(coaches(open_town)) == 1


def test_a_page_that_is_left_brings_in_the_rest_and_its_errand_says_so(open_town):
    page = open_town.signed_in("admin").open("/settings/roster")
    many = "\n".join([ROWS[0], *(f"Jo{n},Reyes,jo{n}@example.org,{n},,20" for n in range(12)), ROWS[2]]).encode()
    sent = page.filled(page.form("Bring them in")) | {"roster": (io.BytesIO(many), "roster.csv"), "deed": "bring in"}
    answer = page.client.post("/settings/roster", data=sent, buffered=False)
    next(answer.iter_encoded())
    assert "0 of 12 people · under way" in page.open("/settings/errands").main and len(coaches(open_town)) < 12
    answer.close()
    assert len(coaches(open_town)) == 12
    assert "12 of 12 people · done · 1 need you" in page.open("/settings/errands").main


def test_the_reasons_of_a_roster_as_large_as_the_page_takes_can_be_saved(open_town):
    page = open_town.signed_in("admin")
    many = "\n".join([ROWS[0], *(f"Jo,Reyes,,{n},,many" for n in range(9_000))]).encode()[:199_000]
    send(page, many, deed="look")
    assert len(page.filled(page.form("Save the list"))["file"]) > 500_000
    assert len(saved(page)) > 5_000


def test_what_is_no_roster_is_refused_in_words(open_town):
    page = open_town.signed_in("admin")
    for content in (
        GROWS,
        gzip.compress(ROSTER),
        b"PK\x03\x04 a spreadsheet",
        b"a,b\n1,2\n",
        b"\x89PNG\x00\x00",
        b'First Name,Last Name\n"Jo',
    ):
        assert send(page, content, deed="bring in").status == 422 and "We cannot read this file" in page.main
    assert send(page, b"", deed="look").status == 422 and "Please choose a file" in page.main
    assert send(page, ROSTER + b"\n" * 200_000, deed="look").status == 413 and "too large for the page" in page.main
    assert send(page, b"x" * 505_000, deed="look").status == 413 and "Nothing was changed" in page.main
    open_town.close("matching")
    assert send(page, ROSTER, deed="bring in").status == 503 and "Nothing was brought in" in page.main
