"""A comparison of two texts in the words of its page: changes as links, unchanged sections folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from governance.kinds import VersionText
from governance.presenting.redline_blocks import Run, runs
from governance.presenting.redline_rows import ChangedRows, changed_rows, row_entries
from governance.presenting.redline_words import changes_in, number_of, of_section, of_the_whole, what
from governance.redline import Op, SectionChange, compare
from governance.redline_moves import with_moves
from governance.rows import RowSet

LISTED = 12  # changes that are listed one by one


@dataclass(frozen=True)
class ShownSection:
    change: SectionChange
    runs: tuple[Run, ...]

    @property
    def number(self) -> int:
        return number_of(self.change)

    @property
    def anchor(self) -> str:
        return f"section-{self.change.key}"

    @property
    def is_added(self) -> bool:
        return self.change.op is Op.ADDED

    @property
    def is_removed(self) -> bool:
        return self.change.op is Op.REMOVED


@dataclass(frozen=True)
class Part:
    """A changed section, or neighbouring sections that did not change and are folded."""

    section: ShownSection | None
    folded: tuple[ShownSection, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of the list of changes."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Redline:
    """What `templates/components/redline.html` shows. `changes`: how many there are."""

    parts: tuple[Part, ...]
    changes: int
    changed_sections: int
    shows_everything: bool = True
    rows: tuple[ChangedRows, ...] = ()

    @property
    def listed_rows(self) -> list[Entry]:
        """The rows that differ, one by one."""
        return [Entry(*entry) for entry in row_entries(self.rows)]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Each change."""
        return tuple(entry for part in self.parts if part.section for entry in _entries(part.section))

    @property
    def listed(self) -> list[Entry]:
        """The changes one by one, or, where they are many, by section."""
        if self.changes <= LISTED:
            return list(self.entries)
        sections = [part.section for part in self.parts if part.section is not None]
        return [Entry(of_section(section.change), section.anchor) for section in sections]

    @property
    def is_same(self) -> bool:
        return not self.changes and not self.rows


def redline(
    old: VersionText, new: VersionText, row_sets: Sequence[RowSet] = (), *, everything: bool = True
) -> Redline:
    """The older text against the newer one, and of these sets of rows what differs. Without `everything` the changes,
    and what stands next to them."""
    found = present(with_moves(compare(old, new, unchanged=everything)), everything=everything)
    return replace(found, rows=changed_rows(row_sets, old, new))


def present(changes: Iterable[SectionChange], *, everything: bool = True) -> Redline:
    """A comparison ready to be shown."""
    sections = [
        ShownSection(change, tuple(runs(change.key, change.blocks, everything=everything)))
        for change in changes
    ]
    parts: list[Part] = []
    for changed, group in groupby(sections, key=lambda section: section.change.is_changed):
        if changed:
            parts += [Part(section) for section in group]
        else:
            parts.append(Part(None, tuple(group)))
    changed_sections = [section.change for section in sections if section.change.is_changed]
    number = sum(changes_in(change) for change in changed_sections)
    return Redline(tuple(parts), number, len(changed_sections), everything)


def _entries(section: ShownSection) -> Iterator[Entry]:
    for text in of_the_whole(section.change):
        yield Entry(text, section.anchor)
    if section.is_added or section.is_removed:
        return
    for block in (block for run in section.runs for block in run.blocks):
        if block.is_changed and not block.has_gone_elsewhere:
            text = _("Section %(number)s: %(what)s") % {"number": section.number, "what": what(block)}
            yield Entry(text, block.anchor)
