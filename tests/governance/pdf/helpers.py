"""What the tests of PDF share: small documents, and the two judges of every file that they make."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from io import BytesIO

import pdfua.rules.structure as structure_rules
import pikepdf
from pdfua import Severity, validate

from governance.kinds import PlainSection
from governance.pdf import render
from governance.pdf.body import printed
from governance.pdf.checks import faults
from governance.pdf.facts import Facts, HistoryLine
from governance.pdf.html import compose
from governance.pdf.render import ROOT
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


MEASURE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import weasyprint
from weasyprint.formatting_structure.boxes import TableBox, TableCellBox, TextBox
from weasyprint.text.fonts import FontConfiguration
from governance.pdf.paint import Assets

request = json.load(sys.stdin)
fetcher, fonts = Assets(request["assets"], request["pictures"]), FontConfiguration()
style = weasyprint.CSS(string=request["css"], url_fetcher=fetcher, font_config=fonts)
document = weasyprint.HTML(string=request["html"], url_fetcher=fetcher).render(stylesheets=[style], font_config=fonts)
found = {"pages": [], "outside": []}

def texts(box, left, right):
    for child in box.all_children() if hasattr(box, "all_children") else ():
        if isinstance(child, TextBox):
            yield child, left, right
        elif isinstance(child, TableCellBox):
            yield from texts(child, child.border_box_x(), child.border_box_x() + child.border_width())
        else:
            yield from texts(child, left, right)

def tables(box):
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from [child] if isinstance(child, TableBox) else tables(child)

for number, page in enumerate(document.pages, start=1):
    box = page._page_box
    for table in tables(box):
        if table.border_box_x() + table.border_width() > box.content_box_x() + box.width + 1:
            found["outside"].append([number, "a table is wider than the text"])
    found["pages"].append([round(box.margin_width()), round(box.margin_height())])
    for text, left, right in texts(box, 0, box.margin_width()):
        ends = text.position_x + text.width
        below = text.position_y + text.height
        if text.position_x < left - 1 or ends > right + 1 or text.position_y < 0 or below > box.margin_height() + 1:
            found["outside"].append([number, text.text[:60]])
json.dump(found, sys.stdout)
"""


def laid_out(printable):
    """Sizes of the pages in CSS pixels, each text that runs out of its page or cell, each table into the margin."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(ROOT)],
        input=json.dumps(render._request(printable)).encode(),
        capture_output=True,
        cwd=render.font_folders()[0],
        env=render._environment(),
        check=True,
        timeout=600,
    )
    found = json.loads(done.stdout)
    return [tuple(size) for size in found["pages"]], [tuple(each) for each in found["outside"]]
