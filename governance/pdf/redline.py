"""The HTML from which a comparison of two versions is printed, and the name under which its PDF is kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from governance import signs
from governance.canonical import fingerprint, freeze
from governance.pdf.facts import facts
from governance.pdf.html import ASSETS, FOLDER, language_tag
from governance.pdf.render import Printable, renderer
from governance.presenting.comparison import comparison
from organisations.models.organisation import Marking

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from governance.presenting.comparison import Comparison
    from governance.withheld import Disclosure

TEMPLATES = (
    "redline.html",
    "_redline_pieces.html",
    "_redline_block.html",
    "_redline_runs.html",
    "cover.html",
)


def printable_comparison(
    older: DocumentVersion,
    newer: DocumentVersion,
    seen: tuple[Disclosure, Disclosure],
    *,
    everything: bool,
) -> Printable:
    """All that is printed, in the language of the newer version."""
    with translation.override(newer.language):
        found = comparison(older, newer, seen, everything=everything)
        about = facts(newer, seen[1])
        status = [line for line in about.cover[1:] if line[1]]  # the first is the number
        about = replace(about, cover=(*_cover(found), *status), marking=_marking(older, newer), logo="")
        context = {"facts": about, "comparison": found, "lang": language_tag(newer.language)}
        html, _unknown = signs.printable(render_to_string("pdf/redline.html", context))
        return Printable(html, _style(), dict(ASSETS))


def _cover(found: Comparison) -> list[tuple[str, str]]:
    lines = [
        (_("What this is"), _("A comparison of two versions")),
        (_("Version"), found.newer.number),
        (_("Against version"), found.older.number),
        (_("Why it changed"), found.why),
    ]
    return [(label, value) for label, value in lines if value]


def name_of(
    older: DocumentVersion,
    newer: DocumentVersion,
    seen: tuple[Disclosure, Disclosure],
    *,
    everything: bool,
) -> str:
    """Differs whenever the comparison would print otherwise. A few queries where one of them is a draft."""
    parts: list[object] = [everything, renderer(), _style(), _templates()]
    parts += [each.key for each in seen]
    for version in (older, newer):
        content = version.content_sha256 or fingerprint(freeze(version))
        parts += [str(version.pk), version.state, version.change_summary, content]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _marking(*versions: DocumentVersion) -> str:
    """The stricter one: the text of both is printed."""
    order = list(Marking.values)
    strictest = max(versions, key=lambda version: order.index(version.marking))
    return strictest.full_marking


@cache
def _style() -> str:
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in ("document.css", "redline.css"))


@cache
def _templates() -> str:
    content = b"".join(Path(FOLDER / name).read_bytes() for name in TEMPLATES)
    return hashlib.sha256(content).hexdigest()
