from tests.service.cli.conftest import run


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
