"""The text of a template as bytes that are kept by their hash, and back again.

Format `sharing-register.template/1`: canonical JSON of the sections in order. Guidance is not part of it: it is
advice beside the text, and follows the product.
"""

from __future__ import annotations

import json

from audit.canonical import canonical
from governance.kinds import WRITTEN_IN, Kind, PlainSection, SectionText, VersionText
from governance.models import Body, TemplateVersion

FORMAT = "sharing-register.template/1"


def has_text(kind: Kind) -> bool:
    """Whether the kind comes with a text to start from."""
    return any(model.starting_text.strip() for model in kind.sections)


def as_bytes(kind: Kind, language: str = WRITTEN_IN) -> bytes:
    """The starting text of a kind as the product has it today."""
    sections = [PlainSection(model.key, model.heading, model.starting_text) for model in kind.sections]
    return written(VersionText(str(kind.label), language, tuple(sections)), kind.key)


def written(text: VersionText, kind: str) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "kind": kind,
            "language": text.language,
            "sections": [
                {"key": section.key, "heading": section.heading, "body": section.body}
                for section in text.sections
            ],
        }
    )


def read(content: bytes, title: str) -> VersionText:
    """Raises ValueError for bytes of another format."""
    found = json.loads(content)
    if found.get("format") != FORMAT:
        raise ValueError(f"not a template: {found.get('format')!r}")
    sections = tuple(PlainSection(s["key"], s["heading"], s["body"]) for s in found["sections"])
    return VersionText(title, found["language"], sections)


def same_section(one: SectionText, other: SectionText) -> bool:
    """Whether two sections read the same, heading and text."""
    return (one.heading, one.body.strip()) == (other.heading, other.body.strip())


def text_of(version: TemplateVersion) -> VersionText:
    """What the template says. One query."""
    body = Body.objects.get(pk=version.content_sha256)
    return read(body.unpacked(), str(version.template))
