"""The frozen content of a version: the exact bytes that are hashed, and later signed and compared.

Format `sharing-register.document/1`: canonical JSON of what a reader reads.
No state, no review date, nobody's standing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from audit.canonical import canonical
from governance import attached, registry
from governance.attached import AttachedFile
from governance.kinds import PlainSection, SectionText, VersionText
from governance.models.version import DocumentVersion
from governance.rows import Rows

FORMAT = "sharing-register.document/1"


def freeze(version: DocumentVersion) -> bytes:
    """The canonical bytes of a version as it is stored now."""
    return frozen(
        version,
        version.sections.order_by("position", "key"),
        frozen_rows(version),
        map(AttachedFile.of, version.attachments.in_order()),
    )


def frozen_rows(version: DocumentVersion) -> Rows:
    """What each set of rows of a version holds; of those that came later only what there is."""
    held = registry.rows_of(version)
    sets = registry.row_sets(version.document.kind)
    return {rows.key: held[rows.key] for rows in sets if held[rows.key] or not rows.is_left_out_empty}


def frozen(
    version: DocumentVersion,
    sections: Iterable[SectionText],
    rows: Rows,
    attachments: Iterable[AttachedFile] = (),
) -> bytes:
    """The canonical bytes of a version with these sections, rows and attached files, all in order."""
    document = version.document
    organisation = document.organisation
    return canonical(
        {
            "format": FORMAT,
            "organisation": {
                "code": organisation.code,
                "name": organisation.name,
                "legal_name": organisation.legal_name,
            },
            "reference": document.reference,
            "kind": document.kind,
            "version": version.number,
            "title": version.title,
            "language": version.language,
            "marking": version.marking,
            "handling": version.handling,
            "sections": [
                {"key": section.key, "heading": section.heading, "body": section.body} for section in sections
            ],
            "rows": rows,
            "attachments": attached.as_frozen(attachments),
        }
    )


def fingerprint(content: bytes) -> str:
    """SHA-256 of frozen content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def thaw(content: bytes) -> VersionText:
    """What a reader reads, from frozen content. Raises ValueError for bytes of another format."""
    found = json.loads(content)
    if found.get("format") != FORMAT:
        raise ValueError(f"not a frozen document: {found.get('format')!r}")
    sections = tuple(PlainSection(s["key"], s["heading"], s["body"]) for s in found["sections"])
    return VersionText(
        found["title"],
        found["language"],
        sections,
        rows=found["rows"],
        attachments=attached.thawed(found["attachments"]),
    )
