"""A Word file on its way to a draft: uploaded, read by a job, looked at by a person. Nothing here publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from governance import events, word_states
from governance.files import store
from governance.files.types import FileType
from governance.jobs.queue import enqueue, start_afresh
from governance.models import Document, WordImport
from governance.services.documents import create_document
from governance.services.word_reports import sections_of
from governance.word_parts import WordReport
from governance.word_states import WordState
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.verbs import Verb
    from governance.files.types import CheckedFile
    from governance.kinds import Kind
    from organisations.models import Organisation, User

READ = "governance.jobs.word_files.read_word_file"


@act
def upload(
    organisation: Organisation,
    *,
    file: CheckedFile,
    kind: Kind,
    language: str,
    by: User,
    key: UUID | None = None,
) -> WordImport:
    """Keeps the file and has it read. The same upload under the same key makes one import.

    Raises PermissionDenied, ValidationError (of the field `file`) for what is no Word document."""
    require(by, Can.DRAFT, organisation)
    if file.type != FileType.DOCX:
        raise ValidationError({"file": _("This is no Word document. Save it as .docx, and choose that.")})
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose a language that documents can be written in.")})
    found = WordImport.objects.filter(pk=key).first() if key else None
    if found is not None and (found.uploaded_by_id, found.sha256) == (by.pk, file.sha256):
        return found
    made = WordImport(
        pk=key if key and found is None else new_id(),
        organisation=organisation,
        kind=kind.key,
        language=language,
        name=file.name,
        size=file.size,
        sha256=store.keep(file.content),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    made.full_clean(exclude=["job"])
    made.save(force_insert=True)
    made.job = enqueue(
        READ,
        key=f"read_word_file:{new_id()}",
        by=by,
        label=_("Reading of a Word file"),
        organisation=organisation,
        import_id=str(made.pk),
    )
    made.save(update_fields=["job"])
    _record(events.WORD_UPLOADED, made, by=by, facts={"sha256": made.sha256, "size": made.size})
    return made


@act
def note_read(word_import: WordImport, *, by: HasActor, report: WordReport) -> WordImport:
    """Keeps what the file holds. Does nothing where it was read or given up meanwhile."""
    word_import = lock(word_import)
    require(by, Can.DRAFT, word_import.organisation)
    if not word_import.is_reading:
        return word_import
    word_states.check(word_import.state, WordState.READY)
    word_import.state = WordState.READY
    word_import.report = cast(dict[str, object], report)
    word_import.save(update_fields=["state", "report"])
    _record(
        events.WORD_READ, word_import, by=by, facts={"parts": len(report["parts"]), "words": report["words"]}
    )
    return word_import


@act
def note_refused(word_import: WordImport, *, by: HasActor, sentence: str) -> WordImport:
    """Keeps why the file is not taken. Does nothing where it was read or given up meanwhile."""
    word_import = lock(word_import)
    require(by, Can.DRAFT, word_import.organisation)
    if not word_import.is_reading:
        return word_import
    word_states.check(word_import.state, WordState.REFUSED)
    word_import.state, word_import.refusal = WordState.REFUSED, sentence[:500]
    word_import.save(update_fields=["state", "refusal"])
    _record(events.WORD_REFUSED, word_import, by=by, facts={})
    return word_import


@act
def make_draft(word_import: WordImport, *, by: User, title: str, places: Sequence[str]) -> Document:
    """A new document whose first draft holds the parts of the file, each at its place. A second time it is that one.

    `places` says for each part what becomes of it, in the words of `word_reports`. Raises InvalidMove where the file
    is not ready, ValidationError for a place that does not exist and where nothing would be in the draft."""
    word_import = lock(word_import)
    require(by, Can.DRAFT, word_import.organisation)
    if word_import.document is not None and word_import.document.created_by_id == by.pk:
        return word_import.document
    word_states.check(word_import.state, WordState.DRAFTED)
    kind, report = word_import.kind_model, cast(WordReport, word_import.report)
    sections = sections_of(report, places, kind=kind, language=word_import.language)
    document = create_document(
        word_import.organisation,
        kind=kind,
        title=title,
        by=by,
        sections=sections,
        language=word_import.language,
    )
    word_import.state, word_import.document = WordState.DRAFTED, document
    word_import.save(update_fields=["state", "document"])
    _record(
        events.WORD_DRAFTED,
        word_import,
        by=by,
        facts={"document": document.reference, "sha256": word_import.sha256, "sections": len(sections)},
    )
    return document


@act
def give_up(word_import: WordImport, *, by: User) -> WordImport:
    """Ends it without a draft. A second time it does nothing. Raises InvalidMove."""
    word_import = lock(word_import)
    require(by, Can.DRAFT, word_import.organisation)
    if word_import.is_given_up:
        return word_import
    word_states.check(word_import.state, WordState.GIVEN_UP)
    word_import.state = WordState.GIVEN_UP
    word_import.given_up_by, word_import.given_up_at = by, timezone.now()
    word_import.save(update_fields=["state", "given_up_by", "given_up_at"])
    _record(events.WORD_GIVEN_UP, word_import, by=by, facts={})
    return word_import


@act
def try_again(word_import: WordImport, *, by: User) -> WordImport:
    """Puts its failed job back into the queue. Raises InvalidMove where none has failed."""
    word_import = lock(word_import)
    require(by, Can.DRAFT, word_import.organisation)
    if not word_import.is_stuck or word_import.job is None:
        raise InvalidMove(_("This file has not failed to be read, so there is nothing to try again."))
    start_afresh(word_import.job)
    _record(events.JOB_TRIED_AGAIN, word_import, by=by, facts={"task": word_import.job.task})
    return word_import


def lock(word_import: WordImport) -> WordImport:
    """The import as it is now, held until the act ends."""
    mine = WordImport.objects.select_for_update(of=("self",))
    return mine.select_related("organisation", "job", "document").get(pk=word_import.pk)


def _record(verb: Verb, word_import: WordImport, *, by: HasActor, facts: Mapping[str, int | str]) -> None:
    record(verb, word_import, by=by, audience=[word_import.organisation], facts=facts)
