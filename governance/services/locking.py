"""Locks a row and reads it again: the first step of an act. Documents before versions, versions before sections."""

from __future__ import annotations

from governance.models import Document, DocumentVersion, Section


def lock_document(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document.pk)


def lock_documents(*documents: Document) -> list[Document]:
    """Several, as they were named; locked in the order of their keys, so that no two acts wait for each other."""
    locked = {key: lock_document(each) for key, each in sorted({each.pk: each for each in documents}.items())}
    return [locked[each.pk] for each in documents]


def lock_version(version: DocumentVersion) -> DocumentVersion:
    return (
        DocumentVersion.objects.select_for_update(of=("self",))
        .select_related("document__organisation")
        .get(pk=version.pk)
    )


def lock_section(section: Section) -> Section:
    return (
        Section.objects.select_for_update(of=("self",))
        .select_related("version__document__organisation")
        .get(pk=section.pk)
    )
