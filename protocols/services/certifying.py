"""Wakes the job that makes signed copies, after something was stated. Knows nothing of PDF."""

from __future__ import annotations

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from audit.actors import job
from governance.jobs.queue import wake
from governance.models import DocumentVersion
from protocols.models import RoundState, SignedCopy, Statement

TASK = "protocols.tasks.make_signed_copies"


def wake_job() -> None:
    wake(TASK, by=job("make_signed_copies"), label=_("Making signed copies"))


def due() -> list[DocumentVersion]:
    """Versions about which something was stated since their last signed copy, or of which there is none."""
    said = Statement.objects.exclude(round__state=RoundState.CANCELLED).order_by()
    counted = said.values_list("version", "sha256").annotate(count=Count("pk"))
    printed = (
        SignedCopy.objects.that_count()
        .order_by()
        .values_list("version", "text_sha256")
        .annotate(Max("statements"))
    )
    known = {(version, text): most for version, text, most in printed}
    keys = {version for version, text, count in counted if known.get((version, text), 0) < count}
    return list(DocumentVersion.objects.for_page().filter(pk__in=keys).order_by("pk"))


def is_due() -> bool:
    return bool(due())
