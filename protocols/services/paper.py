"""The act that records an agreement from its signed paper: who signed it as it states, and its scan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.models.row import fault_of_line
from governance.files.types import FileType
from governance.kinds import Publication
from governance.models import DocumentVersion
from governance.services.attachments import attach
from governance.services.disclosure import decide_disclosure
from governance.withheld import FILES, Withheld, part_of_rows
from organisations.permissions import Can, require
from protocols import events
from protocols.services.recording import check_whole, enter_draft, enter_recorded

if TYPE_CHECKING:
    from governance.files.types import CheckedFile
    from organisations.models import Organisation, User
    from protocols.agreement import Agreement, PaperSignature

LONGEST = 200  # signs of a name or a post


@act
def record_from_paper(
    lead: Organisation, *, agreement: Agreement, scan: CheckedFile, by: User, key: UUID | None = None
) -> DocumentVersion:
    """Enters an agreement that was signed on paper, in force by its own dates, with its scan.

    It is nowhere shown as signed here. Where the public reads the agreement, the scan and the names stay withheld until
    somebody decides otherwise. Raises ValidationError for what `record_existing` refuses, a party for which nobody
    signed, a signature for no party or of a day to come, and a scan that is no PDF.
    """
    require(by, Can.PUBLISH, lead)
    check_whole(agreement)
    _check(agreement, scan)
    version = enter_draft(lead, agreement, by, is_from_outside=True, key=key)
    attach(version, file=scan, by=by, title=_("Scan of the signed agreement"))
    version = enter_recorded(version.document, version, agreement, by)
    document = version.document
    if document.is_open_to_all:
        reason = _("It shows who signed by hand.")
        parts = [Withheld(part, reason) for part in (FILES, part_of_rows("signatures"))]
        decide_disclosure(version, by=by, publication=Publication.REDACTED, reason=reason, withheld=parts)
    bodies = {document.organisation, *(line.organisation for line in agreement.parties if line.organisation)}
    record(
        events.AGREEMENT_FROM_PAPER,
        document,
        by=by,
        audience=bodies,
        facts={
            "version": version.number,
            "scan": scan.sha256,
            "signatures": len(agreement.signatures),
        },
    )
    return version


def _check(agreement: Agreement, scan: CheckedFile) -> None:
    errors: dict[str, str] = {}
    if scan.type != FileType.PDF:
        errors["scan"] = _("Choose the scan as a PDF.")
    if not agreement.original.strip():
        errors["original"] = _("Say where the paper is kept.")
    named = {line.name for line in agreement.parties}
    signed = {signature.party for signature in agreement.signatures}
    if faults := list(filter(None, map(_fault, agreement.signatures))):
        errors["signatures"] = faults[0]
    elif strange := signed - named:
        errors["signatures"] = _("“%(name)s” signed, but is no party.") % {"name": min(strange)}
    elif lacking := named - signed:
        errors["signatures"] = _(
            "Nobody signed for “%(name)s”. Say who did, or leave it out of the parties."
        ) % {"name": min(lacking)}
    if errors:
        raise ValidationError(errors)


def _fault(signature: PaperSignature) -> str:
    if not signature.name.strip():
        return _("Write the name of who signed for “%(name)s”.") % {"name": signature.party}
    if max(len(signature.name), len(signature.post)) > LONGEST:
        return _("A name or a post can have 200 characters. Shorten it.")
    if fault := fault_of_line(signature.name) or (fault_of_line(signature.post) if signature.post else ""):
        return fault
    if signature.on is not None and signature.on > timezone.localdate():
        return _("A signature cannot be of a day to come.")
    return ""
