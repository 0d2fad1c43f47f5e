import pytest

from services.matching.domain.likeness import marks


def in_common(one, other):
    shared = marks(one).keys() & marks(other).keys()
    kinds = {marks(one)[mark] for mark in shared}
    return next((kind for kind in ("whole", "word", "sound") if kind in kinds), None)


@pytest.mark.parametrize("one, other, how", [
    ("Ada", "ada ", "whole"),
    ("O'Neil-Díaz, Roberta", "roberta oneil diaz", "whole"),
    ("José de la Cruz", "Cruz Jose", "whole"),
    ("Bobby (Roberta)", "Roberta", "word"),
    ("Bob", "Robert", "word"),
    ("Paco", "Francisco", "word"),
    ("Chuy Ortega", "Jesús", "word"),
    ("Jon", "John", "word"),
    ("Vanessa", "Banesa", "sound"),
    ("Stefany", "Stephanie", "sound"),
    ("Gimenez", "Jiménez", "sound"),
    ("Ada", "Eve", None),
    ("王芳", "王芳", "whole"),
])  # fmt: skip
def test_names_are_alike_as_a_desk_would_think_so(one, other, how):
    assert in_common(one, other) == how


@pytest.mark.parametrize("name", ["-", "…", "de la", "A", "x" * 10_000])
def test_a_name_always_leaves_a_mark(name):
    assert "whole" in marks(name).values()
