import csv
import io
from types import SimpleNamespace

import pytest

from cli.demo.members import everybody
from cli.running.printed import QuietPrinter, is_everyday
from cli.running.processes import PROCFILE, processes_of
from services.portal.importing.body import coach_body, contact_points, keys_of
from services.portal.importing.coaches import Outcome
from services.portal.importing.settling import in_total, settle
from services.portal.roster.columns import plain
from services.portal.roster.result import result_file
from services.portal.roster.roster import read_roster
from shared.kernel.settings import SERVICES
from shared.kernel.sheets import as_typed, as_words
from tests.unit.cli.rows import coach_of, roster_of, someone


def left_of(roster, outcomes=None):
    results, reasons = settle(roster, outcomes or {coach.line: Outcome("imported") for coach in roster.coaches})
    return list(csv.DictReader(io.StringIO(result_file(roster, results, reasons)), delimiter=roster.delimiter))


def test_the_file_left_has_the_same_rows_with_result_reason_and_proposed_hours():
    noor, jo = left_of(roster_of(someone(**{"Days/Hours": "W/Th/F days"}), {"First Name": "Jo"}, delimiter=";"))
    assert (noor["First Name"], noor["Holdfast result"]) == ("Noor", "imported")
    assert noor["Holdfast proposed hours"] == "Wed Thu Fri 09:00-17:00"
    assert jo["Holdfast result"] == "needs you"
    assert "line 3, Work Email: there is no employee id" in jo["Holdfast reason"]


def test_a_second_row_of_one_person_shares_the_result():
    rows = left_of(roster_of(someone(), someone(Type="Volunteer")))
    assert [row["Holdfast result"] for row in rows] == ["imported", "imported"]
    assert rows[1]["Holdfast reason"] == "line 3: the same person as line 2"


@pytest.mark.parametrize("cell", ["=1+1", "+1555", "-2", "@sum", "=HYPERLINK()", "＝1＋1", "＠sum"])
def test_no_cell_of_it_runs_as_a_formula_and_reading_it_again_gives_the_same_cell(cell):
    row = left_of(roster_of(someone(Comment=cell)))[0]
    assert row["Comment"] == "'" + cell == as_words(cell)
    again = read_roster(f"Name,Work Email,Comment\nNoor Haddad,noor@example.org,{as_words(cell)}\n".encode())
    assert again.rows[0].line.cells[2] == cell


@pytest.mark.parametrize("parts", ";|\t")
def test_nor_where_another_program_parts_its_cells_elsewhere(parts):
    cell = f"x{parts}=1+1{parts}+2"
    assert as_words(cell) == f"x{parts}'=1+1{parts}'+2" and as_typed(as_words(cell)) == cell
    assert as_words(f'x{parts}""=1') == f'x{parts}""\'=1' and as_words("\t=1") == "'\t'=1"
    assert as_words(f"a - b{parts} it's = so") == f"a - b{parts} it's = so"
    row = left_of(roster_of(someone(Comment=cell.replace("\t", ";"))))[0]
    assert "'=1+1" in row["Comment"] and "'+2" in row["Comment"]


def test_a_refused_column_stays_and_is_blank():
    assert left_of(roster_of(someone(SSN="123-45-6789", DOB="1/1/1980")))[0]["DOB"] == ""


def test_reading_the_file_left_adds_no_second_reason_column():
    roster = roster_of(someone(**{"Holdfast result": "needs you", "Holdfast reason": "old"}))
    row = left_of(roster)[0]
    assert [plain(name) for name in row].count("holdfast reason") == 1
    assert row["Holdfast reason"] == ""


def test_the_total_is_said_as_people_would():
    assert in_total({2: "imported", 3: "imported", 4: "needs you", 5: "left out"}) == "2 of 3 imported, 1 need you."
    assert in_total({2: "unchanged"}) == "0 of 1 imported, 1 unchanged."


def test_matching_is_told_no_address():
    coach = coach_of(**{"Work Cell": "555-555-0134", "Pathways": "AA"})
    body = coach_body(coach, organisation="o", time_zone="America/New_York")
    assert "example.org" not in repr(body)
    assert "555" not in repr(body)
    assert (body["used"], body["shown"]) == ({}, {})
    assert keys_of(coach, "o") != keys_of(coach, "another")


def test_a_work_number_may_be_rung_and_is_not_texted():
    points = contact_points(coach_of(Work_Cell="555-555-0134"))
    assert [(point["kind"], point["message_ok"]) for point in points] == [("email", True), ("voice", False)]


@pytest.mark.parametrize("line", ['{"level": "info", "event": "request"}', "", "\n", '{"level": "debug"}'])
def test_everyday_lines_stay_in_the_files(line):
    assert is_everyday(line)


@pytest.mark.parametrize("line", ['{"level": "warning"}', '{"no": "level"}', "You are booked: Tuesday", "{not json"])
def test_messages_and_trouble_are_shown(line):
    assert not is_everyday(line)


def test_every_line_is_kept_in_a_file_of_its_process(tmp_path):
    shown = io.StringIO()
    printer = QuietPrinter(shown, tmp_path)
    for said in (b'{"level": "info"}\n', b'{"level": "error"}\n'):
        printer.write(SimpleNamespace(type="line", name="portal", data=said))
    printer.close()
    assert (tmp_path / "portal.log").read_text().count("level") == 2
    assert shown.getvalue().strip().endswith('{"level": "error"}')


def test_a_whole_message_is_shown_and_kept_in_no_file_and_files_are_for_their_owner(tmp_path):
    (tmp_path / "notifications-worker.log").touch(mode=0o644)
    shown = io.StringIO()
    printer = QuietPrinter(shown, tmp_path)
    for said in (b"--- a message (email) ---\n", b"http://127.0.0.1:8000/l/secret\n", b'{"level": "info"}\n'):
        printer.write(SimpleNamespace(type="line", name="notifications-worker", data=said))
    printer.write(SimpleNamespace(type="line", name="portal", data=b"Traceback\n"))
    printer.close()
    assert "/l/secret" in shown.getvalue()
    assert (tmp_path / "notifications-worker.log").read_text() == '{"level": "info"}\n'
    assert (tmp_path / "portal.log").read_text() == "Traceback\n"
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600, 0o600]


def test_each_service_has_a_web_process_and_a_worker():
    expected = set(SERVICES) | {f"{service}-worker" for service in SERVICES}
    assert set(processes_of(PROCFILE)) == expected


def test_forty_people_are_invented_and_none_asks_for_what_is_not_in_the_vocabulary():
    people = everybody()
    assert len({someone.name for someone in people}) == 40
    assert {someone.language for someone in people} == {"en", "es"}
