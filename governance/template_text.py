"""The text of a template as bytes that are kept by their hash, and back again.

Format `sharing-register.template/1`: canonical JSON of the sections in order; `/2`: also of the rows, such as steps,
where the kind has some to start from. Guidance is not part of it: it is advice beside the text, and follows the
product.
"""

from __future__ import annotations

import json
from typing import Any

from audit.canonical import canonical
from governance import registry
from governance.kinds import WRITTEN_IN, Kind, PlainSection, SectionText, VersionText
from governance.models import Body, TemplateVersion
from governance.rows import FrozenRow, Rows

FORMAT = "sharing-register.template/1"
WITH_ROWS = "sharing-register.template/2"


def has_text(kind: Kind) -> bool:
    """Whether the kind comes with a text to start from."""
    return any(model.starting_text.strip() for model in kind.sections)


def as_bytes(kind: Kind, language: str = WRITTEN_IN) -> bytes:
    """The starting text of a kind as the product has it today."""
    return written(own_text(kind, language), kind.key)


def own_text(kind: Kind, language: str = WRITTEN_IN) -> VersionText:
    """What the kind brings: its headings alone in another language than its texts."""
    whole = language == WRITTEN_IN
    sections = tuple(
        PlainSection(model.key, model.heading, model.starting_text if whole else "")
        for model in kind.sections
    )
    return VersionText(str(kind.label), language, sections, rows=starting_rows(kind) if whole else {})


def starting_rows(kind: Kind) -> Rows:
    """The rows that the kind brings, in the language of its texts."""
    return {rows.key: rows.starting() for rows in registry.row_sets(kind.key) if rows.starting is not None}


def written(text: VersionText, kind: str) -> bytes:
    content: dict[str, Any] = {  # Any: what canonical JSON can hold
        "format": WITH_ROWS if text.rows else FORMAT,
        "kind": kind,
        "language": text.language,
        "sections": [
            {"key": section.key, "heading": section.heading, "body": section.body}
            for section in text.sections
        ],
    }
    if text.rows:
        content["rows"] = {key: [dict(row) for row in rows] for key, rows in text.rows.items()}
    return canonical(content)


def read(content: bytes, title: str) -> VersionText:
    """Raises ValueError for bytes of another format."""
    found = json.loads(content)
    if found.get("format") not in (FORMAT, WITH_ROWS):
        raise ValueError(f"not a template: {found.get('format')!r}")
    sections = tuple(PlainSection(s["key"], s["heading"], s["body"]) for s in found["sections"])
    return VersionText(title, found["language"], sections, rows=found.get("rows", {}))


def same_section(one: SectionText, other: SectionText) -> bool:
    """Whether two sections read the same, heading and text."""
    return (one.heading, one.body.strip()) == (other.heading, other.body.strip())


def same_row(one: FrozenRow, other: FrozenRow) -> bool:
    """Whether two rows say the same."""
    return {**one} == {**other}


def text_of(version: TemplateVersion) -> VersionText:
    """What the template says. One query."""
    body = Body.objects.get(pk=version.content_sha256)
    return read(body.unpacked(), str(version.template))
