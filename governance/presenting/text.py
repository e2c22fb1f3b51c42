"""The words of a version, from where they stand: frozen ones from their bytes, those of a draft from its sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.text import Truncator

from governance.attached import AttachedFile
from governance.canonical import thaw
from governance.kinds import SectionText, VersionText
from governance.markdown import plain
from governance.models import Body, DocumentVersion
from governance.redline import blocks

IDS_OF_THE_PAGE = {
    "main",
    "sr-menu",
    "contents-heading",
    "worked-on",
    "document-control",
    "document-attachments",
}
QUOTED = 320  # characters of the organisation's words on a front page


@dataclass(frozen=True)
class NumberedSection:
    """A section with the number that it is printed with."""

    number: int
    key: str
    heading: str
    body: str

    @property
    def anchor(self) -> str:
        """The id on the page: the key, unless the page itself uses that."""
        return f"section-{self.key}" if self.key in IDS_OF_THE_PAGE else self.key


def text_of(version: DocumentVersion) -> VersionText:
    """What a reader reads. One query; of a draft one for its files, and one for its sections unless they are loaded."""
    if version.content_sha256:
        return thaw(Body.objects.get(pk=version.content_sha256).unpacked())
    files = tuple(map(AttachedFile.of, version.attachments.in_order()))
    return replace(version.text(), attachments=files)


def texts_of(versions: Iterable[DocumentVersion]) -> dict[UUID, VersionText]:
    """The texts of frozen versions, by key of the version. One query."""
    frozen = {version.pk: version.content_sha256 for version in versions if version.content_sha256}
    bodies = Body.objects.in_bulk(set(frozen.values()))
    return {key: thaw(bodies[sha256].unpacked()) for key, sha256 in frozen.items()}


def numbered(text: VersionText) -> list[NumberedSection]:
    return [
        NumberedSection(number, section.key, section.heading, section.body)
        for number, section in enumerate(text.sections, start=1)
    ]


def opening_words(text: VersionText, key: str) -> str:
    """The first paragraph of a section, without formatting; of the first section with words where that is missing."""
    wanted = sorted(text.sections, key=lambda section: section.key != key)
    return next(filter(None, map(_first_paragraph, wanted)), "")


def _first_paragraph(section: SectionText) -> str:
    found = (block.text for block in blocks(section.body) if block.shape == "paragraph")
    return Truncator(" ".join(plain(next(found, "")).split())).chars(QUOTED)
