"""What a new draft takes over from the version it starts from, beside its text."""

from __future__ import annotations

from governance.models import Attachment, DocumentVersion


def copy_attachments(source: DocumentVersion, version: DocumentVersion) -> None:
    """The same files, by whom they were added and when. Their bytes are in the storage already."""
    for row in source.attachments.in_order():
        copy = Attachment(
            version=version,
            number=row.number,
            name=row.name,
            title=row.title,
            type=row.type,
            size=row.size,
            sha256=row.sha256,
            added_by_id=row.added_by_id,
            added_at=row.added_at,
        )
        copy.full_clean()
        copy.save()
