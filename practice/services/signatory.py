"""The act that says who signs a statement of support."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import registry
from governance.models import DocumentVersion
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from organisations.models import User
from organisations.permissions import Can, require
from practice import events
from practice.models import Signatory
from practice.rows import SIGNATORY


class StaleSignatory(ValidationError):
    """Somebody named another signatory in between. `theirs` is what is stored now."""

    def __init__(self, theirs: Signatory) -> None:
        super().__init__(_("Somebody changed this before you. Nothing was saved."), code="conflict")
        self.theirs = theirs


def has_signatory(version: DocumentVersion) -> bool:
    return SIGNATORY in registry.row_sets(version.document.kind)


@act
def name_signatory(
    version: DocumentVersion, *, by: User, name: str, post: str, signed_on: date | None, base: int
) -> Signatory:
    """Says who signs a draft, in which post, and on which day if that is known. `base` is the lock that was seen.

    `base` is 0 where nobody was named. Raises StaleSignatory when somebody named another since, InvalidMove when the
    version left draft or its kind is not signed so. Saying the same again changes nothing and writes no line.
    """
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if not has_signatory(version):
        raise InvalidMove(_("This kind of document has no signatory."))
    row = Signatory.objects.select_for_update().filter(version=version).first()
    wanted = (" ".join(name.split()), " ".join(post.split()), signed_on)
    if row is not None and (row.name, row.post, row.signed_on) == wanted:
        return row
    if row is not None and row.lock != base:
        raise StaleSignatory(row)
    if row is None:
        row = Signatory(version=version, lock=0)
    row.name, row.post, row.signed_on = wanted
    row.lock += 1
    row.full_clean()
    row.save()
    record(
        events.SIGNATORY_NAMED,
        version,
        by=by,
        audience=[version.organisation],
        facts={
            "version": version.number,
            "name": row.name,
            "post": row.post,
            "signed_on": signed_on.isoformat() if signed_on else "",
        },
    )
    return row
