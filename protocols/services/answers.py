"""Acts on what an agreement has once: its dates and terms, its safeguards and how it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.verbs import Verb
from governance.models import Document, DocumentVersion, Section
from governance.services.sections import save_section
from organisations.models import User
from protocols import events
from protocols.kinds import ACCORD
from protocols.models import Conditions, Terms
from protocols.models.conditions import Assessment
from protocols.services.drafting import StaleRow, lock_draft
from protocols.stamps import stamp

TERMS_FIELDS = ("starts_on", "ends_on", "review_on", "retention", "contact", "areas", "accord")
CONDITIONS_FIELDS = (
    "security", "assessment", "assessment_reference", "assessed_on", "assessment_outcome", "assessment_reason",
    "breach", "disposal", "review_cycle", "notice",
)  # fmt: skip


def terms_stamp(version: DocumentVersion) -> str:
    """What a form about the terms carries. One query."""
    return stamp(Terms.objects.filter(version=version).first(), TERMS_FIELDS)


def conditions_stamp(version: DocumentVersion) -> str:
    """What a form about the conditions carries. One query."""
    return stamp(Conditions.objects.filter(version=version).first(), CONDITIONS_FIELDS)


@act
def answer_terms(version: DocumentVersion, *, by: User, fields: Mapping[str, Any], seen: str) -> Terms:
    """Changes some of the dates and terms. `seen` is the stamp of what the person began from.

    Raises StaleRow when somebody changed them since, ValidationError for dates that contradict each other.
    """
    version = lock_draft(version, by)
    row = Terms.objects.select_for_update().filter(version=version).first()
    changed = _changed(row, Terms, fields)
    if not changed:
        return row or Terms(version=version)
    if stamp(row, TERMS_FIELDS) != seen:
        raise StaleRow(
            _("Somebody changed this before you. Your text is in the form; nothing was saved."), row
        )
    row = row or Terms(version=version)
    _set(row, fields, changed)
    _check_days(row)
    if "accord" in changed and row.accord:
        _check_accord(row.accord, version, by)
    row.full_clean()
    row.save()
    _record(events.TERMS_ANSWERED, version, by, changed)
    return row


@act
def answer_conditions(
    version: DocumentVersion, *, by: User, fields: Mapping[str, Any], seen: str
) -> Conditions:
    """Changes some of the safeguards. Raises as `answer_terms`, and for an assessment of a day to come."""
    version = lock_draft(version, by)
    row = Conditions.objects.select_for_update().filter(version=version).first()
    changed = _changed(row, Conditions, fields)
    if not changed:
        return row or Conditions(version=version)
    if stamp(row, CONDITIONS_FIELDS) != seen:
        raise StaleRow(
            _("Somebody changed this before you. Your text is in the form; nothing was saved."), row
        )
    row = row or Conditions(version=version)
    _set(row, fields, changed)
    if row.assessment == Assessment.NOT_NEEDED and not row.assessment_reason:
        raise ValidationError({"assessment_reason": _("Say why no impact assessment is needed.")})
    if row.assessed_on is not None and row.assessed_on > timezone.localdate():
        raise ValidationError({"assessed_on": _("Enter the day on which it was done, today or earlier.")})
    row.full_clean()
    row.save()
    _record(events.CONDITIONS_ANSWERED, version, by, changed)
    return row


def _changed(
    row: Terms | Conditions | None, model: type[Terms | Conditions], fields: Mapping[str, Any]
) -> list[str]:
    was = row or model()
    return [name for name, value in fields.items() if getattr(was, name) != _plain(value)]


def _set(row: Terms | Conditions, fields: Mapping[str, Any], changed: list[str]) -> None:
    for name in changed:
        setattr(row, name, _plain(fields[name]))


def _plain(value: Any) -> Any:  # Any: what a field can hold
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def _check_days(terms: Terms) -> None:
    """What was signed elsewhere may say odd things; what is written here does not."""
    errors = {}
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        errors["ends_on"] = _("The end date must not be before the start date.")
    if terms.review_on and terms.starts_on and terms.review_on < terms.starts_on:
        errors["review_on"] = _("The review must not be before the start date.")
    elif terms.review_on and terms.ends_on and terms.review_on > terms.ends_on:
        errors["review_on"] = _("The review must not be after the end date: there is nothing left to review.")
    if errors:
        raise ValidationError(errors)


def _check_accord(reference: str, version: DocumentVersion, by: User) -> None:
    """Raises ValidationError for what is no accord, or none that the person may read."""
    accords = Document.objects.visible_to(by).filter(kind=ACCORD.key, reference=reference)
    if version.document.kind == ACCORD.key or not accords.exists():
        raise ValidationError({"accord": _("Choose an accord from the list.")})


def _record(verb: Verb, version: DocumentVersion, by: User, changed: list[str]) -> None:
    record(
        verb,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "fields": changed},
    )


@act
def answer_task(
    version: DocumentVersion,
    *,
    by: User,
    terms: Mapping[str, Any],
    conditions: Mapping[str, Any],
    texts: Sequence[tuple[Section, str, int]],
    seen: tuple[str, str],
) -> None:
    """All answers of one task of the builder, or none: dates and terms, safeguards, and the texts of sections, each
    with the lock that the person began from. `seen`: the stamps of terms and conditions.

    Raises as the acts do that it is made of: StaleRow, Conflict, InvalidMove, ValidationError.
    """
    version = lock_draft(version, by)
    if terms:
        answer_terms(version, by=by, fields=terms, seen=seen[0])
    if conditions:
        answer_conditions(version, by=by, fields=conditions, seen=seen[1])
    for section, body, base in texts:
        save_section(section, by=by, body=body, base=base)
