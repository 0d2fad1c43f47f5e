import pytest
from marshmallow import ValidationError

from shared.contracts.fields import Id

CANONICAL = "01a21c40-4f1e-76ba-a5b7-5197d5a0a730"


@pytest.mark.parametrize("written", [CANONICAL, CANONICAL.upper(), CANONICAL.replace("-", ""), f"{{{CANONICAL}}}"])
def test_an_id_is_its_canonical_text_however_it_is_written(written):
    assert Id().deserialize(written) == CANONICAL


@pytest.mark.parametrize("written", [f"{CANONICAL}\n", CANONICAL[:-1], f"{CANONICAL[:-1]}g", 7, ""])
def test_what_is_no_id_is_refused(written):
    with pytest.raises(ValidationError):
        Id().deserialize(written)
