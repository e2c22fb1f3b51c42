"""Public lists of bodies on their way into the register: uploaded, checked, agreed to, brought in whole or not at all.

Only those who keep the register may; a job does the long parts. Nothing here is done twice, however often it is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from audit.labels import one_line
from governance import events, import_states
from governance.import_states import ImportState
from governance.jobs.queue import enqueue, start_afresh
from governance.models import Body, BodyImport, BodyImportFile
from governance.services import body_reports
from governance.services.body_reports import Found
from organisations.permissions import register_keeper
from organisations.services.founders import require_founder
from organisations.services.imports import import_organisations
from organisations.services.lists import Listed
from organisations.services.reading import Reading, read_lists

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.verbs import Verb
    from organisations.models import User

MOST_FILES = 20
LARGEST = 2 * 1024 * 1024  # bytes of one file
MOST_ROWS = {
    "postgresql": 10_000,
    "sqlite": 2_500,
}  # of one import: on SQLite nobody else can write meanwhile
OTHER_FORMATS = {b"PK\x03\x04": "Excel", b"\xd0\xcf\x11\xe0": "Excel", b"%PDF": "PDF"}
CHECK, BRING_IN = (f"governance.jobs.body_imports.{name}" for name in ("check_bodies", "bring_in_bodies"))


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


@act
def upload(files: Sequence[Upload], *, by: User, key: UUID | None = None) -> BodyImport:
    """Keeps the files and has them checked. The same upload under the same key makes one import.

    Raises PermissionDenied, ValidationError (of the field "lists") for what cannot be lists."""
    require_founder(by)
    organisation = register_keeper()
    if organisation is None:
        raise PermissionDenied(_("No organisation is named that keeps the register."))
    names = [one_line(file.name, 200) for file in files]
    files = [Upload(name, file.content) for name, file in zip(names, files, strict=True)]
    refuse_what_is_no_list(files)
    kept = [Body.keep(file.content) for file in files]
    if key is not None:
        found = BodyImport.objects.filter(pk=key).prefetch_related("files").first()
        if (
            found is not None
            and found.uploaded_by_id == by.pk
            and [f.sha256 for f in found.files.all()] == kept
        ):
            return found
        key = key if found is None else None
    made = BodyImport(
        pk=key or new_id(), organisation=organisation, uploaded_by=by, uploaded_at=timezone.now()
    )
    made.full_clean(exclude=["job"])
    made.save(force_insert=True)
    for position, (file, sha256) in enumerate(zip(files, kept, strict=True)):
        BodyImportFile.objects.create(
            body_import=made, position=position, name=file.name, size=len(file.content), sha256=sha256
        )
    _queue(made, CHECK, _("Check of lists of bodies"), by=by)
    told = [f"{file.name}: {sha256}" for file, sha256 in zip(files, kept, strict=True)]
    record(events.BODIES_UPLOADED, made, by=by, audience=[organisation], facts={"files": told})
    return made


def refuse_what_is_no_list(files: Sequence[Upload]) -> None:
    """Raises ValidationError with a sentence for each file that cannot be taken."""
    found = list(_what_is_wrong(files))
    if found:
        raise ValidationError({"lists": found})


def _what_is_wrong(files: Sequence[Upload]) -> Iterable[str]:
    if not files:
        yield _("Choose at least one file.")
    if len(files) > MOST_FILES:
        yield _("Choose %(most)s files at most.") % {"most": MOST_FILES}
        return
    names: set[str] = set()
    first: dict[bytes, str] = {}
    for file in files:
        form = next((name for sign, name in OTHER_FORMATS.items() if file.content.startswith(sign)), None)
        told = {"file": file.name}
        if not file.content:
            yield _("%(file)s is empty.") % told
        elif len(file.content) > LARGEST:
            yield _("%(file)s is larger than 2 MB. Split it into several files.") % told
        elif form:
            yield _("%(file)s is in %(form)s format. Save it as CSV in UTF-8 first.") % {**told, "form": form}
        elif file.content in first:
            yield _("%(file)s is the same file as %(first)s. Choose it once.") % {
                **told,
                "first": first[file.content],
            }
        elif file.name in names:
            yield _("Two files are called %(file)s. Rename one of them.") % told
        names.add(file.name)
        first.setdefault(file.content, file.name)


def read(body_import: BodyImport, progress: Callable[[str], None] = lambda line: None) -> Reading:
    """What its files hold, from the bytes that were kept."""
    files = list(body_import.files.all())
    kept = {body.pk: body for body in Body.objects.filter(pk__in=[file.sha256 for file in files])}
    reading = read_lists(((file.name, kept[file.sha256].unpacked()) for file in files), progress)
    most = MOST_ROWS[connection.vendor]
    if len(reading.bodies) > most:
        reading.faults.append(reading.bodies[most].fault("", _too_many(len(reading.bodies), most)))
    return reading


def _too_many(count: int, most: int) -> str:
    return _(
        "these files have %(count)s rows; one import takes %(most)s at most: upload fewer files at a time"
    ) % {"count": f"{count:,}", "most": f"{most:,}"}


@act
def note_check(body_import: BodyImport, *, by: HasActor, found: Found) -> BodyImport:
    """Keeps what a check found; it is then ready to be agreed to, or has faults.

    Does nothing where it was given up meanwhile. A check after somebody agreed says that the register has changed."""
    require_founder(by)
    body_import = lock(body_import)
    if not body_import.is_at_work:
        return body_import
    state = ImportState.READY if "print" in found else ImportState.FAULTY
    import_states.check(body_import.state, state)
    if body_import.is_importing:
        found["is_new_plan"] = True
    body_import.state = state
    body_import.report = cast(dict[str, object], found)
    body_import.save(update_fields=["state", "report"])
    _record(events.BODIES_CHECKED, body_import, by=by, facts=counts(found))
    return body_import


@act
def confirm(body_import: BodyImport, *, by: User, planned: str) -> BodyImport:
    """Agrees to the plan whose print is `planned`, and has it brought in. A second time it does nothing.

    Raises InvalidMove where it is not ready, or another plan was made meanwhile."""
    require_founder(by)
    body_import = lock(body_import)
    if body_import.confirmed_by_id == by.pk and (body_import.is_importing or body_import.is_done):
        return body_import
    import_states.check(body_import.state, ImportState.IMPORTING)
    if body_import.report.get("print") != planned:
        raise InvalidMove(_("This import was planned again meanwhile. Look at what it would do now."))
    body_import.state = ImportState.IMPORTING
    body_import.confirmed_by, body_import.confirmed_at = by, timezone.now()
    body_import.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _queue(body_import, BRING_IN, _("Import of bodies"), by=by)
    _record(events.BODIES_CONFIRMED, body_import, by=by, facts=counts(body_import.report))
    return body_import


@act
def bring_in(
    body_import: BodyImport,
    *,
    by: HasActor,
    bodies: list[Listed],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BodyImport:
    """Enters every body of its files in this one act, by the person who agreed; nothing if that was done already.

    Raises as `import_organisations` does: PlanChanged where the register is not the one that was agreed to."""
    require_founder(by)
    body_import = lock(body_import)
    if not body_import.is_importing:
        return body_import
    planned = str(body_import.report["print"])
    report = import_organisations(bodies, by=by, progress=progress, planned=planned)
    body_import.state = ImportState.DONE
    body_import.brought_in_at = timezone.now()
    body_import.report = cast(dict[str, object], body_reports.of_plan(report, rows=len(bodies)))
    body_import.save(update_fields=["state", "brought_in_at", "report"])
    _record(events.BODIES_IMPORTED, body_import, by=by, facts=counts(body_import.report))
    return body_import


@act
def give_up(body_import: BodyImport, *, by: User) -> BodyImport:
    """Ends an import that was not brought in. A second time it does nothing. Raises InvalidMove."""
    require_founder(by)
    body_import = lock(body_import)
    if body_import.is_given_up:
        return body_import
    import_states.check(body_import.state, ImportState.GIVEN_UP)
    body_import.state = ImportState.GIVEN_UP
    body_import.given_up_by, body_import.given_up_at = by, timezone.now()
    body_import.save(update_fields=["state", "given_up_by", "given_up_at"])
    _record(events.BODIES_GIVEN_UP, body_import, by=by, facts=counts(body_import.report))
    return body_import


@act
def try_again(body_import: BodyImport, *, by: User) -> BodyImport:
    """Puts its failed job back into the queue; who asks again for writing is who agrees from now on.

    Raises InvalidMove where none has failed."""
    require_founder(by)
    body_import = lock(body_import)
    if not body_import.is_stuck or body_import.job is None:
        raise InvalidMove(_("This import has not failed, so there is nothing to try again."))
    if body_import.is_importing:
        body_import.confirmed_by, body_import.confirmed_at = by, timezone.now()
        body_import.save(update_fields=["confirmed_by", "confirmed_at"])
    start_afresh(body_import.job)
    _record(events.JOB_TRIED_AGAIN, body_import, by=by, facts={"task": body_import.job.task})
    return body_import


def counts(found: Mapping[str, object]) -> dict[str, int]:
    """The numbers of a report, for the log."""
    names = ("rows", "created", "changed", "unchanged", "identifiers", "merged", "fault_count")
    return {name: int(cast(int, found[name])) for name in names if name in found}


def lock(body_import: BodyImport) -> BodyImport:
    """The import as it is now, held until the act ends."""
    mine = BodyImport.objects.select_for_update(of=("self",)).select_related("organisation", "job")
    return mine.prefetch_related("files").get(pk=body_import.pk)


def _queue(body_import: BodyImport, task: str, label: str, *, by: User) -> None:
    body_import.job = enqueue(
        task,
        key=f"{task.rpartition('.')[2]}:{new_id()}",
        by=by,
        label=label,
        organisation=body_import.organisation,
        import_id=str(body_import.pk),
    )
    body_import.save(update_fields=["job"])


def _record(verb: Verb, body_import: BodyImport, *, by: HasActor, facts: Mapping[str, int | str]) -> None:
    record(verb, body_import, by=by, audience=[body_import.organisation], facts=facts)
