"""What a search found, as its page shows it: each hit with the words that it was found by, and ways to narrow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from governance import registry
from governance.models import SearchEntry
from governance.search.finding import BODY, PAGE, Results
from governance.search.passages import Piece, marked, passage
from governance.search.words import Terms
from organisations.models import Organisation

MOST_BODIES = 10  # organisations offered to narrow a search by


@dataclass(frozen=True)
class Hit:
    """One row. `within`: the document that a section stands in."""

    title: Sequence[Piece]
    text: Sequence[Piece]
    address: str
    kind: str
    within: str
    organisation: str
    reference: str
    language: str


@dataclass(frozen=True)
class Facet:
    """One way to narrow the search: how many hits are left, and the address that does it."""

    text: str
    count: int
    href: str


def hits(results: Results) -> list[Hit]:
    labels = registry.labels_of_entries()
    return [_hit(entry, results.terms, labels) for entry in results.entries]


def _hit(entry: SearchEntry, terms: Terms, labels: Mapping[str, str]) -> Hit:
    is_body = entry.kind == BODY
    return Hit(
        title=marked(entry.title, terms),
        text=passage(entry.text or entry.subtitle, terms),
        address=entry.address,
        kind=_kind(entry, labels),
        within="" if is_body else entry.subtitle,
        organisation=entry.organisation.name if entry.organisation and not is_body else "",
        reference=entry.document.reference if entry.document else "",
        language=entry.language,
    )


def _kind(entry: SearchEntry, labels: Mapping[str, str]) -> str:
    """What one such thing is called: a kind of document, or of body."""
    if entry.document is not None:
        return str(entry.document.kind_model.label)
    if entry.kind == BODY and entry.organisation is not None:
        return entry.organisation.get_kind_display()
    return labels.get(entry.kind, "")


def kinds(results: Results, query: QueryDict) -> list[Facet]:
    """In the order of the kinds; none where all hits are of one."""
    if len(results.kinds) < 2:
        return []
    return [
        Facet(label, results.kinds[key], href(query, kind=key))
        for key, label in registry.labels_of_entries().items()
        if key in results.kinds
    ]


def bodies(results: Results, query: QueryDict) -> list[Facet]:
    """Those with the most hits; none where all are of one. At most one query."""
    if len(results.bodies) < 2:
        return []
    found = Organisation.objects.filter(pk__in=results.bodies).values_list("pk", "name", "sort_name", "code")
    ordered = sorted(found, key=lambda row: (-results.bodies[row[0]], row[2], row[3]))
    return [
        Facet(name, results.bodies[key], href(query, organisation=code))
        for key, name, _sort, code in ordered[:MOST_BODIES]
    ]


def chosen(query: QueryDict, kind: str, organisation: Organisation | None) -> list[dict[str, str]]:
    """The filters in use, each with the address without it."""
    found = []
    if kind:
        found.append({"text": registry.labels_of_entries()[kind], "href": href(query, kind="")})
    if organisation is not None:
        found.append({"text": organisation.name, "href": href(query, organisation="")})
    return found


def pages(results: Results, query: QueryDict, page: int) -> dict[str, str]:
    """Addresses of the neighbouring pages, empty where there is none."""
    before = href(query, page=str(page - 1) if page > 2 else "") if page > 1 else ""
    after = href(query, page=str(page + 1)) if page * PAGE < results.count else ""
    return {"before": before, "after": after}


def href(query: QueryDict, **changes: str) -> str:
    """The address of the same search with some of it changed; an empty value takes it out. Back on the first page."""
    rest = query.copy()
    for name, value in {"page": "", **changes}.items():
        rest.pop(name, None)
        if value:
            rest[name] = value
    return f"?{rest.urlencode()}"
