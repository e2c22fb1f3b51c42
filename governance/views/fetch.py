"""How the pages of a document find it: what a person may not see is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from governance.disclosure import reads_whole
from governance.models import Document, DocumentVersion
from governance.presenting.shelf import Shelf, shelf_of
from organisations.permissions import Person
from organisations.views.fetch import person_of

PUBLIC = "public"


def shelf(
    request: HttpRequest, reference: str, *, with_people: bool = True
) -> tuple[Person, Document, Shelf]:
    """The person, the document and those of its versions that the person may read; 404 for none. Two queries.

    With `?as=public` who reads the whole is shown what the public reads.
    """
    person = person_of(request)
    document = get_object_or_404(Document.objects.visible_to(person).for_list(), reference=reference.upper())
    found = shelf_of(document, person, with_people=with_people)
    if not found.versions:
        raise Http404
    if request.GET.get("as") == PUBLIC and reads_whole(person, document):
        found = found.as_the_public_sees_it(document)
    return person, document, found


def version_on_shelf(found: Shelf, number: str) -> DocumentVersion:
    """404 for a version that is not there, or not for this person."""
    version = found.numbered(number)
    if version is None:
        raise Http404
    return version
