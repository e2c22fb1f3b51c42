"""What of a version is withheld from the public, and what is left of its text for somebody who may not read the rest.

The frozen text and its fingerprint stay those of the whole: what is withheld is a decision beside them. This file only
takes away; `governance.disclosure` says from whom.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from uuid import UUID

from django.utils.translation import gettext as _

from governance import registry
from governance.kinds import PlainSection, SectionText, VersionText
from governance.rows import FrozenRow, Rows, RowSet

FILES, SUMMARY = "files", "summary"  # the attachments of a version, and its sentences of what changed and why
_SIGNS_OF_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~])")


def part_of_section(key: str) -> str:
    return f"section:{key}"


def part_of_rows(key: str) -> str:
    return f"rows:{key}"


@dataclass(frozen=True)
class Withheld:
    """One part that the public does not read, and why; `hides_heading`: not even what it is called."""

    part: str
    reason: str
    hides_heading: bool = False

    @property
    def sentence(self) -> str:
        return _("Withheld from the public. %(reason)s") % {"reason": self.reason}


@dataclass(frozen=True)
class Disclosure:
    """What one reader reads of one version.

    `is_whole`: everything, also what `parts` and `is_metadata` withhold from the public. `is_metadata`: the public
    reads no text at all. `summaries`: versions of the document whose sentences of what changed are withheld.
    """

    is_whole: bool = False
    is_metadata: bool = False
    reason: str = ""
    parts: Mapping[str, Withheld] = field(default_factory=dict)
    summaries: frozenset[UUID] = frozenset()

    def shows(self, part: str) -> bool:
        return self.is_whole or not (self.is_metadata or part in self.parts)

    def shows_summary_of(self, version: UUID) -> bool:
        return self.is_whole or not (self.is_metadata or version in self.summaries)

    @property
    def is_all(self) -> bool:
        """Whether the reader misses nothing."""
        return self.is_whole or not (self.is_metadata or self.parts)

    @property
    def withholds(self) -> bool:
        """Whether anything of the version is withheld from the public, whoever the reader is."""
        return self.is_metadata or bool(self.parts)

    @property
    def key(self) -> str:
        """The name under which what this reader may have is kept; empty for the whole."""
        if self.is_whole or not (self.withholds or self.summaries):
            return ""
        parts = sorted((each.part, each.hides_heading, each.reason) for each in self.parts.values())
        said = [self.is_metadata, self.reason, parts, sorted(map(str, self.summaries))]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def of(self, text: VersionText) -> VersionText:
        """What the reader reads of the text. Something stands in the place of each part that is withheld."""
        if self.is_whole:
            return replace(text, withheld={part: each.reason for part, each in self.parts.items()})
        if self.is_metadata:
            return replace(text, sections=(), rows=self._rows(text.rows), attachments=(), meant=frozenset())
        unnamed = count(1)
        sections = [self._section(each, unnamed) for each in text.sections]
        sections += self._in_place_of_rows(text)
        stand_ins = {part_of_section(each.key): each.body for each in sections if isinstance(each, StandIn)}
        files = text.attachments if self.shows(FILES) else ()
        return replace(
            text, sections=tuple(sections), rows=self._rows(text.rows), attachments=files, withheld=stand_ins
        )

    def _section(self, section: SectionText, unnamed: Iterator[int]) -> SectionText:
        """A section whose heading is withheld loses its key, too: that is often made of the heading."""
        withheld = self.parts.get(part_of_section(section.key))
        if withheld is None:
            return section
        if withheld.hides_heading:
            return StandIn(f"withheld-{next(unnamed)}", _("A section is withheld"), _plainly(withheld))
        return StandIn(section.key, section.heading, _plainly(withheld))

    def _in_place_of_rows(self, text: VersionText) -> Iterator[PlainSection]:
        """Behind all sections, so that these keep the numbers by which others call them."""
        for rows in registry.all_row_sets():
            withheld = self.parts.get(part_of_rows(rows.key))
            if withheld is not None and rows.of(text.rows):
                yield StandIn(f"withheld-{rows.key}", str(rows.heading), _plainly(withheld))
        withheld = self.parts.get(FILES)
        if withheld is not None and text.attachments:
            yield StandIn("withheld-files", _("Attachments"), _plainly(withheld))

    def _rows(self, rows: Rows) -> Rows:
        by_key = {each.key: each for each in registry.all_row_sets()}
        left = {
            key: found if self.shows(part_of_rows(key)) else _left_of(by_key.get(key), found)
            for key, found in rows.items()
        }
        return {key: found for key, found in left.items() if found}


class StandIn(PlainSection):
    """What stands in the place of a part that is withheld."""


def is_stand_in(section: SectionText) -> bool:
    return isinstance(section, StandIn)


WHOLE = Disclosure(is_whole=True)
CLOSED = Disclosure(is_metadata=True)


def alike(older: Disclosure, newer: Disclosure) -> tuple[Disclosure, Disclosure]:
    """For a comparison: what is withheld of one version counts as withheld of both, or it would seem to come or go."""
    parts = dict(older.parts)
    for part, each in newer.parts.items():
        known = parts.get(part, each)
        parts[part] = replace(each, hides_heading=each.hides_heading or known.hides_heading)
    return replace(older, parts=parts), replace(newer, parts=parts)


def _left_of(rows: RowSet | None, found: object) -> list[FrozenRow]:
    """What of rows is never withheld: the days of an agreement, say, without which it would seem to be in force."""
    if rows is None or not rows.always_shown or not isinstance(found, list | tuple):
        return []
    return [{key: value if key in rows.always_shown else "" for key, value in row.items()} for row in found]


def _plainly(withheld: Withheld) -> str:
    """The sentence as Markdown that reads as it was typed."""
    return _SIGNS_OF_MARKDOWN.sub(r"\\\1", withheld.sentence)


@dataclass(frozen=True)
class Part:
    """Something that can be withheld on its own; `is_section`: also without its heading."""

    part: str
    heading: str
    is_section: bool = False


def parts_of(text: VersionText) -> list[Part]:
    """What of a whole text can be withheld: its sections, the rows that it has, its files."""
    found = [Part(part_of_section(each.key), each.heading, is_section=True) for each in text.sections]
    for rows in registry.all_row_sets():
        if rows.of(text.rows):
            found.append(Part(part_of_rows(rows.key), str(rows.heading)))
    if text.attachments:
        found.append(Part(FILES, _("Attachments")))
    return found
