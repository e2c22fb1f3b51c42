"""Two versions of a document side by side: their details and rows field by field, and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import registry
from governance.attached import changes
from governance.models import DocumentVersion
from governance.presenting.redline import LISTED, Entry, Redline, redline
from governance.presenting.redline_rows import ChangedRows, changed_fields, changed_rows, row_entries
from governance.presenting.text import text_of
from governance.rows import FieldChange
from governance.withheld import WHOLE, Disclosure, alike

DETAILS = "details"


@dataclass(frozen=True)
class Comparison:
    """What `governance/compare.html` and the PDF of a comparison show."""

    older: DocumentVersion
    newer: DocumentVersion
    rows: Sequence[ChangedRows]
    texts: Redline
    files: Sequence[str] = ()  # what changed among the attachments, in sentences
    seen: tuple[Disclosure, Disclosure] = (WHOLE, WHOLE)  # what the reader reads of each

    @property
    def why(self) -> str:
        """What the newer version says of its change, as far as the reader may know."""
        newer = self.newer
        return newer.change_summary if self.seen[1].shows_summary_of(newer.pk) else ""

    @property
    def is_partial(self) -> bool:
        """Whether something of either is withheld from the reader, so that what is the same here may differ there."""
        return not all(seen.is_all for seen in self.seen)

    @property
    def is_same(self) -> bool:
        return not self.rows and not self.files and self.texts.is_same

    @property
    def entries(self) -> list[Entry]:
        """The changes of rows one by one or, where they are many, by their set; then those of the texts."""
        if self.changed_rows <= LISTED:
            return [*(Entry(*entry) for entry in row_entries(self.rows)), *self.texts.listed]
        return [*map(_of_set, self.rows), *self.texts.listed]

    @property
    def changed_rows(self) -> int:
        return sum(len(each.rows) for each in self.rows)

    @property
    def changes(self) -> int:
        return self.changed_rows + len(self.files) + self.texts.changes


def comparison(
    older: DocumentVersion,
    newer: DocumentVersion,
    seen: tuple[Disclosure, Disclosure],
    *,
    everything: bool,
) -> Comparison:
    """Two queries; of a draft one for its files, and one for each set of rows. `seen`: what is read of each."""
    seen = alike(*seen)
    then, now = text_of(older, seen[0]), text_of(newer, seen[1])
    details = [] if any(each.is_metadata and not each.is_whole for each in seen) else _details(older, newer)
    rows = (*details, *changed_rows(registry.row_sets(newer.document.kind), then, now))
    texts = redline(then, now, everything=everything)
    return Comparison(older, newer, rows, texts, changes(then.attachments, now.attachments), seen)


def _of_set(found: ChangedRows) -> Entry:
    count = len(found.rows)
    words = ngettext("%(heading)s: %(changes)d change", "%(heading)s: %(changes)d changes", count)
    return Entry(words % {"heading": found.heading, "changes": count}, found.anchor)


def _details(older: DocumentVersion, newer: DocumentVersion) -> list[ChangedRows]:
    """What stands on the cover."""
    heading = _("Details")
    lines = [
        (_("Title"), older.title, newer.title),
        (_("Protective marking"), older.full_marking, newer.full_marking),
        (_("Handling"), older.handling, newer.handling),
    ]
    fields = [FieldChange(heading, "", label, was, now) for label, was, now in lines if was != now]
    return [changed_fields(DETAILS, heading, fields)] if fields else []
