from datetime import date
from pathlib import Path

import pytest

from services.portal.roster.roster import read_roster
from services.portal.roster.table import NotARoster
from tests.unit.cli.rows import coach_of, roster_of, said_of, someone, states

SAMPLE = (Path(__file__).parent / "roster.csv").read_bytes()


def test_the_sample_brings_in_three_people_and_leaves_the_vacant_post():
    roster = read_roster(SAMPLE)
    assert states(roster) == ["ready", "ready", "ready", "not a person"]
    assert [coach.display_name for coach in roster.coaches] == ["Bobby", "Chidi", "Siobhan"]


def test_bobby_arrives_as_their_row_says():
    bobby = read_roster(SAMPLE).coaches[0]
    assert (bobby.employee_id, bobby.email, bobby.phone) == ("0012", "bobby@example.org", "+15555550134")
    assert (bobby.pronouns, bobby.languages, bobby.capacity) == ("they_them", ("en", "es"), 25)
    assert bobby.codes["pathway"] == ["twelve_step", "harm_reduction"]
    assert bobby.credentials[0].expires_on == date(2027, 3, 1)


def test_siobhan_is_away_and_what_is_not_certain_is_left_out():
    siobhan = read_roster(SAMPLE).coaches[2]
    assert (siobhan.status, siobhan.capacity, siobhan.credentials) == ("paused", 15, ())
    assert siobhan.codes["health"] == ["grief"]


def test_chidi_makes_calls_and_coaches_in_english_alone():
    chidi = read_roster(SAMPLE).coaches[1]
    assert chidi.is_caller
    assert chidi.languages == ("en",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_name_survives_every_way_of_saving(encoding, delimiter):
    roster = roster_of(someone(**{"Last Name": "O'Neil-Díaz"}), delimiter=delimiter, encoding=encoding)
    assert roster.coaches[0].last_name == "O'Neil-Díaz"


def test_a_title_above_and_blank_lines_between_are_stepped_over():
    text = "Coach roster 2026,,\n,,\nName,Work Email,Status\n\n,,\nNoor Haddad,noor@example.org,Active\n"
    rows = read_roster(text.encode()).rows
    assert [(row.line.number, row.state) for row in rows] == [(6, "ready")]


def test_lines_are_counted_as_the_spreadsheet_shows_them_even_after_a_note_of_two_lines():
    text = 'Name,Work Email,Notes\nNoor Haddad,noor@example.org,"one\ntwo"\nJo Park,,\n'
    assert [row.line.number for row in read_roster(text.encode()).rows] == [2, 4]


@pytest.mark.parametrize("row", ["Total,,12", "TOTALS,,", "Grand total,,3", ",,25"])
def test_totals_are_no_people(row):
    roster = read_roster(f"Name,Work Email,Max Caseload\n{row}\n".encode())
    assert states(roster) == ["not a person"]


def test_column_names_repeated_on_a_second_page_are_no_people():
    roster = read_roster(b"Name,Work Email\nNoor Haddad,noor@example.org\nName,Work Email\n")
    assert states(roster) == ["ready", "not a person"]


@pytest.mark.parametrize("header", ["Name", "EMPLOYEE NAME", "Coach", "staff member"])
@pytest.mark.parametrize("cell", ["Haddad, Noor", "Noor Haddad"])
def test_a_name_in_one_cell_either_way_round(header, cell):
    coach = roster_of({header: cell, "E-mail Address": "noor@example.org"}).coaches[0]
    assert (coach.first_name, coach.last_name) == ("Noor", "Haddad")


def test_a_name_in_the_wrong_one_of_two_cells():
    coach = coach_of(**{"First Name": "", "Last Name": "Haddad, Noor"})
    assert (coach.display_name, coach.last_name) == ("Noor", "Haddad")


@pytest.mark.parametrize("preferred", ["Bobby (Roberta)", "Bobby"])
def test_people_are_called_what_they_prefer(preferred):
    assert coach_of(Preferred_Name=preferred).display_name == "Bobby"


@pytest.mark.parametrize("content", [b"", b"  \n", b"PK\x03\x04 a workbook", b"a\x00b", b"just words\n", b"x,y\n1,2\n"])
def test_what_is_no_roster_is_refused_with_a_sentence(content):
    with pytest.raises(NotARoster, match=r"\.$"):
        read_roster(content)


def test_an_open_quotation_mark_is_found_by_line():
    with pytest.raises(NotARoster, match="line 2"):
        read_roster(b'Name,Work Email\n"Noor Haddad,noor@example.org\n')


def test_a_missing_name_or_key_needs_you():
    roster = roster_of(someone(**{"First Name": "", "Last Name": ""}), someone(**{"Work Email": "n/a"}))
    assert states(roster) == ["needs you", "needs you"]
    assert "line 3, Work Email: there is no employee id and no work email" in str(roster.rows[1].notes[0])


def test_more_cells_than_columns_needs_you():
    roster = read_roster(b"Name,Work Email\nNoor Haddad,noor@example.org,English, Spanish\n")
    assert states(roster) == ["needs you"]


def test_fewer_cells_than_columns_are_blanks():
    assert states(read_roster(b"Name,Work Email,Status\nNoor Haddad,noor@example.org\n")) == ["ready"]


@pytest.mark.parametrize(
    ("status", "meant"),
    [("Active", "active"), ("", "active"), ("On call", "active"), ("Per diem", "active"), ("Leave thru 1/6", "paused")]
    + [("LOA", "paused"), ("Resigned 3/14", "ended"), ("Inactive", "ended"), ("Former", "ended")],
)
def test_status(status, meant):
    assert coach_of(Status=status).status == meant


def test_a_status_nobody_knows_needs_you():
    assert states(roster_of(someone(Status="see HR"))) == ["needs you"]


@pytest.mark.parametrize(
    ("cell", "read"), [("20-25", 20), ("15–18", 15), ("22", 22), ("20 max", 20), ("", None), ("N/A", None)]
)
def test_the_smaller_number_is_the_limit(cell, read):
    assert coach_of(Max_Caseload=cell).capacity == read


def test_a_limit_in_words_needs_you():
    assert "we cannot read 'many'" in said_of(Max_Caseload="many")


def test_more_people_than_the_limit_is_normal_and_said():
    assert coach_of(Max_Caseload="18", Current_Caseload="22").current == 22
    assert "22 is more than the limit of 18" in said_of(Max_Caseload="18", Current_Caseload="22")


def test_a_note_is_handed_to_the_importer():
    assert "a note for you to act on" in said_of(Notes="do not pair with J.")
