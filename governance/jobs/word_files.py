"""Reads Word files. May run more than once, and does its work once."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django_tasks import task

from audit.actors import job
from governance.files import asking, store
from governance.files.refusals import FileRefused
from governance.jobs.errors import GivenUp
from governance.jobs.progress import report
from governance.models import WordImport
from governance.services import word_imports, word_reports


@task()
def read_word_file(import_id: str) -> dict[str, str]:
    """Reads the file in a process with limits, and keeps what it holds or why it is not taken."""
    found = WordImport.objects.for_page().get(pk=UUID(import_id))
    me = job("read_word_file")
    if found.is_reading:
        report(0, 2, _("Reading the file"))
        try:
            text = asking.read_word(store.read(found.sha256))
            report(1, 2, _("Looking which section each heading is like"))
            read = word_reports.report_of(text, name=found.name, kind=found.kind_model)
            word_imports.note_read(found, by=me, report=read)
        except store.FileMissing as fault:
            raise GivenUp(_("The file is not in the storage any more. Upload it again.")) from fault
        except FileRefused as refusal:
            word_imports.note_refused(found, by=me, sentence=str(refusal))
    return {"href": found.get_absolute_url(), "text": _("See what was read")}
