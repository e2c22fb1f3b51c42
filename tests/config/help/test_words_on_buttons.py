"""Every link and button that a page of help names, in bold, is there under that very name."""

import re

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from config.context import ways
from config.help.library import TASKS
from organisations import panels
from tests.people import make_people

BOLD = re.compile(r"\[?\*\*(.+?)\*\*")
TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))
OF_NOTHING = {"components.html", "help.html", "help_task.html"}  # what they name is no part of the product
PASSED_ON = re.compile(r'{%\s*translate "([^"]+)" as (?:\w*button|\w*link|words|back_text) ')
FILLED_IN = re.compile(r"asvar button[^%]*%}(.*?){%")
HIDDEN = re.compile(r'<span class="govuk-visually-hidden">.*?</span>', re.DOTALL)
CHOICE = re.compile(r"<(a|button|summary)\b[^>]*>(.*?)</\1>", re.DOTALL)
TRANSLATED = re.compile(r"""{%\s*translate ("|')(.*?)\1[^%]*%}""")
TAG = re.compile(r"{%.*?%}")
VALUE = re.compile(r"{{.*?}}")


def chosen_in(source):
    """The words on each link and button of a template, and on what unfolds; each branch of a choice alone."""
    yield from PASSED_ON.findall(source)
    yield from FILLED_IN.findall(source)
    for _kind, inner in CHOICE.findall(source):
        yield from TAG.split(strip_tags(TRANSLATED.sub(r"\2", HIDDEN.sub("", inner))))


def pattern(words):
    """What a template fills in can be any words."""
    return re.compile(".+".join(re.escape(part) for part in VALUE.split(" ".join(words.split()))))


@pytest.fixture
def is_there(db, rf):
    """Whether these words stand on a link or button."""
    request = rf.get("/")
    request.user = make_people().auditor
    sources = (path.read_text(encoding="utf-8") for path in TEMPLATES if path.name not in OF_NOTHING)
    found = {words for source in sources for words in chosen_in(source)}
    found |= {str(way.text) for way in ways(request)}
    found |= {str(entry.text) for entry in (*panels._ways, *panels._people_ways, *panels._settings.values())}
    # what is nothing but filled in would be any words
    patterns = [pattern(words) for words in found if re.search(r"\w", VALUE.sub("", words))]
    return lambda words: any(each.fullmatch(words) for each in patterns)


def test_every_link_and_button_that_help_names_is_there(is_there):
    named = {(task.slug, words) for task in TASKS for words in BOLD.findall(task.text)}

    assert len(named) > 100
    assert sorted(each for each in named if not is_there(each[1])) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Publish version 2.0", True),
        ("Sign in", True),
        ("Publish it for ever", False),
        ("Publish version", False),
        ("No such button", False),
    ],
)
def test_a_button_that_is_not_there_is_found(is_there, words, expected):
    assert is_there(words) is expected
