"""What agreements say to the search: one entry for each version that stands in the register, on the days on which it
does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from governance import registry
from governance.disclosure import to_the_public
from governance.entries import Entry, SearchSource
from governance.kinds import VersionText
from governance.markdown import plain
from governance.models import Document, DocumentVersion
from governance.models.document import DocumentQuerySet
from governance.presenting.text import whole_texts_of
from governance.rows import FrozenRow, RowSet
from governance.withheld import Disclosure, is_stand_in, part_of_rows, part_of_section
from protocols.kinds import KINDS
from protocols.models import EntryParty, RegisterEntry
from protocols.powers import label


def agreements() -> DocumentQuerySet:
    return Document.objects.filter(kind__in=KINDS)


def keys() -> Iterable[UUID]:
    return agreements().order_by("pk").values_list("pk", flat=True).iterator()


def entries(documents: Collection[UUID]) -> Iterator[Entry]:
    """Four queries, and one for each version of which parts are withheld."""
    rows = RegisterEntry.objects.filter(document__in=documents)
    found = list(rows.select_related("document__organisation", "version").order_by("document", "number"))
    texts = whole_texts_of([_version(row) for row in found])
    bodies = defaultdict(list)
    for key, body in EntryParty.objects.filter(entry__in=found).values_list("entry_id", "organisation_id"):
        if body is not None:
            bodies[key].append(body)
    for row in found:
        public = to_the_public(row.version)
        whole, shown = texts[row.version_id], public.of(texts[row.version_id])
        open_entry = _entry(row, shown, tuple(bodies[row.pk]))
        if row.hidden_from is not None and row.hidden_from < open_entry.valid_to:
            yield from _parted(open_entry, row.hidden_from)
        else:
            yield open_entry
        if not public.is_all:
            yield _withheld(open_entry, whole, public)


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
        text="\n\n".join(plain(each.body) for each in text.sections if not is_stand_in(each)),
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


def _parted(entry: Entry, hidden_from: date) -> Iterator[Entry]:
    """What leaves the public register by its rule is found by everybody until then, and by its parties after that."""
    if entry.valid_from < hidden_from:
        yield replace(entry, valid_to=hidden_from)
    start = max(entry.valid_from, hidden_from)
    yield replace(entry, key=f"{entry.key}/hidden", is_open=False, valid_from=start)


def _withheld(entry: Entry, whole: VersionText, public: Disclosure) -> Entry:
    """What the public does not read, found by those who read the whole."""
    sections = [each for each in whole.sections if not public.shows(part_of_section(each.key))]
    said = [f"{each.heading}\n{plain(each.body)}" for each in sections]
    for rows in registry.row_sets(entry.kind):
        if not public.shows(part_of_rows(rows.key)):
            said += [_of_row(rows, row) for row in rows.of(whole.rows)]
    key = f"{entry.key}/withheld"
    return replace(entry, key=key, text="\n\n".join(said), names=(), bodies=(), is_open=False)


def _of_row(rows: RowSet, row: FrozenRow) -> str:
    return " ".join(filter(None, (column.show(row.get(column.key)) for column in rows.columns)))


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
