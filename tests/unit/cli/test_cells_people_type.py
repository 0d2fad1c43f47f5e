from datetime import date

import pytest

from services.portal.roster.dates import read_date
from services.portal.roster.hours import propose_hours
from tests.unit.cli.rows import coach_of, roster_of, said_of, someone, states

FIRST_OF_MARCH = "3/1/25|03/01/2025|2025-03-01|01-Mar-2025|1 March 2025|Mar 1, 2025|March 1st 2025|45717|3/2025"


@pytest.mark.parametrize("text", FIRST_OF_MARCH.split("|"))
def test_the_first_of_march(text):
    assert read_date(text) == date(2025, 3, 1)


@pytest.mark.parametrize("text", ["31/3/2025", "2/30/2025", "soon", "3/1", "13/13/13", "Foo 2025", "99999"])
def test_no_date_we_can_be_sure_of(text):
    assert read_date(text) is None


def test_the_day_comes_first_when_told():
    assert read_date("31/3/2025", day_first=True) == date(2025, 3, 31)


def test_a_month_alone_is_good_until_its_end():
    assert coach_of(Certification="CPRS", Cert_Exp="2/2028").credentials[0].expires_on == date(2028, 2, 29)
    assert coach_of(Background_Check_Date="2/2024").credentials[0].checked_on == date(2024, 2, 1)


@pytest.mark.parametrize("until", ["N/A", "none", ""])
def test_a_certificate_without_an_end(until):
    assert coach_of(Certification="CPRS", Cert_Exp=until).credentials[0].expires_on is None


def test_a_date_we_cannot_read_needs_you_and_the_reason_names_the_column():
    roster = roster_of(someone(Certification="CPRS", Cert_Exp="31/3/2027"))
    assert states(roster) == ["needs you"]
    assert "line 2, Cert Exp: we cannot read '31/3/2027' as a date" in str(roster.rows[0].notes[0])


@pytest.mark.parametrize(
    ("text", "codes"),
    [("English, Spanish", ("en", "es")), ("English/Spanish", ("en", "es")), ("Spanish (fluent); ASL", ("es", "ase"))]
    + [
        ("English & Spanish (conv.)", ("en",)),
        ("basic French", ()),
        ("Spanish (conv., reading only)", ()),
        ("Klingon", ()),
    ],
)
def test_languages_one_can_coach_in(text, codes):
    assert coach_of(Languages=text).languages == codes


def test_na_is_a_fellowship_among_pathways_and_a_blank_elsewhere():
    assert coach_of(Pathways="NA").codes == {"pathway": ["twelve_step"]}
    assert coach_of(Max_Caseload="NA", Status="NA").capacity is None
    assert coach_of(Pathways="N/A").codes == {}


def test_old_words_become_codes_and_what_must_be_asked_is_asked():
    coach = coach_of(**{"Populations/Specialty": "women, re-entry, grief and loss; vets", "Pathways": "AA; SMART"})
    assert coach.codes["circumstances"] == ["justice", "military"]
    assert coach.codes["health"] == ["grief"]
    assert coach.codes["pathway"] == ["twelve_step", "secular_mutual_aid"]
    assert "'women' is no code of ours" in said_of(**{"Populations/Specialty": "women"})
    assert "'DOC' is no code of ours" in said_of(Specialty="DOC")


def test_pronouns_are_never_guessed():
    assert coach_of().pronouns is None
    assert coach_of(Pronouns="they / them").pronouns == "they_them"
    assert coach_of(Pronouns="she/they").pronouns is None


@pytest.mark.parametrize(
    "text", ["(555) 555-0134", "555.555.0134", "1-555-555-0134", "+1 555 555 0134", "5555550134 x2"]
)
def test_one_telephone_number_in_many_hands(text):
    assert coach_of(Work_Cell=text).phone == "+15555550134"


@pytest.mark.parametrize("text", ["555-0134", "call the desk", "0"])
def test_a_number_we_cannot_dial_needs_you(text):
    assert states(roster_of(someone(Work_Cell=text))) == ["needs you"]


@pytest.mark.parametrize("text", ["noor@", "noor@example.org or jo@example.org", "noor at example.org"])
def test_an_address_that_is_not_one_address_needs_you(text):
    assert states(roster_of(someone(**{"Work Email": text, "Employee ID": "7"}))) == ["needs you"]


def hours(text):
    return [(window["days"], window["start"], window["end"]) for window in propose_hours(text).weekly]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("M-F 9-5, Th til 7", [([1, 2, 3, 5], "09:00", "17:00"), ([4], "09:00", "19:00")]),
        ("M-F 9-5; no Wed AM", [([1, 2, 4, 5], "09:00", "17:00"), ([3], "12:00", "17:00")]),
        ("W/Th/F days", [([3, 4, 5], "09:00", "17:00")]),
        ("Tu eve", [([2], "17:00", "20:00")]),
        ("MWF 8:30-4:30", [([1, 3, 5], "08:30", "16:30")]),
        ("TTh 1-6pm", [([2, 4], "13:00", "18:00")]),
        ("Mon, Wed 9-5", [([1, 3], "09:00", "17:00")]),
        ("Mon 9-12, 1-5", [([1], "09:00", "12:00"), ([1], "13:00", "17:00")]),
        ("Mon - Fri 9:00 AM to 5:00 PM", [([1, 2, 3, 4, 5], "09:00", "17:00")]),
        ("9-5 M-F", [([1, 2, 3, 4, 5], "09:00", "17:00")]),
        ("M-F 9-5 except Fri", [([1, 2, 3, 4], "09:00", "17:00")]),
        ("Sat 8pm-midnight", [([6], "20:00", "24:00")]),
    ],
)
def test_hours_as_people_scribble_them(text, meant):
    assert hours(text) == meant
    assert propose_hours(text).unread == []


@pytest.mark.parametrize("text", ["varies", "evenings", "9-5", "M W F", "by appt", "Fri 22-2", "til 7", "M-F 9-25"])
def test_hours_nobody_should_guess(text):
    assert hours(text) == []
    assert propose_hours(text).unread == [text]
