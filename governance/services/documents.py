"""Acts on a document as a whole: create it, change its control block, start the next draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import HasActor
from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from governance import events, registry, template_text
from governance.kinds import WRITTEN_IN, Kind, SectionText, VersionText
from governance.lifecycle import State
from governance.models import (
    Body,
    Document,
    DocumentVersion,
    ReferenceCounter,
    Section,
    TemplateVersion,
)
from governance.services.copying import copy_attachments
from governance.services.disclosure import copy_withholdings
from governance.services.locking import lock_document, lock_version
from governance.services.naming import described_actor
from organisations.models import Organisation, User
from organisations.models.organisation import Marking
from organisations.permissions import Can, require

CONTROL_FIELDS = frozenset(
    {
        "title", "owner", "owner_role", "audience", "review_cycle_months",
        "distribution", "consulted", "equality_impact", "retention",
        "tier", "signed_original",
    }
)  # fmt: skip
# Decided by who may publish (`governance.services.disclosure`), once there is something to publish.
PUBLICATION_FIELDS = frozenset({"publication", "publication_reason"})


@act
def create_document(
    organisation: Organisation,
    *,
    kind: Kind,
    title: str,
    by: HasActor,
    sections: Sequence[SectionText] | None = None,
    language: str = WRITTEN_IN,
    key: UUID | None = None,
    reference: str = "",
    adopted: TemplateVersion | None = None,
    **control: object,
) -> Document:
    """A new document with its first draft, version 1.0. Without `sections` it starts from the template: from the
    newest version, which it remembers, and with the rows of its kind, or where there is none in its language from the
    kind's headings.

    With `sections` and `adopted` it remembers that its text was made from that version of the template.

    `key` is the primary key that it gets: a form that is sent twice names the same one, and makes one document.
    `reference` is one that it brings from another register. A job may create, and then nobody owns the document.
    Raises ValidationError for a control field that does not exist, a value that does not fit, and a language that the
    register does not offer.
    """
    require(by, Can.DRAFT, organisation)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose a language that documents can be written in.")})
    unknown = control.keys() - CONTROL_FIELDS - PUBLICATION_FIELDS
    if unknown:
        raise ValidationError(_("Unknown control field: %s") % ", ".join(sorted(unknown)))
    begins: VersionText | None = None
    if sections is None:
        adopted = adopted or TemplateVersion.objects.newest_for(kind, language)
        begins = template_text.text_of(adopted) if adopted else template_text.own_text(kind, language)
        sections = begins.sections
    document = Document(
        id=key or new_id(),
        organisation=organisation,
        kind=kind.key,
        adopted=adopted,
        reference=reference or _next_reference(organisation, kind),
        title=title.strip(),
        language=language,
        created_by=by if isinstance(by, User) else None,
        created_at=timezone.now(),
        **{
            "audience": kind.audience,
            "review_cycle_months": kind.review_cycle_months,
            "owner": by if isinstance(by, User) else None,
            **control,
        },
    )
    document.full_clean()
    if adopted is not None:
        adopted.check_fits(document)
    document.save()
    version = _new_version(document, 1, 0, by, based_on=None)
    _write_sections(version, sections)
    if begins is not None:
        _write_rows(version, begins)
    facts: dict[str, str | int] = {"version": version.number}
    if adopted is not None:
        facts["template"] = adopted.number
    record(events.DOCUMENT_CREATED, document, by=by, audience=[organisation], facts=facts)
    return document


def _write_rows(version: DocumentVersion, text: VersionText) -> None:
    """The rows of a starting text; those of the kind where a template says nothing of them, as none once did."""
    kind = version.document.kind_model
    wanted = {**(template_text.starting_rows(kind) if text.language == WRITTEN_IN else {}), **text.rows}
    for rows in registry.row_sets(kind.key):
        if rows.write is not None and rows.of(wanted):
            rows.write(version, rows.of(wanted))


def _next_reference(organisation: Organisation, kind: Kind) -> str:
    counter, _made = ReferenceCounter.objects.get_or_create(organisation=organisation, kind=kind.key)
    ReferenceCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    counter.refresh_from_db()
    return f"{organisation.code}-{kind.code}-{counter.last:04d}"


def _new_version(
    document: Document, major: int, minor: int, by: HasActor, based_on: DocumentVersion | None
) -> DocumentVersion:
    version = DocumentVersion(
        document=document,
        major=major,
        minor=minor,
        title=based_on.title if based_on else document.title,
        language=document.language,
        marking=based_on.marking if based_on else document.organisation.marking_default,
        handling=based_on.handling if based_on else "",
        based_on=based_on,
        author=by if isinstance(by, User) else None,
        author_as=described_actor(by, document.organisation),
        created_at=timezone.now(),
    )
    version.full_clean()
    version.save()
    return version


def _write_sections(version: DocumentVersion, texts: Iterable[SectionText]) -> None:
    for position, text in enumerate(texts, start=1):
        section = Section(
            version=version,
            key=text.key,
            position=position,
            heading=text.heading,
            body=text.body,
            body_sha256=Body.keep(text.body.encode()),
        )
        section.full_clean()
        section.save()


@act
def change_control(document: Document, *, by: User, **fields: object) -> Document:
    """Changes the control block: owner, audience, review cycle, distribution and the like.

    Raises ValidationError for an unknown field, a value that does not fit, and where texts marked OFFICIAL-SENSITIVE
    would be opened to everyone.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    unknown = fields.keys() - CONTROL_FIELDS
    if unknown:
        raise ValidationError(_("Unknown control field: %s") % ", ".join(sorted(unknown)))
    changed = sorted(name for name, value in fields.items() if getattr(document, name) != value)
    if not changed:
        return document
    for name in changed:
        setattr(document, name, fields[name])
    document.full_clean()
    if "audience" in changed and document.is_open_to_all:
        _check_nothing_sensitive_opens(document)
    document.save(update_fields=changed)
    record(
        events.CONTROL_CHANGED,
        document,
        by=by,
        audience=[document.organisation],
        facts={"fields": list(changed)},
    )
    return document


