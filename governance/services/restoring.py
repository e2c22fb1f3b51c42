"""The act that brings an old text back: as a new draft, which goes the way of every draft. Nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.services.documents import start_draft
from governance.services.locking import lock_document, lock_version
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import User


@act
def restore(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """The next draft, with the text and the rows of an old version. Returns the draft.

    Its change summary begins with where it comes from and why. Raises InvalidMove for a version that is being worked
    on itself and while another one is, ValidationError without a reason.
    """
    document = lock_document(version.document)
    version = lock_version(version)
    require(by, Can.DRAFT, document.organisation)
    if version.is_open:
        raise InvalidMove(
            _("Version %(number)s is being worked on. There is nothing to restore.")
            % {"number": version.number}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Say why you bring this text back.")})
    draft = start_draft(document, by=by, based_on=version)
    words = {"number": version.number, "reason": reason.strip()}
    draft.change_summary = (_("Brings back the text of version %(number)s. %(reason)s") % words)[:2000]
    draft.save(update_fields=["change_summary"])
    record(
        events.VERSION_RESTORED,
        draft,
        by=by,
        audience=[document.organisation],
        facts={"version": draft.number, "restored": version.number},
        reason=reason.strip(),
    )
    return draft
