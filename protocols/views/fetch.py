"""How the pages of an agreement find it: what a person may not see is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from governance.disclosure import reads_whole
from governance.models import DocumentVersion
from governance.views.fetch import shelf
from protocols.presenting.agreement import AgreementShelf, agreement_shelf


def agreement_of(request: HttpRequest, reference: str) -> AgreementShelf:
    """The agreement with its published versions that the person may read; 404 for what is none. Three queries.

    `versions` is empty where only drafts may be read. What left the public register by its rule is there for the people
    of its parties alone."""
    person, document, found = shelf(request, reference)
    if not document.kind_model.is_agreement:
        raise Http404
    shelf_of_it = agreement_shelf(document, found, person)
    if shelf_of_it.hidden_from is not None and not reads_whole(person, document):
        raise Http404
    return shelf_of_it


def version_of(found: AgreementShelf, number: str) -> DocumentVersion:
    """404 for a number that no published version has."""
    version = found.numbered(number)
    if version is None:
        raise Http404
    return version
