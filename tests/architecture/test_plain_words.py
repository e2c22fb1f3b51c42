"""What the register says of every kind of document: short sentences, no riddles, no law of the past."""

import csv
import re
from pathlib import Path

import pytest
from django import forms
from django.urls import get_resolver

from config.help.library import TASKS
from config.help.task import FOLDER
from governance import registry
from governance.content.checks.wording import sentences
from governance.content.reference import superseded

LONGEST = 25  # words
ROOT = Path(__file__).parents[2]
WORD = re.compile(r"\w+(?:[’'/.-]\w+)*")
ABBREVIATION = re.compile(r"\b[A-Z][A-Z&]+[A-Z]s?\b|\b[A-Z]{2}s?\b")
KNOWN_TO_ALL = {"UK", "NHS", "PDF", "QR", "CSV", "KB", "MB", "PNG", "JPEG"}
NAMES = {
    "OFFICIAL",
    "SENSITIVE",
    "NCC",
}  # a marking as it is printed, and the code of an organisation as an example
TAG = re.compile(r"<[^>]+>")  # Django lists its rules for passwords in HTML
CITATION = "Where this comes from:"  # begins a line of sources, cited as lawyers do
APPS = {"audit", "consent", "governance", "organisations", "practice", "protocols"}
KINDS = registry.kinds()
WITH_TEXTS = [kind for kind in KINDS if any(model.starting_text for model in kind.sections)]


def own_words(text):
    return text.split(CITATION)[0].split("Sources of the list:")[0]


def texts_of(kind):
    """What one reads in one go, with where it stands: a whole starting text, or the advice on one section."""
    yield "starting text", "\n\n".join(model.starting_text for model in kind.sections)
    for model in kind.sections:
        yield f"guidance on {model.key}", own_words(model.guidance)
        yield f"heading of {model.key}", model.heading
    yield "summary", str(kind.summary)
    for check in kind.checks:
        yield f"check {check.key}", str(check.label)


def rows_of_texts():
    """Starting texts that stand in tables, such as steps, whatever app they belong to."""
    for path in sorted(ROOT.glob("*/content/texts/**/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield (
                str(path.relative_to(ROOT)),
                "\n\n".join("\n\n".join(row.values()) for row in csv.DictReader(file)),
            )


def help_texts():
    """Each help text, label and choice of every form that a page of the register uses."""
    assert get_resolver().url_patterns  # every view is loaded, and so is its form
    for form in subclasses(forms.BaseForm):
        if form.__module__.split(".")[0] in APPS:
            for name, field in getattr(form, "base_fields", {}).items():
                yield f"{form.__name__}.{name}", TAG.sub("\n", f"{field.label or ''}\n\n{field.help_text}")


def pages_of_help(folder=FOLDER):
    """Each page of help as one reads it: title, summary and text."""
    for task in TASKS:
        text = (folder / f"{task.slug}.md").read_text(encoding="utf-8")
        yield f"help: {task.slug}", f"{task.title}\n\n{task.summary}\n\n{text}"


def subclasses(cls):
    for each in cls.__subclasses__():
        yield each
        yield from subclasses(each)


def everything():
    for kind in KINDS:
        for where, text in texts_of(kind):
            yield f"{kind.key}: {where}", text
    yield from rows_of_texts()
    yield from help_texts()
    yield from pages_of_help()


def too_long(text):
    return [sentence for sentence in sentences(text) if len(WORD.findall(sentence)) > LONGEST]


def unexplained(text):
    """Abbreviations whose first use neither stands in brackets behind the words nor has them in brackets behind it."""
    found = []
    for match in ABBREVIATION.finditer(text):
        short = match[0].removesuffix("s")
        if short in KNOWN_TO_ALL | NAMES or short in found:
            continue
        first = re.search(rf"\b{re.escape(short)}s?\b", text)
        before, after = text[: first.start()], text[first.end() :]
        in_brackets = re.search(r"\w[^\n()]*\((?:UK )?$", before) and after.startswith(")")
        if not in_brackets and not after.startswith(" ("):
            found.append(short)
    return found


def outdated(text):
    return [entry.key for entry in superseded() if entry.pattern.search(text)]


def test_there_is_something_to_read():
    read = dict(everything())

    assert {kind.key for kind in KINDS} >= {"code_of_practice", "privacy_notice", "complaints_procedure"}
    assert len(read) > 250
    assert sum(len(WORD.findall(text)) for text in read.values()) > 15_000


def test_no_sentence_is_longer_than_25_words():
    assert [(where, sentence) for where, text in everything() for sentence in too_long(text)] == []


def test_abbreviations_are_explained_at_first_use():
    assert [(where, short) for where, text in everything() for short in unexplained(text)] == []


def test_nothing_names_law_or_bodies_of_the_past():
    assert [(where, key) for where, text in everything() for key in outdated(text)] == []


@pytest.mark.parametrize("kind", WITH_TEXTS, ids=lambda kind: kind.key)
def test_every_section_has_guidance_with_points_and_a_text(kind):
    for model in kind.sections:
        points = [line for line in own_words(model.guidance).splitlines() if line.startswith("- ")]
        assert 2 <= len(points) <= 7, model.key
        assert re.findall(r"\{\w+\}", model.guidance + model.starting_text) == []
        assert len(WORD.findall(model.starting_text)) > 10, model.key


def test_a_long_sentence_planted_in_a_step_of_help_is_found(tmp_path):
    for file in FOLDER.glob("*.md"):
        (tmp_path / file.name).write_text(file.read_text())
    step = "2. Read why it changed, " + "and " * 25 + "then what changed."
    text = (FOLDER / "approve.md").read_text()
    (tmp_path / "approve.md").write_text(text.replace("2. Read why it changed, then what changed.", step))

    found = [where for where, text in pages_of_help(tmp_path) if too_long(text)]

    assert found == ["help: approve"]


def test_a_sentence_of_26_words_is_too_long():
    assert too_long("word " * 25 + ".") == []
    assert len(too_long("Short. " + "word " * 26 + ".\n\n- " + "item " * 26)) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the DPO. The data protection officer (DPO) knows.", ["DPO"]),
        ("Ask the data protection officer (DPO). The DPO knows.", []),
        ("Ask the DPO (data protection officer).", []),
        ("Under the General Data Protection Regulation (UK GDPR) you may.", []),
        ("The NHS in the UK. DPIAs are made.", ["DPIA"]),
    ],
)
def test_an_abbreviation_without_its_words_is_found(text, found):
    assert unexplained(text) == found
