import pytest
from cryptography.exceptions import InvalidTag

from shared.db.sealing import KEY_BYTES, Sealer, seal, unseal
from shared.kernel.ids import new_id

ADA, BO = new_id(), new_id()
SEALER = Sealer("matching", "k1", {"k1": b"1" * KEY_BYTES})


def key_of(person, sealer=SEALER):
    return sealer.person_key(person, sealer.new_person_key(person))


def test_what_was_sealed_is_read_again():
    key = key_of(ADA)
    text = seal(key, {"name": "Siobhán"}, place="people.profile", row=ADA)
    assert "Siobh" not in text
    assert unseal(key, text, place="people.profile", row=ADA) == {"name": "Siobhán"}


@pytest.mark.parametrize("moved", [{"place": "people.note", "row": ADA}, {"place": "people.profile", "row": BO}])
def test_what_was_moved_elsewhere_is_refused(moved):
    key = key_of(ADA)
    text = seal(key, "a story", place="people.profile", row=ADA)
    with pytest.raises(InvalidTag):
        unseal(key, text, **moved)


def test_nobody_else_s_key_opens_it():
    text = seal(key_of(ADA), "a story", place="people.profile", row=ADA)
    with pytest.raises(InvalidTag):
        unseal(key_of(BO), text, place="people.profile", row=ADA)


def test_a_wrapped_key_belongs_to_one_person_and_one_service():
    wrapped = SEALER.new_person_key(ADA)
    with pytest.raises(InvalidTag):
        SEALER.person_key(BO, wrapped)
    with pytest.raises(InvalidTag):
        Sealer("scheduling", "k1", SEALER.keys).person_key(ADA, wrapped)


def test_an_older_key_still_opens_what_it_closed():
    newer = Sealer("matching", "k2", {**SEALER.keys, "k2": b"2" * KEY_BYTES})
    wrapped = SEALER.new_person_key(ADA)
    assert newer.person_key(ADA, wrapped) == SEALER.person_key(ADA, wrapped)
    assert newer.new_person_key(ADA).startswith("v1.k2.")


def test_a_blind_mark_is_the_same_for_the_same_text_and_purpose_alone():
    mark = SEALER.blind("jo@example.org", purpose="address")
    assert mark == SEALER.blind("jo@example.org", purpose="address")
    assert (
        len({mark, SEALER.blind("jo@example.org", purpose="name"), SEALER.blind("jo@example.com", purpose="address")})
        == 3
    )


def test_keys_are_not_in_what_is_printed():
    assert "1111" not in repr(SEALER)
