"""The PDF of a comparison: made by a job when somebody asks, kept for a while under a name made of what it shows.

Whoever may read both versions may have the file that shows what he reads of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.identifiers import new_id
from governance import events
from governance.disclosure import THE_PUBLIC, disclosures, reads_whole
from governance.jobs.queue import enqueue
from governance.models import Job
from governance.pdf.redline import name_of, printable_comparison
from governance.pdf.render import to_pdf
from governance.permissions import can_read
from governance.withheld import WHOLE, Disclosure

if TYPE_CHECKING:
    from typing import IO

    from governance.models import DocumentVersion
    from organisations.models import User
    from organisations.permissions import Person

TASK = "governance.jobs.tasks.render_comparison"
FOLDER = "comparisons"
KEPT = timedelta(days=30)


def opened(name: str) -> IO[bytes] | None:
    """The file of that name, or None where it is not made yet."""
    try:
        return default_storage.open(_path(name), "rb")
    except FileNotFoundError:
        return None


def newest_job(name: str) -> Job | None:
    """The last one that was to make the file. One query."""
    return Job.objects.filter(key__startswith=f"{FOLDER}:{name}:").for_page().order_by("-created_at").first()


@act
def ask_for(older: DocumentVersion, newer: DocumentVersion, *, everything: bool, by: User) -> Job:
    """Puts the making of the PDF into the queue, unless it waits there already.

    Raises PermissionDenied for a person who may not read both versions.
    """
    if not (can_read(by, older) and can_read(by, newer)):
        raise PermissionDenied
    name = name_of(older, newer, seen_by(by, older, newer), everything=everything)
    waiting = newest_job(name)
    if waiting is not None and not waiting.is_finished:
        return waiting
    numbers = {"newer": newer.number, "older": older.number, "reference": newer.document.reference}
    job = enqueue(
        TASK,
        key=f"{FOLDER}:{name}:{new_id()}",
        by=by,
        label=_("Making the PDF of %(reference)s version %(newer)s against %(older)s") % numbers,
        organisation=newer.document.organisation,
        older_id=str(older.pk),
        newer_id=str(newer.pk),
        everything=everything,
        public=not reads_whole(by, newer.document),
    )
    record(
        events.COMPARISON_ASKED,
        newer,
        by=by,
        audience=[newer.document.organisation],
        facts={"version": newer.number, "against": older.number},
    )
    return job


def seen_by(person: Person, older: DocumentVersion, newer: DocumentVersion) -> tuple[Disclosure, Disclosure]:
    """What the person reads of two versions of one document."""
    found = disclosures(person, newer.document, [older, newer])
    return found[older.pk], found[newer.pk]


def make(older: DocumentVersion, newer: DocumentVersion, *, everything: bool, public: bool = False) -> None:
    """Makes the file unless it is there; with `public` of what the public reads by now.

    Safe to repeat. Raises PdfRefused, PdfUnavailable.
    """
    seen = seen_by(THE_PUBLIC, older, newer) if public else (WHOLE, WHOLE)
    path = _path(name_of(older, newer, seen, everything=everything))
    if default_storage.exists(path):
        return
    content = to_pdf(printable_comparison(older, newer, seen, everything=everything)).content
    _forget_old()
    default_storage.save(path, ContentFile(content))


def _forget_old() -> None:
    """A file that is asked for again is made again."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT:
            default_storage.delete(path)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.pdf"
