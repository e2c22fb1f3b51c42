import pytest

from governance import registry
from governance.content.likeness import places, without_number
from tests.factories.governance import CODE


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Our commitment", "commitment"),
        ("3.1 Consent", "consent"),
        ("Section 4: Information security", "security"),
        ("SCOPE OF THIS POLICY", "scope"),
        ("Review and monitoring", "monitoring"),
        ("Complaints procedure", "complaints"),
        ("Local arrangements", ""),
        ("Data quality", ""),
    ],
)
def test_a_heading_finds_the_section_that_it_is_like(heading, expected):
    assert places([heading], registry.kind(CODE).sections) == [expected]


def test_a_section_is_given_to_the_heading_most_like_it_alone():
    found = places(["Training for managers", "Training"], registry.kind(CODE).sections)

    assert found == ["", "training"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2.1 Scope", "Scope"),
        ("A. Scope", "Scope"),
        ("Appendix 3: Forms", "Forms"),
        ("2018 Act", "2018 Act"),
        ("A guide", "A guide"),
        ("3.", "3."),
    ],
)
def test_typed_numbers_are_taken_from_headings(heading, expected):
    assert without_number(heading) == expected
