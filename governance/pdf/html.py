"""The HTML, style and pictures from which a version is printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone, translation

from governance.pdf.body import printed
from governance.pdf.facts import facts
from governance.pdf.render import ROOT, Printable

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.pdf.body import PrintedBody
    from governance.pdf.facts import Facts

FOLDER = ROOT / "templates" / "pdf"
ASSETS = {"rings.svg": FOLDER / "rings.svg"}


def printable(version: DocumentVersion) -> Printable:
    """All that is printed of a version, in its own language.

    Raises PdfRefused for a text beyond the limits.
    """
    with translation.override(version.language), timezone.override(None):
        return compose(facts(version), printed(list(version.sections.order_by("position", "key"))))


def compose(found: Facts, body: PrintedBody) -> Printable:
    """The page, style and pictures of what was gathered."""
    context = {"facts": found, "body": body, "lang": language_tag(found.language)}
    return Printable(render_to_string("pdf/document.html", context), _style(), dict(ASSETS), dict(body.links))


def document_html(version: DocumentVersion) -> str:
    """The page that is printed:

    cover, control block, contents, sections. Marked DRAFT unless it was published.
    """
    return printable(version).html


def language_tag(code: str) -> str:
    """Django's “en-gb” as the tag “en-GB” that a PDF declares."""
    language, dash, region = code.partition("-")
    return f"{language}{dash}{region.upper()}"


@cache
def _style() -> str:
    return Path(FOLDER / "document.css").read_text(encoding="utf-8")
