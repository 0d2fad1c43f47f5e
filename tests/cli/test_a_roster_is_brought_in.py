import csv
import shutil
from pathlib import Path

import pytest

from services.portal.clients.patience import patiently
from tests.cli.conftest import run

SAMPLE = Path(__file__).parents[1] / "unit" / "cli" / "roster.csv"


@pytest.fixture(scope="module")
def organisation(running):
    made = run("organisation", "add", "Harbor House")
    assert made.exit_code == 0, made.output
    running.known["default"] = made.output.strip()
    return made.output.strip()


@pytest.fixture
def roster(tmp_path):
    return Path(shutil.copy(SAMPLE, tmp_path / "roster.csv"))


def import_(roster, *more):
    told = run("import", "coaches", str(roster), *more)
    assert told.exit_code == 0, told.output
    return told.output


def results(roster):
    with roster.with_name("roster.result.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["Holdfast result"] for row in csv.DictReader(file)]


def coach_called(running, name):
    return next(coach for coach in running.as_role("admin").matching.coaches() if coach["display_name"] == name)


def test_a_dry_run_brings_nobody_in(running, organisation, roster):
    import_(roster, "--dry-run")
    assert list(running.as_role("admin").matching.coaches()) == []


def test_the_sample_is_brought_in_and_again_nothing_changes(running, organisation, roster):
    assert "3 of 3 imported." in import_(roster)
    assert results(roster) == ["imported", "imported", "imported", "left out"]
    before = list(running.as_role("admin").matching.coaches())
    assert "3 unchanged" in import_(roster)
    assert results(roster) == ["unchanged", "unchanged", "unchanged", "left out"]
    assert list(running.as_role("admin").matching.coaches()) == before


def test_bobby_is_here_as_the_roster_says_and_nothing_of_theirs_is_used_or_shown(running, organisation):
    bobby = coach_called(running, "Bobby")
    assert (bobby["external_id"], bobby["capacity"], bobby["accepting"]) == ("0012", 25, True)
    themselves = running.as_role("coach", person=bobby["id"]).matching.coach(bobby["id"])
    assert themselves["profile"]["pathway"] == ["twelve_step", "harm_reduction"]
    assert (themselves["used"], themselves["shown"]) == ({}, {})
    assert bobby["credentials"] == [{"kind": "certification", "expires_on": "2027-03-01"}]


def test_bobby_can_be_reached_and_is_not_texted_unasked(running, organisation):
    bobby = coach_called(running, "Bobby")
    points = running.as_role("admin").notifications.contact_points(bobby["id"], purpose="check")["items"]
    assert [(point["kind"], point["address"]) for point in points] == [
        ("email", "bobby@example.org"),
        ("voice", "+15555550134"),
    ]


def test_someone_on_leave_and_someone_who_makes_calls_get_nobody_new(running, organisation):
    assert not coach_called(running, "Siobhan")["accepting"]
    assert not coach_called(running, "Chidi")["accepting"]


def test_hours_are_loaded_once_somebody_confirms_them(running, organisation, roster):
    bobby = coach_called(running, "Bobby")["id"]
    scheduling = running.as_role("admin").scheduling
    assert patiently(lambda: scheduling.availability(bobby))["weekly"] == []
    assert "3 of 3 imported" in import_(roster, "--confirm-hours")
    assert {"days": [4], "start": "09:00", "end": "19:00"} in scheduling.availability(bobby)["weekly"]
    assert "3 unchanged" in import_(roster, "--confirm-hours")


def test_what_a_coach_changed_since_is_never_overwritten(running, organisation, roster):
    bobby = coach_called(running, "Bobby")["id"]
    themselves = running.as_role("coach", person=bobby).matching
    _, version = themselves.coach_and_version(bobby)
    themselves.change_coach(bobby, {"capacity": 10, "display_name": "Rob"}, version=version)
    assert "3 unchanged" in import_(roster)
    assert coach_called(running, "Rob")["capacity"] == 10


def test_the_leading_zero_a_spreadsheet_ate_makes_nobody_twice(running, organisation, roster):
    roster.write_text(roster.read_text().replace("0012", "12"))
    assert "3 unchanged" in import_(roster)


def test_somebody_who_left_is_not_brought_back_and_their_people_are_thought_of(running, organisation, roster):
    roster.write_text(roster.read_text().replace(",Active,Staff,", ",Resigned 3/14,Staff,"))
    assert "hand over their people first" in import_(roster)
    assert results(roster)[0] == "needs you"


def test_a_wrong_row_is_named_while_the_others_come_in(running, organisation, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Employee ID,First Name,Last Name,Work Email,Max Caseload,SSN,Notes\n"
        "71,Kim,Lee,kim@example.org,10,123-45-6789,=HYPERLINK(1)\n"
        "72,Pat,Roy,pat@example.org,many,,\n"
    )
    said = import_(roster)
    assert "1 of 2 imported, 1 need you." in said
    assert "Max Caseload: we cannot read 'many' as a number of people" in said
    left = roster.with_name("roster.result.csv")
    assert "123-45-6789" not in said + left.read_text()
    assert "'=HYPERLINK" in left.read_text()
    assert left.stat().st_mode & 0o077 == 0


def test_a_put_right_result_file_can_be_brought_in(running, organisation, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("Employee ID,First Name,Last Name,Max Caseload\n81,Ash,Moe,many\n")
    import_(roster)
    result = tmp_path / "roster.result.csv"
    result.write_text(result.read_text(encoding="utf-8-sig").replace(",many,", ",12,"))
    assert "1 of 1 imported." in import_(result)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roster.csv", "roster.result.csv"]


def test_a_calendar_blocks_times_and_a_broken_one_is_refused_in_words(running, organisation, tmp_path):
    bobby = coach_called(running, "Rob")["id"]
    good, broken = tmp_path / "good.ics", tmp_path / "broken.ics"
    day = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{0}T150000Z\r\nDTEND:{0}T160000Z\r\nEND:VEVENT"
    event = day.format((running.clock.now()).strftime("%Y%m28"))
    good.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{event}\r\nEND:VCALENDAR\r\n")
    broken.write_text("Dear all, the meeting moves to Tuesday.")
    assert "busy times are kept" in run("import", "calendar", bobby, str(good)).output
    refused = run("import", "calendar", bobby, str(broken))
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_while_a_service_is_away_nobody_is_half_forgotten(running, organisation, tmp_path, monkeypatch):
    roster = tmp_path / "roster.csv"
    roster.write_text("Employee ID,First Name,Last Name,Work Email\n91,Uma,Day,uma@example.org\n")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("HOLDFAST_PORT", "9")
        assert "matching cannot be reached" in run("import", "coaches", str(roster)).output
    assert "1 of 1 imported." in import_(roster)
