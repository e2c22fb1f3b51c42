import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from governance import registry
from governance.models import Document
from governance.services.imports import SIZE_LIMIT, import_document, read_document
from tests.factories.governance import CODE

TEXT = b"""Sharing with care

We share to protect people.

Scope and whom it binds

All of us.
"""
STATEMENT = settings.ROOT.parent / "shared" / "data" / "governance-statement.txt"


def read(data, name="code.txt", **fields):
    return read_document(data, name=name, kind=registry.kind(CODE), **fields)


def take(people, data=TEXT, by=None, **fields):
    fields.setdefault("name", "code.txt")
    return import_document(
        people.organisation, data=data, kind=registry.kind(CODE), by=by or people.officer, **fields
    )


def refused(data, name="code.txt"):
    with pytest.raises(ValidationError) as caught:
        read(data, name)
    return " ".join(caught.value.messages)


@pytest.mark.django_db
def test_import_makes_a_draft_with_the_sections_of_the_file(people):
    imported = take(people)

    version = imported.document.versions.get()
    assert (version.state, version.title, version.author) == ("draft", "Sharing with care", people.officer)
    assert [(s.key, s.heading, s.body) for s in version.sections.order_by("position")] == [
        ("sharing-with-care", "Sharing with care", "We share to protect people."),
        ("scope", "Scope and whom it binds", "All of us."),
    ]
    assert Event.objects.for_target(imported.document).get().verb == "document.created"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["manager", "practitioner", "auditor", "administrator", "stranger"])
def test_import_is_for_officers_of_the_organisation(people, name):
    with pytest.raises(PermissionDenied):
        take(people, by=getattr(people, name))

    assert not Document.objects.exists()


def test_words_are_counted_before_and_after():
    reading = read(TEXT)

    assert (reading.words, reading.words_out, reading.notes) == (16, 16, ())


@pytest.mark.skipif(not STATEMENT.exists(), reason="the real statement is kept beside the project")
def test_the_real_statement_keeps_every_word():
    reading = read(STATEMENT.read_bytes(), STATEMENT.name)

    assert [section.heading for section in reading.sections] == [
        "Sharing personal information: How governance supports good practice",
        "Information sharing governance frameworks",
        "Applicability of information sharing protocols (ISPs)",
    ]
    assert reading.words == reading.words_out == 993
    assert "specified personal information sharing activity" in reading.sections[1].body
    assert reading.sections[2].body.count("\n>\n") == 3


def test_a_lone_title_is_the_title_and_no_section():
    reading = read(b"# The Code\n\n## Scope\n\nAll.", "code.md")

    assert (reading.title, [s.heading for s in reading.sections]) == ("The Code", ["Scope"])


def test_another_title_leaves_the_first_heading_in_the_text():
    reading = read(b"# The Code\n\n## Scope\n\nAll.", "code.md", title="Our Code")

    assert (reading.title, [s.heading for s in reading.sections]) == ("Our Code", ["The Code", "Scope"])


def test_a_text_without_headings_becomes_one_section_named_after_the_file():
    reading = read(b"We share to protect people, and we say so.", "sharing-code.txt")

    assert [s.heading for s in reading.sections] == ["sharing code"]
    assert reading.notes == ("The text before the first heading stands under \u201csharing code\u201d.",)


def test_the_same_heading_twice_gets_two_keys():
    reading = read(b"# A\n\none\n\n# B\n\ntwo\n\n# A\n\nthree", "code.md")

    assert [s.key for s in reading.sections] == ["a", "b", "a-2"]


def test_a_windows_file_is_read_with_a_note():
    reading = read("Caf\u00e9 rules\n\nIt costs \u00a35, \u201cmore or less\u201d.\r\n".encode("cp1252"))

    assert reading.sections[0].body == "It costs \u00a35, \u201cmore or less\u201d."
    assert reading.notes[0].startswith("The file is not in UTF-8.")


@pytest.mark.parametrize(
    "marking",
    ["NOT PROTECTIVELY MARKED", "PROTECT", "PROTECT \u2013 PERSONAL", "RESTRICTED", "[OFFICIAL-SENSITIVE]"],
)
def test_a_marking_of_an_older_scheme_stays_as_text_and_is_told(marking):
    reading = read(f"# Sharing\n\n{marking}\n\nWe share.\n".encode(), "code.md")

    assert [s.body for s in reading.sections] == [f"{marking}\n\nWe share."]
    assert [note for note in reading.notes if f"is marked \u201c{marking.strip('[]')}\u201d" in note]


def test_words_that_only_look_like_a_marking_are_no_marking():
    text = "# Sharing\n\nPROTECT CHILDREN\n\nRestricted\n\n" + "We share.\n\n" * 10 + "RESTRICTED\n"

    assert read(text.encode(), "code.md").notes == ()


def test_the_mark_at_the_start_of_a_windows_file_is_no_word():
    assert read(b"\xef\xbb\xbfTitle\n\nWords.").sections[0].heading == "Title"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "This file is in PDF format."),
        (b"PK\x03\x04....", "This file is in Word format."),
        (b"{\\rtf1 text}", "This file is in RTF format."),
        (b"Text\x00with zero", "This is not a text file."),
        ("Text".encode("utf-16"), "This is not a text file."),
        (b"Caf\xe9 \x81\x8d", "The letters of this file cannot be read."),
        (b"a" * (SIZE_LIMIT + 1), "This file is larger than 5 MB"),
        (b"", "This file has no words in it."),
        (b"  \n\n -- \n", "This file has no words in it."),
        (b"".join(b"# H%d\n\ntext\n\n" % n for n in range(301)), "This file has 301 headings"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(data, says):
    assert refused(data).startswith(says)


@pytest.mark.django_db
def test_a_section_that_is_too_long_is_refused_and_nothing_stays(people):
    with pytest.raises(ValidationError):
        take(people, b"Title\n\n" + b"word " * 50_000)

    assert not Document.objects.exists()


def test_a_text_that_would_change_is_refused(monkeypatch):
    monkeypatch.setattr("governance.services.imports.result_text", lambda result: "Sharing care")

    assert refused(TEXT).startswith(
        "Nothing was imported: the text would change near \u201cSharing with care We"
    )
