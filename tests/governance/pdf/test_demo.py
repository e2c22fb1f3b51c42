"""Every version of the demo on paper: sound in both judges, each word of its text in its place."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command

from benchmarks.pdf import text_of
from governance.markdown import plain
from governance.models import DocumentVersion
from governance.pdf.html import printable
from governance.pdf.render import to_pdf
from tests.governance.pdf.helpers import assert_sound, words_of


@pytest.mark.django_db
@pytest.mark.parametrize(
    "chosen",
    [{"document__reference": "HLT-COP-0001"}, pytest.param({}, marks=pytest.mark.long)],
    ids=["one", "all"],
)
def test_every_version_of_the_demo_is_printed_sound(chosen, tmp_path, record_property):
    call_command("seed_demo", stdout=StringIO())
    versions = DocumentVersion.objects.filter(**chosen)
    pages = 0

    for version in versions.for_page().order_by("document__reference", "major", "minor"):
        what = printable(version)
        pdf = to_pdf(what)
        pages += pdf.pages
        assert_sound(pdf.content, tmp_path, what.html)
        text, at = words_of(pdf.content), 0
        for section in version.sections.order_by("position", "key"):
            # word by word without full stops: between the two the address of a link may stand
            for word in re.findall(r"\w+", f"{section.heading} {plain(section.body)}"):
                found = text.find(word, at)
                assert found >= 0, f"{version}, {section.key}: {word}"
                at = found + len(word)

    count = versions.count()
    assert count == (1 if chosen else 7)
    record_property(
        "figure", f"{count} versions of the demo on {pages} pages: 0 errors, 0 warnings, every word in order"
    )


@pytest.mark.parametrize("pages", [1, 10, pytest.param(50, marks=pytest.mark.long)])
def test_a_long_text_is_printed_sound(pages, tmp_path):
    what = text_of(pages)

    assert_sound(to_pdf(what).content, tmp_path, what.html)
