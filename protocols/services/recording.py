"""Acts that record agreements which were signed outside this register."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.history import bulk_create
from audit.models.row import fault_of_text
from governance.models import Document, DocumentVersion, Participant
from governance.models.document import Part
from governance.services.documents import create_document, start_draft
from governance.services.recording import check_moment, record_outside
from protocols import events
from protocols.agreement import Source
from protocols.models import Protocol
from protocols.powers import powers
from protocols.services.writing import rows_of, write

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models import Organisation
    from protocols.agreement import Agreement


@act
def record_existing(lead: Organisation, *, agreement: Agreement, by: HasActor) -> DocumentVersion:
    """Enters an agreement that was signed elsewhere, in force by its own dates. `lead` keeps it, and need not be a
    party: a council may keep those of its partnership.

    Raises ValidationError for what does not fit, such as no party, no text, or a power that the reference data does not
    have; then nothing is entered.
    """
    check_whole(agreement)
    version = enter_draft(lead, agreement, by, is_from_outside=True)
    return enter_recorded(version.document, version, agreement, by)


@act
def draft_agreement(lead: Organisation, *, agreement: Agreement, by: HasActor) -> DocumentVersion:
    """The draft of an agreement, with its parties, powers and terms. Raises as `record_existing`."""
    version = enter_draft(lead, agreement, by, is_from_outside=False)
    _enter(version.document, version, agreement, by)
    return version


@act
def record_amendment(document: Document, *, agreement: Agreement, by: HasActor) -> DocumentVersion:
    """Enters the next version of an agreement that was amended elsewhere. Raises as `record_existing`."""
    check_whole(agreement)
    version = start_draft(document, by=by, sections=agreement.sections)
    version.title = agreement.title
    version.save(update_fields=["title"])
    return enter_recorded(document, version, agreement, by)


def check_whole(agreement: Agreement) -> None:
    check_moment(agreement.published_at)
    errors = {}
    if not agreement.parties:
        errors["parties"] = _("Name at least one party.")
    if not any(section.body.strip() for section in agreement.sections):
        errors["sections"] = _("Every section is empty. Write at least what the sharing is for.")
    if fault := next(filter(None, (fault_of_text(section.body) for section in agreement.sections)), ""):
        errors["sections"] = fault
    if errors:
        raise ValidationError(errors)


def enter_draft(
    lead: Organisation,
    agreement: Agreement,
    by: HasActor,
    *,
    is_from_outside: bool,
    key: UUID | None = None,
) -> DocumentVersion:
    document = create_document(
        lead,
        kind=agreement.kind,
        title=agreement.title,
        by=by,
        sections=agreement.sections,
        reference=agreement.reference,
        audience=agreement.audience,
        key=key,
        signed_original=agreement.original,
    )
    source = agreement.source or Source("")
    protocol = Protocol(
        document=document,
        is_from_outside=is_from_outside,
        is_from_paper=bool(agreement.signatures),
        source=source.name,
        source_code=source.code,
        source_address=source.address,
    )
    protocol.full_clean()
    protocol.save()
    return document.versions.get()


def enter_recorded(
    document: Document, version: DocumentVersion, agreement: Agreement, by: HasActor
) -> DocumentVersion:
    bodies = _enter(document, version, agreement, by)
    return record_outside(
        version,
        by=by,
        effective_from=begins(version, agreement),
        effective_to=day_after(agreement.terms.ends_on),
        next_review_on=agreement.terms.review_on,
        published_at=agreement.published_at,
        change_summary=agreement.change_summary,
        audience=bodies,
    )


def _enter(
    document: Document, version: DocumentVersion, agreement: Agreement, by: HasActor
) -> set[Organisation]:
    """Writes the rows of a draft and who takes part. Returns the organisations."""
    _write_rows(version, agreement)
    _take_part(document, agreement)
    bodies = {
        document.organisation,
        *(party.organisation for party in agreement.parties if party.organisation),
    }
    record(
        events.AGREEMENT_ENTERED,
        document,
        by=by,
        audience=bodies,
        facts={
            "version": version.number,
            "parties": [party.name for party in agreement.parties],
            "powers": list(agreement.powers),
        },
    )
    return bodies


def _write_rows(version: DocumentVersion, agreement: Agreement) -> None:
    unknown = [key for key in agreement.powers if key not in powers()]
    if unknown:
        raise ValidationError(
            {"powers": _("These legal powers are not known here: %s.") % ", ".join(unknown)}
        )
    if len(set(agreement.powers)) < len(agreement.powers):
        raise ValidationError({"powers": _("A legal power stands in the list twice.")})
    write(rows_of(version, agreement))


def _take_part(document: Document, agreement: Agreement) -> None:
    """The people of every party may read it, whoever else may."""
    there = set(document.participants.values_list("organisation_id", flat=True)) | {document.organisation_id}
    new = [
        Participant(document=document, organisation=party.organisation, standing=Part.PARTY)
        for party in agreement.parties
        if party.organisation and party.organisation.pk not in there
    ]
    bulk_create(Participant, new)


def begins(version: DocumentVersion, agreement: Agreement) -> date:
    """The start date; an amendment holds from the day on which it was published, if that comes later.

    One that was published only after the agreement had ended was never in force: its range is empty."""
    published = agreement.published_at or timezone.now()
    published_on = timezone.localdate(published)
    starts_on = agreement.terms.starts_on or published_on
    if version.based_on_id is None:
        return starts_on
    later = max(starts_on, published_on)
    end = day_after(agreement.terms.ends_on)
    return later if end is None else min(later, end)


def day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None
