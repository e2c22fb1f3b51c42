"""Makes a draft of a text or Markdown file that an organisation already has. Nothing of it may be lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.acts import act
from governance.content.outline import (
    HEADING_LIMIT,
    Outline,
    first_difference,
    is_markdown,
    letters_lost,
    outline,
    result_text,
    source_text,
    words_of,
)
from governance.kinds import Kind, PlainSection
from governance.models import Document
from governance.services.documents import create_document
from organisations.models import Organisation, User

SIZE_LIMIT = 5 * 1024 * 1024  # bytes
SECTIONS_LIMIT = 300
TITLE_LIMIT = 200
MARKDOWN_ENDINGS = {".md", ".markdown"}
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word",
    b"\xd0\xcf\x11\xe0": "Word",
    b"{\\rtf": "RTF",
}
MARKED_WITHIN = 10  # lines with words, from the top
_MARKING = re.compile(
    r"(?:NOT PROTECTIVELY MARKED|PROTECT|RESTRICTED|CONFIDENTIAL|OFFICIAL)(?:[ -]*(?:SENSITIVE|[-–:(\[].*))?"
)
_WRITABLE = {0x09, 0x0A, 0x0B, 0x0C, 0x0D}  # control signs that a text may hold


@dataclass(frozen=True)
class Reading:
    """What a file holds: `words` as they stand in it and, the same, in the sections with the title."""

    title: str
    sections: tuple[PlainSection, ...]
    words: int
    words_out: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    document: Document
    reading: Reading


@act
def import_document(
    organisation: Organisation, *, data: bytes, name: str, kind: Kind, by: User, title: str = ""
) -> Imported:
    """A new document whose first draft holds every word of the file. `name` is the file's.

    Raises ValidationError for a file that cannot be read or would lose words, PermissionDenied.
    """
    reading = read_document(data, name=name, kind=kind, title=title)
    document = create_document(organisation, kind=kind, title=reading.title, by=by, sections=reading.sections)
    return Imported(document, reading)


def read_document(data: bytes, *, name: str, kind: Kind, title: str = "") -> Reading:
    """Takes the file apart and makes sure that nothing is lost; stores nothing. Raises ValidationError."""
    text, notes = _decoded(data)
    markdown = Path(name).suffix.lower() in MARKDOWN_ENDINGS or is_markdown(text)
    fallback = (title.strip() or Path(name).stem.replace("-", " ").replace("_", " ").strip())[:HEADING_LIMIT]
    result = outline(text, markdown=markdown, fallback_heading=fallback or str(kind.label))
    before, after = source_text(text, markdown=markdown), result_text(result)
    lost = first_difference(before, after) or (letters_lost(text, result) if markdown else None)
    if lost is not None:
        raise ValidationError(
            _("Nothing was imported: the text would change near “%(words)s”. Write that passage more simply.")
            % {"words": lost}
        )
    if not words_of(before):
        raise ValidationError(_("This file has no words in it."))
    if len(result.parts) > SECTIONS_LIMIT:
        raise ValidationError(
            _("This file has %(count)s headings; a document can have %(limit)s sections.")
            % {"count": len(result.parts), "limit": SECTIONS_LIMIT}
        )
    notes += [
        _("The text before the first heading stands under “%(heading)s”.") % {"heading": part.heading}
        for part in result.parts
        if part.added
    ]
    notes += [
        _(
            "The file is marked “%(marking)s”. That stands as text now: choose the marking of the draft yourself."
        )
        % {"marking": marking}
        for marking in _markings(text)
    ]
    return Reading(
        title=(title.strip() or result.title)[:TITLE_LIMIT],
        sections=_sections(result, kind, own_title=bool(title.strip()) and title.strip() != result.title),
        words=len(words_of(before)),
        words_out=len(words_of(after)),
        notes=tuple(notes),
    )


def _markings(text: str) -> list[str]:
    """Protective markings on lines of their own at the top, also of older schemes, such as “PROTECT – PERSONAL”."""
    lines = [bare for line in text.split("\n") if (bare := line.strip(" \t\f#*_[]"))][:MARKED_WITHIN]
    return list(dict.fromkeys(line for line in lines if _MARKING.fullmatch(line)))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text with one way to end lines, and what to tell about how it was read."""
    if len(data) > SIZE_LIMIT:
        raise ValidationError(
            _("This file is larger than 5 MB, which is the most that can be imported. Split it into several.")
        )
    for beginning, format_name in _OTHER_FORMATS.items():
        if data.startswith(beginning):
            raise ValidationError(
                _("This file is in %(format)s format. Save it as text (.txt) or Markdown (.md) first.")
                % {"format": format_name}
            )
    if any(byte < 0x20 and byte not in _WRITABLE for byte in data):
        raise ValidationError(_("This is not a text file. Save it as text in UTF-8, and import that."))
    notes = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as fault:
            raise ValidationError(
                _("The letters of this file cannot be read. Save it as text in UTF-8, and import that.")
            ) from fault
        notes.append(
            _("The file is not in UTF-8. It was read as Windows text: check quotation marks and pound signs.")
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"), notes


def _sections(result: Outline, kind: Kind, *, own_title: bool) -> tuple[PlainSection, ...]:
    """Sections with keys: the kind's own where the heading is the same, else made of the heading.

    A title that stands alone is the title of the document and no section, unless another title was given.
    """
    parts = result.parts[1:] if result.lone_title and not own_title else result.parts
    known = {model.heading.casefold(): model.key for model in kind.sections}
    taken: set[str] = set()
    sections = []
    for part in parts:
        key = free_key(known.get(part.heading.casefold()) or slug(part.heading), taken)
        taken.add(key)
        sections.append(PlainSection(key, part.heading, part.body))
    return tuple(sections)


def slug(heading: str) -> str:
    """At most 50 letters, cut between words."""
    whole = slugify(heading)
    return whole if len(whole) <= 50 else whole[:51].rpartition("-")[0] or whole[:50]


def free_key(stem: str, taken: set[str]) -> str:
    stem = stem or "section"
    return next(key for n in range(1, 10_000) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)
