"""From an uploaded Word file to the sections of a draft: by acts, and with real files."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance import word_states
from governance.files import store
from governance.models import Document, WordImport
from governance.services import word_imports
from governance.word_states import WordState
from tests.factories.word import heading, make_docx, packed, paragraph, parts_of, table
from tests.governance.word_world import read_word, uploaded_word
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
people = made_once(make_people)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def headings(found):
    return [(part["heading"], part["place"]) for part in found.report["parts"]]


def test_headings_become_the_sections_that_they_are_most_like(people):
    found = read_word(people)

    assert (found.state, found.report["title"]) == ("ready", "Sharing Policy")
    assert headings(found) == [
        ("Our commitment", "commitment"),
        ("Who gives advice", ""),
        ("Local arrangements", ""),
    ]


def test_a_draft_holds_each_part_where_somebody_put_it_and_the_rest_of_its_kind_empty(people):
    found = read_word(people)

    document = word_imports.make_draft(
        found, by=people.officer, title="Our policy", places=["commitment", "security", "own"]
    )

    draft = document.versions.get()
    texts = {section.key: (section.heading, section.body) for section in draft.sections.all()}
    assert (draft.state, draft.title) == ("draft", "Our policy")
    assert texts["commitment"] == (
        "Our commitment",
        "Good sharing protects people.\n\nWe share promptly",
    )
    assert texts["security"][1] == (
        "**Ask the officer**\n\n1. Say what you need\n2. Say why\n\n- a name\n\n### Where it applies\n\n"
        "| Team | Phone |\n| --- | --- |\n| Housing | 01 \\| 02 |"
    )
    assert texts["local-arrangements"] == ("Local arrangements", "Only here.")
    kinds_own = {model.key for model in document.kind_model.sections}
    assert kinds_own - {"commitment", "security"} == {key for key, text in texts.items() if not text[1]}


def test_parts_are_joined_and_left_out_as_somebody_says(people):
    found = read_word(people)

    document = word_imports.make_draft(
        found, by=people.officer, title="Policy", places=["commitment", "out", "join"]
    )

    bodies = [section.body for section in document.versions.get().sections.all() if section.body]
    assert bodies == [
        "Good sharing protects people.\n\nWe share promptly\n\n## Local arrangements\n\nOnly here."
    ]


def test_what_has_no_place_in_a_draft_is_counted(people):
    found = read_word(people)

    assert found.report["counts"] == {"contents": 1, "inserted": 1, "deleted": 1, "pictures": 1}
    assert (found.report["numbers"], found.report["missing"]) == (2, [])


def test_words_that_the_reader_would_lose_are_named(people):
    """A chart has words, but mammoth does not read them."""
    chart = "<w:p><w:r><w:unknown><w:r><w:t>Vanishing words</w:t></w:r></w:unknown></w:r></w:p>"

    found = read_word(people, make_docx(heading("Our commitment"), paragraph("We share."), chart))

    assert (found.report["missing"], found.report["missing_count"]) == (["Vanishing", "words"], 2)


def test_a_file_without_styles_is_parted_at_its_bold_lines(people):
    bold = [paragraph("1. Our commitment", marks="<w:b/>"), paragraph("We share."),
            paragraph("Advice on sharing", marks="<w:b/>"), paragraph("Call.")]  # fmt: skip

    found = read_word(people, make_docx(*bold))

    assert [part["heading"] for part in found.report["parts"]] == ["Our commitment", "Advice on sharing"]
    assert (found.report["title"], found.report["counts"]) == ("policy", {"bold_headings": 2})


def test_text_before_the_first_heading_gets_a_heading_of_ours(people):
    found = read_word(people, make_docx(paragraph("Title", "Title"), paragraph("Before."), heading("Scope")))

    first = found.report["parts"][0]
    assert (first["heading"], first["added"], first["body"]) == ("Introduction", True, "Before.")


def test_merged_and_nested_tables_lose_no_word(people):
    merged = table([["One", "Two"], ["Three", "Four"]]).replace(
        "<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', 1
    )
    nested = table([["Outer", "Inner"]]).replace("</w:tc>", table([["Deep", "Deeper"]]) + "<w:p/></w:tc>", 1)

    found = read_word(people, make_docx(heading("Scope"), merged, paragraph("Between."), nested))

    assert (found.report["missing"], found.report["counts"]) == ([], {"tables_merged": 1, "tables_nested": 1})
    assert "| One |  | Two |" in found.report["parts"][0]["body"]


def test_signs_that_look_like_markdown_stay_signs(people):
    odd = "1. no list * and _this_ [that](x) | a <b> &amp; # no heading"

    found = read_word(
        people, make_docx(heading("Scope"), paragraph(odd), paragraph("# none"), paragraph("- none"))
    )

    assert found.report["missing"] == []
    assert found.report["parts"][0]["body"] == (
        "1\\. no list \\* and \\_this\\_ \\[that](x) \\| a <b> \\&amp; # no heading\n\n\\# none\n\n\\- none"
    )


def test_a_file_that_hides_something_is_not_taken_and_says_why(people):
    """It slipped past the form, as a file that was changed in the storage would."""
    found = uploaded_word(people)
    parts = {**parts_of(paragraph("We share.")), "word/vbaProject.bin": b"x"}
    WordImport.objects.filter(pk=found.pk).update(sha256=store.keep(packed(parts)))
    from governance.jobs.running import run_now

    run_now(found.job)

    found.refresh_from_db()
    assert (found.state, found.refusal[:29]) == ("refused", "This file has macros in it. S")


def test_nothing_is_published_and_nothing_made_before_somebody_says_so(people):
    found = read_word(people)

    assert not Document.objects.exists()
    assert found.document is None


def test_the_same_upload_and_the_same_draft_twice_make_one(people):
    found = uploaded_word(people)
    again = uploaded_word(people, key=found.pk)
    word_imports.note_read(again, by=people.officer, report=read_word(people).report)

    first = word_imports.make_draft(found, by=people.officer, title="P", places=["own", "own", "own"])
    second = word_imports.make_draft(found, by=people.officer, title="P", places=["own", "own", "own"])

    assert (again.pk, second.pk) == (found.pk, first.pk)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("places", [["own"], ["own", "own", "nonsense"], ["out", "out", "out"]])
def test_a_draft_wants_a_place_for_each_part_and_at_least_one_text(people, places):
    found = read_word(people)

    with pytest.raises(ValidationError):
        word_imports.make_draft(found, by=people.officer, title="Policy", places=places)

    assert not Document.objects.exists()


def test_who_may_not_write_here_makes_no_draft(people):
    found = read_word(people)

    for person in (people.practitioner, people.stranger, people.auditor):
        with pytest.raises(PermissionDenied):
            word_imports.make_draft(found, by=person, title="P", places=["own", "own", "own"])


def test_the_log_tells_what_was_done_and_no_word_of_the_file(people):
    found = read_word(people)
    document = word_imports.make_draft(found, by=people.officer, title="P", places=["own", "own", "own"])

    told = {event.verb: event.facts for event in Event.objects.for_target(found)}
    assert set(told) == {"word.uploaded", "word.read", "word.drafted"}
    assert told["word.read"] == {"parts": 3, "words": found.report["words"]}
    assert told["word.drafted"]["document"] == document.reference


def test_a_file_that_was_given_up_becomes_no_draft(people):
    found = word_imports.give_up(read_word(people), by=people.officer)

    with pytest.raises(InvalidMove, match="cannot become"):
        word_imports.make_draft(found, by=people.officer, title="P", places=["own", "own", "own"])


@pytest.mark.parametrize(("here", "there"), sorted(product(WordState.values, WordState.values)))
def test_states_over_their_whole_square(here, there):
    allowed = {
        ("reading", "ready"), ("reading", "refused"), ("reading", "given_up"),
        ("ready", "drafted"), ("ready", "given_up"),
    }  # fmt: skip

    assert word_states.allows(here, there) == ((here, there) in allowed)
