import pytest

from tests.unit.cli.rows import roster_of, said_of, someone, states

REFUSED = [
    "SSN", "Social Security #", "SS#", "DOB", "Date of Birth", "Birthday", "Home Address", "Street Address", "Zip",
    "Recovery Date", "Sobriety Date", "Clean Date", "Sober since", "Years in recovery", "Criminal Record",
    "Convictions",
    "Medical Conditions", "Allergies", "Emergency Contact", "Emergency Phone", "Salary", "Hourly Rate", "Pay rate",
    "Driver's License", "Drivers licence #", "DL #", "Password", "PIN", "Bank Account", "Immigration status",
]  # fmt: skip


@pytest.mark.parametrize("header", REFUSED)
def test_a_refused_column_is_named_and_its_value_is_nowhere(header):
    roster = roster_of(someone(**{header: "canary-4711"}))
    assert list(roster.refused) == [header]
    assert states(roster) == ["ready"]
    assert "canary-4711" not in repr(roster)


@pytest.mark.parametrize(
    "header", ["Employee ID", "Cert Exp", "Work Cell", "Pathways", "Bio", "Recovery Pathway", "Languages"]
)
def test_an_ordinary_column_is_not_refused(header):
    assert roster_of(someone(**{header: ""})).refused == {}


@pytest.mark.parametrize(
    "cell", ["123-45-6789", "123 45 6789", "123.45.6789", "123‑45‑6789", "ssn 123-45-6789!", "123456789"]
)
@pytest.mark.parametrize("header", ["Employee ID", "Notes", "Status", "Some column"])
def test_a_value_shaped_like_an_ssn_is_blanked_in_any_column(header, cell):
    roster = roster_of(someone(**{header: cell}))
    assert states(roster) == ["ready"]
    assert cell not in repr(roster)
    assert f"line 2, {header}: a value shaped like a social security number" in said_of(**{header: cell})


@pytest.mark.parametrize("cell", ["555-555-0134", "(555) 555-0134", "555.555.0171", "2026-03-01", "0012", "03755-1234"])
def test_telephones_dates_and_post_codes_are_not_taken_for_one(cell):
    assert "social security" not in said_of(Comment=cell)


def test_a_personal_number_or_address_waits_for_the_coachs_own_yes():
    told = said_of(Cell="555-555-0134", Personal_Email="me@example.org")
    assert told.count("needs the coach's own yes") == 2


def test_a_header_that_is_an_ssn_of_its_own_is_not_read():
    assert roster_of(someone(**{"Work Cell": "555-555-0134"})).coaches[0].phone == "+15555550134"
