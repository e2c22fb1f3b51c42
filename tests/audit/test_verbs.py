import pytest

from audit.verbs import VERBS, declare


def test_declared_verb_is_registered():
    assert str(VERBS["act.refused"]) == "act.refused"
    assert VERBS["act.refused"].changes_data is False


def test_verb_declared_twice_is_refused():
    with pytest.raises(ValueError, match="declared already"):
        declare("act.refused", "again", changes_data=False)


@pytest.mark.parametrize(
    "name", ["published", "version.Published", "version-published", "a.b.c", ".x", "version."]
)
def test_verb_that_is_not_noun_past_is_refused(name):
    with pytest.raises(ValueError, match=r"noun\.past"):
        declare(name, "x", changes_data=False)


def test_every_verb_has_a_sentence():
    assert [name for name, verb in VERBS.items() if not str(verb.sentence).strip()] == []
