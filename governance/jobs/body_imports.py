"""The long parts of an import of bodies. Each may run more than once, and does its work once."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django_tasks import task

from audit.actors import job
from governance.jobs.progress import report
from governance.models import BodyImport
from governance.services import body_imports, body_reports
from organisations.services.imports import ImportRefused, PlanChanged
from organisations.services.reading import Reading

STEP = 25  # bodies between two reports of progress


@task()
def check_bodies(import_id: str) -> dict[str, str]:
    """Reads the files and compares them with the register; changes nothing there."""
    found = _find(import_id)
    if found.is_checking:
        reading = _read(found)
        report(1, 1, _("Comparing with the register"))
        body_imports.note_check(found, by=job("check_bodies"), found=body_reports.check(reading))
    return _result(found)


@task()
def bring_in_bodies(import_id: str) -> dict[str, str]:
    """Brings in what somebody agreed to. Where the register is another by now, it is checked again instead."""
    found = _find(import_id)
    person = found.confirmed_by
    if not found.is_importing or person is None:
        return _result(found)
    reading = _read(found)
    report(0, found.to_write, _("Writing"))
    try:
        body_imports.bring_in(found, by=person, bodies=reading.bodies, progress=_written)
    except PlanChanged as changed:
        again = body_reports.of_plan(changed.report, rows=reading.rows)
        body_imports.note_check(found, by=job("bring_in_bodies"), found=again)
    except ImportRefused as refusal:
        again = body_reports.of_faults(refusal.faults, rows=reading.rows)
        body_imports.note_check(found, by=job("bring_in_bodies"), found=again)
    return _result(found)


def _find(import_id: str) -> BodyImport:
    return BodyImport.objects.for_page().get(pk=UUID(import_id))


def _read(found: BodyImport) -> Reading:
    total = len(found.files.all())
    told: list[str] = []

    def progress(line: str) -> None:
        told.append(line)
        report(len(told), total, line)

    report(0, total, _("Reading"))
    return body_imports.read(found, progress)


def _written(done: int, total: int) -> None:
    if done % STEP == 0 or done == total:
        told = {"done": f"{done:,}", "total": f"{total:,}"}
        report(done, total, _("%(done)s of %(total)s organisations written") % told)


def _result(found: BodyImport) -> dict[str, str]:
    return {"href": found.get_absolute_url(), "text": _("See the import")}
