"""What is left of a text for somebody who does not read the whole."""

from uuid import uuid4

import pytest

from governance.kinds import PlainSection, VersionText
from governance.withheld import Disclosure, Withheld, alike

WHY = "Section 31"
TEXT = VersionText(
    "Title",
    "en-gb",
    (
        PlainSection("a", "First", "One."),
        PlainSection("b", "Second", "Two."),
        PlainSection("c", "Third", "Three."),
    ),
    rows={
        "terms": [
            {"starts_on": "2025-04-01", "ends_on": "", "review_on": "", "contact": "Desk", "areas": "North"}
        ]
    },
)


def without(*parts, **more):
    return Disclosure(parts={each.part: each for each in parts}, **more)


def read(seen):
    return [(section.key, section.heading, section.body) for section in seen.of(TEXT).sections]


def test_a_section_keeps_its_heading_or_loses_heading_and_key():
    seen = without(Withheld("section:a", WHY), Withheld("section:b", WHY, hides_heading=True))

    assert read(seen) == [
        ("a", "First", "Withheld from the public\\. Section 31"),
        ("withheld-1", "A section is withheld", "Withheld from the public\\. Section 31"),
        ("c", "Third", "Three."),
    ]


def test_a_reason_is_no_markup():
    (_key, _heading, body), *_others = read(without(Withheld("section:a", "*See* [it](https://a.example)")))

    assert body == "Withheld from the public\\. \\*See\\* \\[it\\]\\(https://a\\.example\\)"


def test_days_stay_where_rows_are_withheld_and_columns_do_not_go():
    rows = without(Withheld("rows:terms", WHY)).of(TEXT).rows

    assert rows == {
        "terms": [{"starts_on": "2025-04-01", "ends_on": "", "review_on": "", "contact": "", "areas": ""}]
    }


def test_of_what_is_only_known_to_exist_no_text_is_left():
    left = Disclosure(is_metadata=True, reason=WHY).of(TEXT)

    assert (left.title, left.sections, left.attachments) == ("Title", (), ())
    assert left.rows["terms"][0]["contact"] == ""


def test_who_reads_the_whole_is_told_what_others_do_not_read():
    text = without(Withheld("section:b", WHY), is_whole=True).of(TEXT)

    assert (text.sections, text.withheld) == (TEXT.sections, {"section:b": WHY})


def test_what_one_of_two_withholds_both_do_and_the_heading_goes_where_it_goes_from_either():
    older, newer = alike(
        without(Withheld("section:a", WHY, hides_heading=True)),
        without(Withheld("section:a", "Section 40"), Withheld("section:b", WHY)),
    )

    assert read(older) == read(newer)
    assert {part: each.hides_heading for part, each in newer.parts.items()} == {
        "section:a": True,
        "section:b": False,
    }


@pytest.mark.parametrize(
    "other",
    [
        Disclosure(is_metadata=True, reason=WHY),
        without(Withheld("section:b", WHY), reason=WHY),
        without(Withheld("section:a", "Section 40"), reason=WHY),
        without(Withheld("section:a", WHY, hides_heading=True), reason=WHY),
        without(Withheld("section:a", WHY), reason="Section 40"),
        without(Withheld("section:a", WHY), reason=WHY, summaries=frozenset({uuid4()})),
    ],
)
def test_the_name_under_which_it_is_kept_differs_with_all_that_it_shows(other):
    seen = without(Withheld("section:a", WHY), reason=WHY)

    assert seen.key not in (other.key, "")
    assert Disclosure(is_whole=True, parts=seen.parts).key == ""
