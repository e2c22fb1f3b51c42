"""Two versions of an agreement beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance import registry
from governance.kinds import VersionText
from governance.models import DocumentVersion
from governance.presenting.redline import Redline, redline
from governance.presenting.text import text_of
from governance.rows import FieldChange, row_changes
from governance.withheld import Disclosure, alike
from protocols.presenting.changes import Difference, differences


@dataclass(frozen=True)
class Comparison:
    """Two versions: their fields one by one, and the texts of their sections."""

    older: DocumentVersion
    newer: DocumentVersion
    fields: Sequence[Difference]
    texts: Redline
    seen: tuple[Disclosure, Disclosure]

    @property
    def is_partial(self) -> bool:
        """Whether something of either is withheld from the reader."""
        return not all(seen.is_all for seen in self.seen)

    @property
    def is_same(self) -> bool:
        return not self.fields and self.texts.is_same

    @property
    def why(self) -> str:
        """What the newer version says of its change; nothing where they were chosen the other way round."""
        forth = (self.older.major, self.older.minor) < (self.newer.major, self.newer.minor)
        return self.newer.change_summary if forth and self.seen[1].shows_summary_of(self.newer.pk) else ""


def compare(
    older: DocumentVersion, newer: DocumentVersion, seen: tuple[Disclosure, Disclosure]
) -> Comparison:
    """Two queries. `seen`: what the reader reads of each."""
    seen = alike(*seen)
    return compare_texts(older, newer, (text_of(older, seen[0]), text_of(newer, seen[1])), seen)


def compare_texts(
    older: DocumentVersion,
    newer: DocumentVersion,
    texts: tuple[VersionText, VersionText],
    seen: tuple[Disclosure, Disclosure],
) -> Comparison:
    """The same of texts that were read already."""
    then, now = texts
    changes = row_changes(registry.row_sets(newer.document.kind), then.rows, now.rows)
    if then.title != now.title:
        changes.insert(0, FieldChange("", "", _("Title"), then.title, now.title))
    return Comparison(older, newer, differences(changes), redline(then, now), seen)
