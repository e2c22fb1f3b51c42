"""The tasks of this app. Each may run more than once, so each is safe to repeat."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from audit import refusals, verification
from audit.actors import job
from governance.jobs.errors import GivenUp, TryAgain
from governance.jobs.reaper import forget_old
from governance.models import DocumentVersion
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.services import notifications, offering, presence


@task()
def render_version(version_id: str) -> dict[str, str]:
    """Makes the PDF of a version, and the one for the public where that reads less, unless they are there already."""
    from governance.services import rendition  # brings in the machinery of PDF, which only the worker needs

    version = DocumentVersion.objects.for_page().get(pk=UUID(version_id))
    try:
        rendition.render(version, by=job("render_version"))
        if rendition.has_one_for_the_public(version):
            rendition.render(version, by=job("render_version"), public=True)
    except PdfRefused as reason:
        raise GivenUp(str(reason)) from reason
    except PdfUnavailable as reason:
        raise TryAgain(str(reason)) from reason
    return {
        "href": reverse("governance:version-pdf", args=[version.document.reference, version.number]),
        "text": _("PDF of %(version)s") % {"version": version},
    }


@task()
def render_comparison(older_id: str, newer_id: str, everything: bool, public: bool = False) -> dict[str, str]:
    """Makes the PDF of a comparison, unless the same one is there already."""
    from governance.services import comparisons  # brings in the machinery of PDF, which only the worker needs

    found = DocumentVersion.objects.for_page().in_bulk([UUID(older_id), UUID(newer_id)])
    older, newer = found[UUID(older_id)], found[UUID(newer_id)]
    try:
        comparisons.make(older, newer, everything=everything, public=public)
    except PdfRefused as reason:
        raise GivenUp(str(reason)) from reason
    except PdfUnavailable as reason:
        raise TryAgain(str(reason)) from reason
    query = urlencode({"from": older.number, "to": newer.number, **({"show": "all"} if everything else {})})
    return {
        "href": f"{reverse('governance:compare-pdf', args=[newer.document.reference])}?{query}",
        "text": _("PDF of version %(newer)s against %(older)s")
        % {"newer": newer.number, "older": older.number},
    }


@task()
def verify_log() -> None:
    """Checks the whole log; a fault fails the job, with the fault as its sentence."""
    fault = next(verification.faults(), None)
    if fault is not None:
        where = _(" (event %(event)s)") % {"event": fault.event} if fault.event else ""
        raise GivenUp(_("The log has a fault: %(fault)s") % {"fault": f"{fault.message}{where}"})


@task()
def write_refusals() -> None:
    """Moves the counts of repeated refusals into the log."""
    refusals.flush()


@task()
def index_search() -> None:
    """Brings the search up to what acts have changed."""
    from governance.search import indexing  # brings in the machinery of texts, which only the worker needs

    indexing.index_due()


@task()
def check_search() -> None:
    """Makes the search anew where it differs from what it should say."""
    from governance.search import indexing  # brings in the machinery of texts, which only the worker needs

    indexing.rebuild()


@task()
def forget_presence() -> None:
    """Forgets who had which section open, an hour after it was of use."""
    presence.forget_old()


@task()
def ask_readers() -> None:
    """Asks those who joined, or for whom another version has taken effect, to read what their organisation asks."""
    for subject in offering.with_requests():
        offering.offer(subject, by=job("ask_readers"))


@task()
def tell_people() -> None:
    """Brings notifications up to what acts have changed, and sends the e-mails that are due."""
    from governance.notices import (
        delivering,
        outbox,
    )  # bring in the machinery of mail, which only the worker needs

    outbox.refresh_due()
    delivering.deliver()


@task()
def remind_people() -> None:
    """What the passing of a day brings about, for all; and the e-mails of those who want one a day."""
    from governance.notices import delivering, refreshing

    refreshing.refresh_all()
    refreshing.gather_digests()
    delivering.deliver()


@task()
def forget_notifications() -> None:
    """Forgets what people were told more than a year ago."""
    notifications.forget_old()


@task()
def forget_old_jobs() -> None:
    forget_old()
