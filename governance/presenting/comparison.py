"""Two versions of a document side by side: their details and rows field by field, and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import registry
from governance.attached import changes
from governance.models import DocumentVersion
from governance.presenting.redline import Entry, Redline, redline
from governance.presenting.text import text_of
from governance.rows import FieldChange, RowDifference, row_differences

DETAILS = "details"


@dataclass(frozen=True)
class RowGroup:
    """The rows of one set that differ."""

    key: str
    heading: str
    rows: Sequence[RowDifference]

    @property
    def anchor(self) -> str:
        return f"rows-{self.key}"

    @property
    def entry(self) -> Entry:
        changes = len(self.rows)
        words = ngettext("%(heading)s: %(changes)d change", "%(heading)s: %(changes)d changes", changes)
        return Entry(words % {"heading": self.heading, "changes": changes}, self.anchor)


@dataclass(frozen=True)
class Comparison:
    """What `governance/compare.html` and the PDF of a comparison show."""

    older: DocumentVersion
    newer: DocumentVersion
    groups: Sequence[RowGroup]
    texts: Redline
    files: Sequence[str] = ()  # what changed among the attachments, in sentences

    @property
    def is_same(self) -> bool:
        return not self.groups and not self.files and self.texts.is_same

    @property
    def entries(self) -> list[Entry]:
        return [*(group.entry for group in self.groups), *self.texts.listed]

    @property
    def changes(self) -> int:
        return sum(len(group.rows) for group in self.groups) + len(self.files) + self.texts.changes


def comparison(older: DocumentVersion, newer: DocumentVersion, *, everything: bool) -> Comparison:
    """Two queries; of a draft one for its files, and one for each set of rows."""
    then, now = text_of(older), text_of(newer)
    found = _details(older, newer)
    found += row_differences(registry.row_sets(newer.document.kind), then.rows, now.rows)
    groups = {
        row.key: RowGroup(row.key, row.heading, [r for r in found if r.key == row.key]) for row in found
    }
    texts = redline(then, now, everything=everything)
    return Comparison(older, newer, list(groups.values()), texts, changes(then.attachments, now.attachments))


def _details(older: DocumentVersion, newer: DocumentVersion) -> list[RowDifference]:
    """What stands on the cover."""
    heading = _("Details")
    lines = [
        (_("Title"), older.title, newer.title),
        (_("Protective marking"), older.full_marking, newer.full_marking),
        (_("Handling"), older.handling, newer.handling),
    ]
    fields = tuple(FieldChange(heading, "", label, was, now) for label, was, now in lines if was != now)
    return [RowDifference(DETAILS, heading, "", "changed", fields)] if fields else []
