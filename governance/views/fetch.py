"""How the pages of a document find it: what a person may not see is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from governance.models import Document, DocumentVersion
from governance.presenting.policy import Shelf, shelf_of
from organisations.permissions import Person
from organisations.views.fetch import person_of


def shelf(request: HttpRequest, reference: str) -> tuple[Person, Document, Shelf]:
    """The person, the document and those of its versions that the person may read; 404 for none. Two queries."""
    person = person_of(request)
    document = get_object_or_404(Document.objects.visible_to(person).for_list(), reference=reference.upper())
    found = shelf_of(document, person)
    if not found.versions:
        raise Http404
    return person, document, found


def version_on_shelf(found: Shelf, number: str) -> DocumentVersion:
    """404 for a version that is not there, or not for this person."""
    version = found.numbered(number)
    if version is None:
        raise Http404
    return version
