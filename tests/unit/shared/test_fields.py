import pytest
from marshmallow import ValidationError

from shared.contracts.fields import Id, Language

CANONICAL = "01a21c40-4f1e-76ba-a5b7-5197d5a0a730"


@pytest.mark.parametrize("written", [CANONICAL, CANONICAL.upper(), CANONICAL.replace("-", ""), f"{{{CANONICAL}}}"])
def test_an_id_is_its_canonical_text_however_it_is_written(written):
    assert Id().deserialize(written) == CANONICAL


@pytest.mark.parametrize("written", [f"{CANONICAL}\n", CANONICAL[:-1], f"{CANONICAL[:-1]}g", 7, ""])
def test_what_is_no_id_is_refused(written):
    with pytest.raises(ValidationError):
        Id().deserialize(written)


@pytest.mark.parametrize("tag", ["en", "ase", "pt-BR", "es-419", "de-Latn-DE-1996-abcdefgh-ijklmno-qr"])
def test_a_language_is_a_tag_for_which_everybody_has_room(tag):
    assert len(tag) <= 35 and Language().deserialize(tag) == tag


@pytest.mark.parametrize("tag", ["e", "english", "en_US", "en\n", "en-" + "-".join(["latn"] * 7)])
def test_what_is_no_language_or_too_long_for_one_is_refused(tag):
    with pytest.raises(ValidationError):
        Language().deserialize(tag)
