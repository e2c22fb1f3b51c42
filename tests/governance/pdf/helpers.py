"""What the tests of PDF share: small documents, and the two judges of every file that they make."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import pdfua.rules.structure as structure_rules
import pikepdf
from pdfua import Severity, validate

from governance.kinds import PlainSection
from governance.pdf.body import printed
from governance.pdf.checks import faults
from governance.pdf.facts import Facts, HistoryLine
from governance.pdf.html import compose
from governance.pdf.words import Reader

original = structure_rules.as_integer

MARKDOWN = """
See [the **long** guidance](https://www.example.org/guidance), again [the guidance](https://www.example.org/guidance),
or write to [us](mailto:ig@northshire.example).

## Steps

1. The control room lists every child → by 7pm.
2. The council checks the list.
   - one way
   - another way

### Later

> Use your judgement, then write down what you did and why.

## What the notice holds

| Item | Why it is needed |
| --- | --- |
| Name | To find the child |
| Date of birth | To tell two children apart |
"""


def as_integer(value):
    """Asked for an attribute, an array of pikepdf 10 raises ValueError; the checker would skip its rule."""
    return None if isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) else original(value)


structure_rules.as_integer = as_integer


def make_facts(**changes):
    words = {
        "organisation": "Northshire County Council",
        "kind": "Code of Practice",
        "reference": "NCC-COP-0001",
        "title": "Sharing to protect",
        "number": "2.1",
        "language": "en-gb",
        "marking": "OFFICIAL",
        "draft_word": "",
        "cover": (("Version", "2.1"), ("In force from", "1 December 2026")),
        "control": (("Reference", "NCC-COP-0001"), ("Protective marking", "OFFICIAL")),
        "versions": (HistoryLine("2.1", "1 December 2026", "Shorter", "Joy Okoro"),),
        "address": "https://register.example/documents/NCC-COP-0001/",
        "author": "Northshire County Council",
        "stamp": "2026-11-24T09:00:00Z",
    }
    return Facts(**{**words, **changes})


def make_printable(*bodies, logo=b"", **changes):
    if logo:
        changes["logo"] = hashlib.sha256(logo).hexdigest()
    sections = [
        PlainSection(f"s{n}", f"Heading {n}", body) for n, body in enumerate(bodies or [MARKDOWN], start=1)
    ]
    return compose(make_facts(**changes), printed(sections), logo=logo)


def headings_in(html):
    """Level and words of each heading of the HTML, in the order of the document."""
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", html, re.DOTALL)
    return [(int(level), " ".join(re.sub(r"<[^>]+>", "", words).split())) for level, words in found]


def assert_sound(content, tmp_path, html=None):
    """No error and no warning from pdfua, every rule of it run; nothing found by our own checks."""
    file = tmp_path / "judged.pdf"
    file.write_bytes(content)
    report = validate(str(file))
    assert [
        finding for finding in report.findings if finding.severity in (Severity.ERROR, Severity.WARNING)
    ] == []
    assert [outcome.rule_id for outcome in report.skipped] == []
    assert faults(content, headings=headings_in(html) if html else None) == []


def words_of(content):
    """All words that the tree holds, in reading order, without spaces (a line's last is not painted)."""
    with pikepdf.Pdf.open(BytesIO(content)) as pdf:
        reader = Reader(pdf)
        return "".join(reader.text(pdf.Root.StructTreeRoot).split())
