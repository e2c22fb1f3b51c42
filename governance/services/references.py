"""Acts on names of law and bodies of the past that stand in a section on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from governance import events
from governance.content.outdated import folded
from governance.content.reference import superseded
from governance.models import MeantReference
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from governance.models import Section
    from organisations.models import User


@act
def mark_meant(section: Section, *, by: User, reference: str, words: Iterable[str]) -> None:
    """These words name something of the past on purpose: they are not pointed out again in this section.

    `reference` is a key of the table of superseded references. Marking them again changes nothing and writes no line.
    Raises InvalidMove when the version left draft, ValidationError for a key that the table has not.
    """
    version = lock_version(section.version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if reference not in {entry.key for entry in superseded()}:
        raise ValidationError(_("This is no longer pointed out."))
    known = set(
        MeantReference.objects.of_section(version.document_id, section.key)
        .filter(reference=reference)
        .values_list("words", flat=True)
    )
    new = [each for each in dict.fromkeys(map(folded, words)) if each and each not in known]
    for each in new:
        row = MeantReference(
            document=version.document,
            section_key=section.key,
            reference=reference,
            words=each,
            meant_by=by,
            meant_at=timezone.now(),
        )
        row.full_clean()
        row.save()
    if new:
        record(
            events.REFERENCE_MEANT,
            version,
            by=by,
            audience=[version.organisation],
            facts={"section": section.key, "reference": reference},
        )


@act
def question_again(section: Section, *, by: User, reference: str) -> None:
    """What was marked as meant is pointed out again. Where nothing was marked, nothing changes.

    Raises InvalidMove when the version left draft.
    """
    version = lock_version(section.version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    rows = list(
        MeantReference.objects.of_section(version.document_id, section.key).filter(reference=reference)
    )
    for row in rows:
        row.delete()
    if rows:
        record(
            events.REFERENCE_QUESTIONED,
            version,
            by=by,
            audience=[version.organisation],
            facts={"section": section.key, "reference": reference},
        )
