"""The HTML, style and pictures from which a version is printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone, translation

from governance.pdf.facts import facts
from governance.pdf.render import ROOT, Printable
from governance.pdf.schedules import body_of
from governance.withheld import WHOLE
from organisations.models import Logo

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.pdf.body import PrintedBody
    from governance.pdf.facts import Facts
    from governance.withheld import Disclosure

FOLDER = ROOT / "templates" / "pdf"
ASSETS = {"rings.svg": FOLDER / "rings.svg"}


def printable(version: DocumentVersion, seen: Disclosure = WHOLE) -> Printable:
    """All that is printed of a version, in its own language, for one reader or another.

    Raises PdfRefused for a text beyond the limits.
    """
    with translation.override(version.language), timezone.override(None):
        found = facts(version, seen)
        logo = bytes(Logo.objects.get(pk=found.logo).data) if found.logo else b""
        return compose(found, body_of(version, seen), logo=logo)


def compose(
    found: Facts, body: PrintedBody, *, logo: bytes = b"", pictures: Mapping[str, bytes] | None = None
) -> Printable:
    """The page, style and pictures of what was gathered; `logo` holds the bytes that the facts name, `pictures` those
    that schedules name."""
    context = {"facts": found, "body": body, "lang": language_tag(found.language)}
    html = render_to_string("pdf/document.html", context)
    shown = {found.logo: logo} if found.logo else {}
    all_shown = {**shown, **body.pictures, **(pictures or {})}
    return Printable(html, _style(), dict(ASSETS), dict(body.links), all_shown)


def document_html(version: DocumentVersion) -> str:
    """The page that is printed:

    cover, control block, contents, sections. Marked DRAFT unless it was published or is open for signature.
    """
    return printable(version).html


def language_tag(code: str) -> str:
    """Django's “en-gb” as the tag “en-GB” that a PDF declares."""
    language, dash, region = code.partition("-")
    return f"{language}{dash}{region.upper()}"


@cache
def _style() -> str:
    return Path(FOLDER / "document.css").read_text(encoding="utf-8")
