"""Documents in a list, each with the versions that matter today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from governance.models import Document, DocumentVersion
from governance.presenting.shelf import Shelf


@dataclass(frozen=True)
class DocumentRow:
    """One document: what is in force, and what is being worked on or waits for its day."""

    document: Document
    shelf: Shelf

    @property
    def newest(self) -> DocumentVersion:
        return self.shelf.versions[0]

    @property
    def title(self) -> str:
        return (self.shelf.in_force or self.newest).title

    @property
    def shown(self) -> list[DocumentVersion]:
        """The versions whose standing the list shows, the one in force first."""
        found = [self.shelf.in_force, self.shelf.scheduled, self.shelf.being_worked_on]
        return [version for version in found if version is not None] or [self.newest]


def document_rows(documents: Iterable[Document], on: date) -> list[DocumentRow]:
    """No query: `shown` was fetched with the documents."""
    rows = []
    for document in documents:
        versions: Sequence[DocumentVersion] = getattr(document, "shown", [])
        for version in versions:
            version.document, version.beside = document, versions
        rows.append(DocumentRow(document, Shelf(versions, on)))
    return rows
