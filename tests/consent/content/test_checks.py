"""Every check of every kind for service users finds its own omission, and nothing else does."""

from dataclasses import replace

import pytest

from consent import kinds
from governance.kinds import PlainSection, run_checks
from tests.consent.content.omissions import OMISSIONS, OTHER_WORDS
from tests.governance.content.filled import filled_in, filled_text, without

KINDS = {kind.key: kind for kind in kinds.KINDS}
PROSE = {"required-sections", "review", "placeholders", "links", "superseded", "signs", "reading-age"}
LEGITIMATE = {
    ("legitimate-interests", "Say which legitimate interests you pursue.")
}  # asked of few: a test of its own
CASES = [(kind, *row) for kind, rows in OMISSIONS.items() for row in rows]


def failing(kind, text):
    """How much each check finds wanting."""
    return {r.check.key: len(r.findings) for r in run_checks(kind, text) if not r.passed}


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.key)
def test_starting_text_passes_every_check_once_its_places_are_filled(kind):
    assert failing(kind, filled_text(kind)) == {}


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.key)
def test_starting_text_as_it_stands_asks_for_what_only_the_organisation_knows(kind):
    text = filled_text(kind)
    bare = replace(
        text, sections=tuple(PlainSection(m.key, m.heading, m.starting_text) for m in kind.sections)
    )
    left = {m.key for m in kind.sections if filled_in(m.starting_text) != m.starting_text}

    found = next(r.findings for r in run_checks(kind, bare) if r.check.key == "placeholders")

    assert {finding.section_key for finding in found} == left != set()


@pytest.mark.parametrize(("kind", "key", "phrases", "also"), CASES)
def test_a_check_finds_its_own_omission_and_it_alone(kind, key, phrases, also):
    kind = KINDS[kind]
    whole = filled_text(kind)

    text = without(whole, *phrases)

    assert text != whole
    assert set(failing(kind, text)) == {key, *also}


def test_every_check_and_everything_that_it_asks_for_has_an_omission():
    for kind in kinds.KINDS:
        whole = filled_text(kind)
        messages = {
            (key, finding.message)
            for key, phrases, _also in OMISSIONS[kind.key]
            for result in run_checks(kind, without(whole, *phrases))
            if result.check.key == key
            for finding in result.findings
        }
        nothing = replace(
            whole, sections=(PlainSection("x", "X", "Nothing. consent. legitimate interests."),)
        )
        asked = {
            (result.check.key, finding.message)
            for result in run_checks(kind, nothing)
            if result.check.key not in PROSE
            for finding in result.findings
        }
        assert asked - messages == (LEGITIMATE if kind is kinds.PRIVACY_NOTICE else set())
        keys = {key for key, _phrases, _also in OMISSIONS[kind.key]} | {key for key, _message in asked}
        assert {check.key for check in kind.checks} == PROSE | keys


def test_legitimate_interests_are_named_where_they_are_relied_on():
    kind = kinds.PRIVACY_NOTICE
    text = filled_text(kind)

    def with_basis(words):
        return replace(text, sections=(*text.sections, PlainSection("more", "More", words)))

    assert failing(kind, with_basis("For this we rely on legitimate interests.")) == {
        "legitimate-interests": 1
    }
    assert failing(kind, with_basis("Our legitimate interest is to prevent fraud.")) == {}


def test_the_right_to_object_stands_apart_from_the_rest():
    kind = kinds.PRIVACY_NOTICE
    text = filled_text(kind)

    def among_the_rest(heading, marks):
        words = f"You can have a copy, and you have the {marks}right to object{marks}."
        others = tuple(section for section in text.sections if section.key != "object")
        return replace(text, sections=(*others, PlainSection("object", heading, words)))

    assert failing(kind, among_the_rest("Your rights", "")) == {"object": 1}
    assert failing(kind, among_the_rest("Your rights", "**")) == {}
    assert failing(kind, among_the_rest("Your right to object", "")) == {}


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.key)
def test_each_required_section_is_missed_when_it_is_empty(kind):
    text = filled_text(kind)
    for model in kind.sections:
        emptied = replace(
            text,
            sections=tuple(replace(s, body="") if s.key == model.key else s for s in text.sections),
        )
        assert ("required-sections" in failing(kind, emptied)) is model.required


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("placeholders", "Call [name]."),
        ("links", "Click [here](https://northshire.example)."),
        ("superseded", "This follows the Data Protection Act 1998."),
        ("signs", "\u65e5\u672c"),
        (
            "reading-age",
            "Notwithstanding responsibilities, confidentiality considerations predominate. " * 12,
        ),
    ],
)
def test_checks_of_all_prose_are_there(kind, key, words):
    text = filled_text(kind)
    more = PlainSection("more", "More", words)

    assert set(failing(kind, replace(text, sections=(*text.sections, more)))) == {key}


@pytest.mark.parametrize(("kind", "key", "words"), OTHER_WORDS)
def test_a_check_is_content_with_other_words(kind, key, words):
    kind = KINDS[kind]
    text = replace(filled_text(kind), sections=(PlainSection("own", "Our words", words),))

    assert key not in failing(kind, text)


def test_a_finding_points_to_the_section_that_should_say_it():
    kind = kinds.PRIVACY_NOTICE

    found = {r.check.key: r.findings for r in run_checks(kind, without(filled_text(kind), "with:"))}

    assert [(f.section_key, f.message) for f in found["recipients"]] == [
        ("sharing", "Say with whom you share, by name or by kind.")
    ]
