from cli.installation import this_installation
from tests.cli.conftest import run


def test_a_token_opens_the_doors_of_its_role(running):
    run("organisation", "add", "Harbor House")
    token = run("token", "--role", "intake", "--minutes", "5").output.strip()
    assert token.count(".") == 2
    assert "--role" in run("token").output


def test_events_are_listed_and_none_is_waiting(running):
    assert "None." in run("events", "dead-letters", "--service", "scheduling").output
    assert run("events", "list", "--service", "matching").exit_code == 0
    assert "0 will be tried again" in run("events", "replay", "--service", "notifications").output


def test_the_doctor_says_what_does_not_answer_and_what_to_do(running):
    told = run("doctor")
    assert told.exit_code == 1
    assert "portal: its web process does not answer. `holdfast run` starts it." in told.output
    assert "matching: its" not in told.output


def test_the_invented_organisation_is_entered_once(running):
    from cli.demo.load import Demo, steps

    for _, step in steps(Demo(running)):
        step()
    made = dict(running.known["demo"])
    assert made["session"]
    for _, step in steps(Demo(running)):
        step()
    assert running.known["demo"] == made
    matching = running.as_role("admin", organisation=made["organisation"]).matching
    assert len(list(matching.coaches())) == 12


def test_somebody_of_the_staff_and_a_coach_are_invited_and_known_again(running):
    from cli.services import ask_service

    ask_service("portal", "migrate")
    assert run("organisation", "add", "Harbor House").exit_code == 0
    first, again = (run("invite", "--role", "intake", "--name", "Maren") for _ in range(2))
    assert first.exit_code == again.exit_code == 0, first.output
    assert "/in/" in first.output and first.output != again.output
    here = this_installation()
    (maren,) = here.known["staff"].values()
    assert "Maren" not in here.notebook.read_text()
    assert "/in/" in run("invite", "--role", "supervisor", "--person", maren).output
    assert here.as_role("admin").notifications.preferences(maren)["digest"], "hears who is not back from the road"
    said = {"display_name": "Bobby", "language": "es", "time_zone": "America/Chicago"}
    bobby = here.as_role("admin").matching.register_coach(said, key="bobby")["id"]
    for who in (("--name", "Bobby"), ("--person", bobby)):
        assert "/in/" in run("invite", "--role", "coach", *who).output


def test_no_link_is_made_for_nobody(running):
    for words in (
        ("--role", "coach", "--person", "00000000-0000-0000-0000-000000000000"),
        ("--role", "intake", "--person", "00000000-0000-0000-0000-000000000000"),
        ("--role", "coach", "--name", "Nobody"),
        ("--role", "member", "--name", "Sam"),
        ("--role", "intake"),
    ):
        told = run("invite", *words)
        assert told.exit_code == 1 and "/in/" not in told.output and "Traceback" not in told.output
