"""Acts on the files that belong to a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from governance import events
from governance.files import store
from governance.models import Attachment
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from organisations.models import User
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.actors import HasActor
    from governance.files.types import CheckedFile
    from governance.models import DocumentVersion

MOST = 20  # files of one version
MOST_BYTES = 50 * 1024 * 1024  # ... together


@act
def attach(version: DocumentVersion, *, file: CheckedFile, by: HasActor, title: str = "") -> Attachment:
    """Adds a file to a draft. The same file under the same name again adds nothing.

    Raises InvalidMove for a version that left draft, ValidationError (of the field `file`) for one file too many, and
    for a name that another file has.
    """
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    there = list(version.attachments.in_order())
    same = next((row for row in there if row.sha256 == file.sha256), None)
    if same is not None and (same.name, same.title) == (file.name, title.strip()):
        return same
    _check_room(version, file, there)
    number = (version.attachments.aggregate(last=Max("number"))["last"] or 0) + 1
    attachment = Attachment(
        version=version,
        number=number,
        name=file.name,
        title=title.strip(),
        type=file.type,
        size=file.size,
        sha256=store.keep(file.content),
        added_by=by if isinstance(by, User) else None,
        added_at=timezone.now(),
    )
    attachment.full_clean()
    attachment.save()
    record(
        events.FILE_ATTACHED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "file": attachment.name, "sha256": attachment.sha256},
    )
    return attachment


def _check_room(version: DocumentVersion, file: CheckedFile, there: list[Attachment]) -> None:
    for row in there:
        if row.sha256 == file.sha256:
            raise ValidationError({"file": _("This file is attached already, as “%s”.") % row.label})
        if row.name.casefold() == file.name.casefold():
            raise ValidationError(
                {
                    "file": _(
                        "A file called “%s” is attached already. Remove it first, or give this one another name."
                    )
                    % row.name
                }
            )
    if len(there) >= MOST:
        raise ValidationError({"file": _("A version can have %d attachments. Remove one first.") % MOST})
    together = version.attachments.aggregate(sum=Sum("size"))["sum"] or 0
    if together + file.size > MOST_BYTES:
        raise ValidationError(
            {"file": _("The attachments of a version can have 50 MB together. Remove one first.")}
        )


@act
def detach(attachment: Attachment, *, by: User) -> DocumentVersion:
    """Takes a file off a draft; earlier versions keep theirs. A second time nothing happens.

    Raises InvalidMove for a version that left draft."""
    version = lock_version(attachment.version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    kept = version.attachments.filter(pk=attachment.pk).first()
    if kept is None:
        return version
    kept.delete()  # and not the caller's row, which must stay what it was where this act fails
    record(
        events.FILE_DETACHED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "file": attachment.name, "sha256": attachment.sha256},
    )
    return version
