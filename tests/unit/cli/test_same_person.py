from tests.unit.cli.rows import roster_of, someone, states

STAFF = someone(**{"Employee ID": "0047", "Type": "Staff", "Max Caseload": "12"})


def test_staff_and_volunteer_by_one_email_are_one_person():
    roster = roster_of(STAFF, someone(Type="Volunteer", Languages="Spanish"))
    assert states(roster) == ["ready", "joined"]
    assert roster.coaches[0].languages == ("es",)
    assert roster.coaches[0].capacity == 12


def test_the_leading_zero_a_spreadsheet_ate_changes_nobody():
    again = someone(**{"Employee ID": "47", "Work Email": ""})
    assert states(roster_of(STAFF, again)) == ["ready", "joined"]


def test_one_email_and_two_employee_ids_need_you_both():
    roster = roster_of(STAFF, someone(**{"Employee ID": "51"}))
    assert states(roster) == ["needs you", "needs you"]
    assert "line 3" in str(roster.rows[0].notes[0])


def test_one_employee_id_and_two_names_need_you_both():
    other = {"First Name": "Jo", "Last Name": "Park", "Employee ID": "47", "Work Email": "jo@example.org"}
    assert states(roster_of(STAFF, other)) == ["needs you", "needs you"]


def test_one_name_and_no_shared_key_is_asked_about():
    other = someone(**{"Work Email": "noor.h@example.org"})
    roster = roster_of(STAFF, other)
    assert states(roster) == ["ready", "needs you"]
    assert "the same name as line 2" in str(roster.rows[1].notes[0])


def test_one_name_and_two_employee_ids_are_two_people():
    other = someone(**{"Work Email": "noor.h@example.org", "Employee ID": "52"})
    assert states(roster_of(STAFF, other)) == ["ready", "ready"]


def test_active_here_and_on_leave_there_is_active():
    roster = roster_of(someone(Status="Leave"), someone(Status="Active"))
    assert roster.coaches[0].status == "active"


def test_one_telephone_in_two_rows_is_shared():
    desk = {"Work Cell": "555-555-0134"}
    other = {"First Name": "Jo", "Last Name": "Park", "Work Email": "jo@example.org"} | desk
    assert [coach.phone_is_shared for coach in roster_of(someone(**desk), other).coaches] == [True, True]


def test_a_supervisor_further_down_is_found_by_name_or_address():
    lead = {"First Name": "Jo", "Last Name": "Park", "Work Email": "jo@example.org"}
    for called in ("Jo Park", "Park, Jo", "J. Park", "jo@example.org"):
        assert roster_of(someone(Supervisor=called), lead).coaches[0].supervisor_line == 3


def test_a_supervisor_who_is_not_in_the_file_is_said():
    roster = roster_of(someone(Supervisor="Kim Lee"))
    assert states(roster) == ["ready"]
    assert "nobody called 'Kim Lee'" in str(roster.rows[0].notes[0])
