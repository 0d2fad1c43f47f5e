"""A sender's name outlives its process, and no start leaves a name too many."""

from threading import Thread

from services.notifications.actions.sender_name import SenderName, names_left


def test_whoever_starts_while_a_colleague_looks_waits_and_takes_the_name_that_is_left(tmp_path):
    SenderName.take(tmp_path).release()
    taken = []
    with names_left(tmp_path) as left:
        starts = Thread(target=lambda: taken.append(SenderName.take(tmp_path)))
        starts.start()
        starts.join(0.2)
        assert not taken
    starts.join()
    assert [name.text for name in taken] == left
    assert [path.name for path in (tmp_path / "senders").glob("*.lock")] == ["1.lock"]
    taken[0].release()


def test_of_two_who_look_at_once_one_finds_the_names_and_nobody_waits(tmp_path):
    SenderName.take(tmp_path).release()
    with names_left(tmp_path) as left, names_left(tmp_path) as again:
        assert (len(left), again) == (1, [])


def test_a_name_held_by_a_living_colleague_and_what_is_no_name_are_passed_over(tmp_path):
    held = SenderName.take(tmp_path)
    (tmp_path / "senders" / "old.lock").touch()
    (tmp_path / "senders" / "2.lock").mkdir()
    with names_left(tmp_path) as left:
        assert left == []
    third = SenderName.take(tmp_path)
    assert third.text.endswith("-3")
    held.release()
    third.release()


def test_where_nobody_has_sent_yet_no_name_is_left(tmp_path):
    with names_left(tmp_path) as left:
        assert left == []
