"""What agreements say to the search: one entry for each version that stands in the register, on the days on which it
does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from governance import registry
from governance.entries import Entry, SearchSource
from governance.kinds import VersionText
from governance.markdown import plain
from governance.models import Document, DocumentVersion
from governance.models.document import DocumentQuerySet
from governance.presenting.text import texts_of
from protocols.kinds import KINDS
from protocols.models import EntryParty, RegisterEntry
from protocols.powers import label


def agreements() -> DocumentQuerySet:
    return Document.objects.filter(kind__in=KINDS)


def keys() -> Iterable[UUID]:
    return agreements().order_by("pk").values_list("pk", flat=True).iterator()


def entries(documents: Collection[UUID]) -> Iterator[Entry]:
    """Four queries, whatever the number of agreements."""
    rows = RegisterEntry.objects.filter(document__in=documents)
    found = list(rows.select_related("document__organisation", "version").order_by("document", "number"))
    texts = texts_of([_version(row) for row in found])
    bodies = defaultdict(list)
    for key, body in EntryParty.objects.filter(entry__in=found).values_list("entry_id", "organisation_id"):
        if body is not None:
            bodies[key].append(body)
    for row in found:
        yield _entry(row, texts[row.version_id], tuple(bodies[row.pk]))


def _version(row: RegisterEntry) -> DocumentVersion:
    version = row.version
    version.document = row.document
    return version


def _entry(row: RegisterEntry, text: VersionText, bodies: tuple[UUID, ...]) -> Entry:
    document = row.document
    parties = [party["name"] for party in row.parties]
    codes = [party["code"] for party in row.parties if party["code"]]
    powers = [label(key) for key in row.powers]
    terms = next(iter(text.rows.get("terms", ())), {})
    return Entry(
        key=str(row.version_id),
        target=document.pk,
        kind=document.kind,
        title=_("%(title)s (withdrawn)") % {"title": row.title} if row.withdrawn_at else row.title,
        subtitle=", ".join(parties),
        context=" ".join([*codes, *powers, row.reference, str(terms.get("areas", ""))]),
        text="\n\n".join(plain(section.body) for section in text.sections),
        names=(row.reference, row.title),
        address=row.get_absolute_url(),
        organisation=document.organisation_id,
        bodies=bodies,
        document=document.pk,
        language=text.language,
        is_open=document.is_open_to_all,
        valid_from=row.shown_from,
        valid_to=row.shown_to or date.max,
    )


def of_documents(documents: Collection[UUID]) -> Iterable[UUID]:
    return agreements().filter(pk__in=documents).values_list("pk", flat=True)


def of_versions(versions: Collection[UUID]) -> Iterable[UUID]:
    return agreements().filter(versions__in=versions).values_list("pk", flat=True)


def of_organisations(organisations: Collection[UUID]) -> Iterable[UUID]:
    return agreements().filter(organisation__in=organisations).values_list("pk", flat=True)


registry.add_search_source(
    SearchSource(
        key="agreement",
        keys=keys,
        entries=entries,
        touched={
            "governance.document": of_documents,
            "governance.documentversion": of_versions,
            "organisations.organisation": of_organisations,
        },
        labels={},
        kinds=KINDS,
    )
)
