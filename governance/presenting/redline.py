"""A comparison of two texts in the words of its page: changes as links, unchanged sections folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from governance.kinds import VersionText
from governance.presenting.redline_blocks import Run, runs
from governance.presenting.redline_words import number_of, of_section, of_the_whole, what
from governance.redline import Op, SectionChange, compare
from governance.redline_moves import with_moves

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
    """What `templates/components/redline.html` shows."""

    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]
    changed_sections: int
    shows_everything: bool = True

    @property
    def listed(self) -> list[Entry]:
        """The changes one by one, or, where they are many, by section."""
        if len(self.entries) <= LISTED:
            return list(self.entries)
        sections = [part.section for part in self.parts if part.section is not None]
        return [Entry(of_section(section.change), section.anchor) for section in sections]

    @property
    def is_same(self) -> bool:
        return not self.entries


def redline(old: VersionText, new: VersionText, *, everything: bool = True) -> Redline:
    """The older text against the newer one. Without `everything` the changes, and what stands next to them."""
    return present(with_moves(compare(old, new, unchanged=everything)), everything=everything)


def present(changes: Iterable[SectionChange], *, everything: bool = True) -> Redline:
    """A comparison ready to be shown."""
    entries: list[Entry] = []
    sections = [_section(change, entries, everything) for change in changes]
    parts: list[Part] = []
    for changed, group in groupby(sections, key=lambda section: section.change.is_changed):
        if changed:
            parts += [Part(section) for section in group]
        else:
            parts.append(Part(None, tuple(group)))
    changed_sections = sum(section.change.is_changed for section in sections)
    return Redline(tuple(entries), tuple(parts), changed_sections, everything)


def _section(change: SectionChange, entries: list[Entry], everything: bool) -> ShownSection:
    shown = ShownSection(change, tuple(runs(change.key, change.blocks, everything=everything)))
    entries += [Entry(text, shown.anchor) for text in of_the_whole(change)]
    if change.op in (Op.ADDED, Op.REMOVED):
        return shown
    for block in (block for run in shown.runs for block in run.blocks):
        if block.is_changed and not block.has_gone_elsewhere:
            text = _("Section %(number)s: %(what)s") % {"number": shown.number, "what": what(block)}
            entries.append(Entry(text, block.anchor))
    return shown
