"""What documents say to the search: each version in force, or to be in force, as a whole and section by section."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance import registry
from governance.disclosure import to_the_public
from governance.entries import Entry, SearchSource
from governance.kinds import VersionText
from governance.markdown import plain
from governance.models import Document, DocumentVersion
from governance.models.version import DocumentVersionQuerySet
from governance.presenting.rows import ShownRow, ShownRows, parts
from governance.presenting.text import NumberedSection, whole_texts_of
from governance.withheld import Disclosure, part_of_rows, part_of_section


def keys() -> Iterable[UUID]:
    own = registry.kinds_with_own_entries()
    return Document.objects.exclude(kind__in=own).order_by("pk").values_list("pk", flat=True).iterator()


def entries(documents: Collection[UUID]) -> Iterator[Entry]:
    """What these documents say, but those of kinds that have a source of their own."""
    own = registry.kinds_with_own_entries()
    yield from entries_of(findable_versions().exclude(document__kind__in=own).filter(document__in=documents))


def findable_versions() -> DocumentVersionQuerySet:
    """Versions that are in force or will be."""
    lasting = Q(effective_to__isnull=True) | Q(effective_to__gt=timezone.localdate())
    return DocumentVersion.objects.published_range().filter(lasting).select_related("document__organisation")


def entries_of(versions: Iterable[DocumentVersion]) -> Iterator[Entry]:
    """One entry for each version as a whole, and one for each of its sections.

    One query beside that for them, and one for each version of which parts are withheld.
    """
    found = list(versions)
    texts = whole_texts_of(found)
    for version in found:
        yield from _of_version(version, texts[version.pk], to_the_public(version))


def _of_version(version: DocumentVersion, text: VersionText, public: Disclosure) -> Iterator[Entry]:
    document = version.document
    body, kind = document.organisation, document.kind_model
    address = document.get_absolute_url()
    whole = Entry(
        key=str(version.pk),
        target=document.pk,
        kind=document.kind,
        title=version.title,
        context=" ".join([body.name, body.name_cy, body.code, document.reference, str(kind.label)]),
        names=(document.reference, f"{document.reference} {version.number}", version.title),
        address=address,
        organisation=body.pk,
        document=document.pk,
        language=version.language,
        is_open=document.is_open_to_all,
        valid_from=version.effective_from or date.max,
        valid_to=version.effective_to or date.max,
    )
    yield whole
    for part in parts(text, kind):
        if isinstance(part, ShownRows):
            shown = _as_far_as(public, part_of_rows(part.key), whole)
            yield from (_of_row(shown, row) for row in part.rows if row.name)
        else:
            yield _of_section(_as_far_as(public, part_of_section(part.key), whole), part)


def _as_far_as(public: Disclosure, part: str, whole: Entry) -> Entry:
    """What the public does not read is found by those who read the whole."""
    return whole if public.shows(part) else replace(whole, is_open=False)


def _of_section(whole: Entry, section: NumberedSection) -> Entry:
    return replace(
        whole,
        key=f"{whole.key}/{section.key}",
        title=section.heading,
        subtitle=whole.title,
        text=plain(section.body),
        names=(section.heading,),
        address=f"{whole.address}#{section.anchor}",
    )


def _of_row(whole: Entry, row: ShownRow) -> Entry:
    """A step, say: found by what it says, at its place on the page."""
    return replace(
        whole,
        key=f"{whole.key}/{row.anchor}",
        title=row.name,
        subtitle=whole.title,
        text="\n".join(plain(field.words) if field.is_prose else field.words for field in row.fields),
        names=(row.name,),
        address=f"{whole.address}#{row.anchor}",
    )


def of_organisations(organisations: Collection[UUID]) -> Iterable[UUID]:
    return Document.objects.filter(organisation__in=organisations).values_list("pk", flat=True)


def of_versions(versions: Collection[UUID]) -> Iterable[UUID]:
    return DocumentVersion.objects.filter(pk__in=versions).values_list("document_id", flat=True)


registry.add_search_source(
    SearchSource(
        key="section",
        keys=keys,
        entries=entries,
        touched={
            "governance.document": lambda documents: documents,
            "governance.documentversion": of_versions,
            "organisations.organisation": of_organisations,
        },
        labels={},
    )
)
