"""The words of a version, from where they stand: frozen ones from their bytes, those of a draft from its sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.text import Truncator

from governance import registry
from governance.attached import AttachedFile
from governance.blocks import blocks
from governance.canonical import thaw
from governance.kinds import PlainSection, SectionText, VersionText
from governance.markdown import plain
from governance.models import Body, DocumentVersion
from governance.references import resolved
from governance.withheld import Disclosure, part_of_section

IDS_OF_THE_PAGE = {
    "main", "sr-menu", "contents-heading", "worked-on", "document-control", "document-attachments",
}  # fmt: skip
IDS_OF_ROWS = ("rows-", "step-")
QUOTED = 320  # characters of the organisation's words on a front page


@dataclass(frozen=True)
class NumberedSection:
    """A section with the number that it is printed with."""

    number: int
    key: str
    heading: str
    body: str
    withheld: str = ""  # why the public does not read it

    @property
    def anchor(self) -> str:
        """The id on the page: the key, unless the page itself or one of its rows may use that."""
        taken = self.key in IDS_OF_THE_PAGE or self.key.startswith(IDS_OF_ROWS)
        return f"section-{self.key}" if taken else self.key


def text_of(version: DocumentVersion, seen: Disclosure, *, linked: bool = False) -> VersionText:
    """What a reader reads; with `linked`, references to rows lead to them on the page. One query.

    Of a draft one for its files, and one for its rows; where a kind has sets that are read apart, one for each.
    """
    return seen.of(whole_text_of(version, linked=linked and seen.is_all))


def whole_text_of(version: DocumentVersion, *, linked: bool = False) -> VersionText:
    """All that is written, whoever may read it: for those who write, and for what is taken apart before it is shown."""
    return resolved(as_written(version), linked=linked)


def as_written(version: DocumentVersion) -> VersionText:
    """The same with its tokens as they stand."""
    if version.content_sha256:
        return thaw(Body.objects.get(pk=version.content_sha256).unpacked())
    files = tuple(map(AttachedFile.of, version.attachments.in_order()))
    return replace(version.text(), attachments=files)


def read_as(version: DocumentVersion, body: str) -> str:
    """A text that somebody types into a draft as it will be read, its references to rows in words."""
    sections = (PlainSection("typed", "", body),)
    typed = VersionText(version.title, version.language, sections, rows=registry.rows_of(version))
    return resolved(typed).sections[0].body


def whole_texts_of(versions: Iterable[DocumentVersion]) -> dict[UUID, VersionText]:
    """The same of several frozen versions, by key of the version. One query."""
    return {key: resolved(text) for key, text in frozen_texts_of(versions).items()}


def frozen_texts_of(versions: Iterable[DocumentVersion]) -> dict[UUID, VersionText]:
    """The same with their tokens as they stand. One query."""
    frozen = {version.pk: version.content_sha256 for version in versions if version.content_sha256}
    bodies = Body.objects.in_bulk(set(frozen.values()))
    return {key: thaw(bodies[sha256].unpacked()) for key, sha256 in frozen.items()}


def numbered(text: VersionText) -> list[NumberedSection]:
    return [
        NumberedSection(
            number,
            section.key,
            section.heading,
            section.body,
            text.withheld.get(part_of_section(section.key), ""),
        )
        for number, section in enumerate(text.sections, start=1)
    ]


def opening_words(text: VersionText, key: str) -> str:
    """The first paragraph of a section, without formatting; of the first section with words where that is missing."""
    wanted = sorted(text.sections, key=lambda section: section.key != key)
    return next(filter(None, map(_first_paragraph, wanted)), "")


def _first_paragraph(section: SectionText) -> str:
    found = (block.text for block in blocks(section.body) if block.shape == "paragraph")
    return Truncator(" ".join(plain(next(found, "")).split())).chars(QUOTED)
