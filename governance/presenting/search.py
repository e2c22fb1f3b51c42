"""What a search found, as its page shows it: each hit with the words that it was found by, and ways to narrow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html

from governance import registry
from governance.search.finding import PAGE, Results
from governance.search.hits import BODY
from governance.search.passages import Piece, marked, passage
from governance.search.shown import Shown
from governance.search.words import Terms
from organisations.models import Organisation, OrganisationKind

MARK = '<mark class="sr-mark">{}</mark>'


class Hit(TypedDict):
    """One row; a template looks up a key faster than an attribute. `title` and `text` are safe HTML."""

    title: str
    text: str
    address: str
    kind: str
    within: str  # the title of what a section stands in
    organisation: str
    reference: str
    beside: str  # of two hits with one title it tells which is which
    language: str  # empty: that of the page


@dataclass(frozen=True)
class Facet:
    """One way to narrow the search: how many hits are left, and the address that does it."""

    text: str
    count: int
    href: str


def hits(results: Results) -> list[Hit]:
    kind = lru_cache(_kind)  # a word is translated once a page
    return [_hit(entry, results.terms, kind) for entry in results.entries]


def _hit(entry: Shown, terms: Terms, kind: Callable[[str, str | None, str | None], str]) -> Hit:
    is_body = entry.kind == BODY
    within, organisation = ("", "") if is_body else (entry.subtitle, entry.organisation or "")
    return Hit(
        title=_html(marked(entry.title, terms)),
        text=_html(passage(entry.text or entry.subtitle, terms)),
        address=entry.address,
        kind=kind(entry.kind, entry.document_kind, entry.organisation_kind),
        within=within,
        organisation=organisation,
        reference=entry.reference or "",
        beside=", ".join(filter(None, (within, organisation))),
        language="" if entry.language == settings.LANGUAGE_CODE else entry.language,
    )


def _html(pieces: Sequence[Piece]) -> str:
    """Escaped, with the words of the search marked."""
    form = "".join([MARK if piece.marked else "{}" for piece in pieces])
    return format_html(form, *[piece.text for piece in pieces]) if pieces else ""


def _kind(kind: str, document_kind: str | None, organisation_kind: str | None) -> str:
    """What one such thing is called: a kind of document, or of body."""
    if document_kind:
        return str(registry.kind(document_kind).label)
    if kind == BODY and organisation_kind:
        return str(OrganisationKind(organisation_kind).label)
    return registry.labels_of_entries().get(kind, "")


def kinds(results: Results, query: QueryDict) -> list[Facet]:
    """In the order of the kinds; none where all hits are of one."""
    counts = results.hits.kinds
    if len(counts) < 2:
        return []
    return [
        Facet(label, counts[key], href(query, kind=key))
        for key, label in registry.labels_of_entries().items()
        if key in counts
    ]


def bodies(results: Results, query: QueryDict) -> list[Facet]:
    """Those with the most hits; none where all are of one."""
    found = results.hits.bodies
    if len(found) < 2:
        return []
    return [Facet(body.name, body.hits, href(query, organisation=body.code)) for body in found]


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
    after = href(query, page=str(page + 1)) if page * PAGE < results.hits.count else ""
    return {"before": before, "after": after}


def href(query: QueryDict, **changes: str) -> str:
    """The address of the same search with some of it changed; an empty value takes it out. Back on the first page."""
    rest = query.copy()
    for name, value in {"page": "", **changes}.items():
        rest.pop(name, None)
        if value:
            rest[name] = value
    return f"?{rest.urlencode()}"