def _check_nothing_sensitive_opens(document: Document) -> None:
    sensitive = (
        document.versions.published_range().filter(marking=Marking.OFFICIAL_SENSITIVE).newest_first().first()
    )
    if sensitive is not None:
        raise ValidationError(
            {
                "audience": _(
                    "Version %(number)s is marked OFFICIAL-SENSITIVE and would be shown to everyone. "
                    "Keep the document closed, and publish what everyone may read as a document of its own."
                )
                % {"number": sensitive.number}
            }
        )


@act
def start_draft(
    document: Document,
    *,
    by: HasActor,
    based_on: DocumentVersion | None = None,
    edition: bool = False,
    sections: Sequence[SectionText] | None = None,
) -> DocumentVersion:
    """The next draft, with the text, rows, files and withheld parts of `based_on`, or else of the newest version.

    With `sections` it starts from that text and without rows: what was agreed elsewhere comes as it is. Its number is
    the next minor one, or with `edition` the next major one. Raises InvalidMove while another version is being worked
    on, ValidationError for a version of another document.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    open_version = document.versions.open().first()
    if open_version is not None:
        raise InvalidMove(
            _("Version %(number)s is being worked on already. Finish it before you start another draft.")
            % {"number": open_version.number}
        )
    newest = document.versions.newest_first().first()
    source = based_on or newest
    if newest is None or source is None or source.document_id != document.pk:
        raise ValidationError(_("Choose a version of this document to start from."))
    major, minor = (newest.major + 1, 0) if edition else (newest.major, newest.minor + 1)
    version = _new_version(document, major, minor, by, based_on=source)
    if sections is None:
        _write_sections(version, source.sections.order_by("position", "key"))
        for rows in registry.row_sets(document.kind):
            rows.copy(source, version)
        copy_attachments(source, version)
    else:
        _write_sections(version, sections)
    copy_withholdings(source, version)
    record(
        events.DRAFT_STARTED,
        version,
        by=by,
        audience=[document.organisation],
        facts={"version": version.number, "based_on": source.number},
    )
    return version


@act
def change_version(
    version: DocumentVersion,
    *,
    by: User,
    lock: int,
    title: str,
    marking: str,
    handling: str,
) -> DocumentVersion:
    """Changes the details of a draft. `lock` is the one that the person saw.

    Raises InvalidMove for a version that left draft, ValidationError when somebody changed the details meanwhile.
    """
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if version.lock != lock:
        raise ValidationError(
            _("Somebody changed these details before you. Look at them again, then save."), code="conflict"
        )
    version.title, version.marking, version.handling = title.strip(), marking, handling
    version.lock += 1
    version.full_clean()
    version.save(update_fields=["title", "marking", "handling", "lock"])
    record(
        events.DETAILS_CHANGED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "title": version.title},
    )
    return version


def check_draft(version: DocumentVersion) -> None:
    """Raises InvalidMove, with what to do instead, for a version whose text is frozen."""
    if version.state == State.DRAFT:
        return
    if version.is_open:
        sentence = _(
            "Version %(number)s is frozen, because it left draft. Your change was not saved. "
            "Take the version back to draft to change the text."
        )
    else:
        sentence = _(
            "Version %(number)s is frozen, because it left draft. Your change was not saved. "
            "Start a new draft to change the text."
        )
    raise InvalidMove(sentence % {"number": version.number})
