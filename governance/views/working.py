"""What the pages of those who write, approve and publish begin and end with.

A refused form is answered with status 422 throughout, and a version that has moved on with 409.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audit.errors import InvalidMove
from governance.models import Document, DocumentVersion
from organisations.models import User
from organisations.permissions import Can, can, grants_with, require
from organisations.typed import typed_words
from organisations.views.fetch import person_of

MOVED = 409
PageOfVersion = Callable[[HttpRequest, str, str], HttpResponse]


class Work(NamedTuple):
    """A person at work on a version."""

    person: User
    version: DocumentVersion


class Desk(NamedTuple):
    """A person at work on a document as a whole."""

    person: User
    document: Document


def open_version(
    request: HttpRequest, reference: str, number: str, right: Can, *, with_sections: bool = True
) -> Work:
    """The version as the person may see it: 404 where that is not at all, 403 without the right."""
    person = person_of(request)
    mine = DocumentVersion.objects.visible_to(person).numbered(number)
    mine = mine.for_page() if with_sections else mine.for_list()
    mine = mine.select_related("document__owner", "based_on")
    version = get_object_or_404(mine, document__reference=reference.upper())
    return Work(_with_right(person, right, version.document), version)


def open_document(request: HttpRequest, reference: str, right: Can) -> Desk:
    person = person_of(request)
    mine = Document.objects.visible_to(person).for_list()
    document = get_object_or_404(mine, reference=reference.upper())
    return Desk(_with_right(person, right, document), document)


def _with_right(person: object, right: Can, document: Document) -> User:
    if not isinstance(person, User):
        raise Http404
    # A grant on one document carries some rights on it; every other right here is one in the organisation.
    thing = document if grants_with(right) else document.organisation
    if not can(person, right, thing):
        require(person, right, thing)
    return person


def put(form: forms.BaseForm, name: str, value: object) -> None:
    """Replaces what a hidden field of a refused form carries, so that sending it again is a decision of its own."""
    data = cast("QueryDict", form.data).copy()
    data[name] = str(value)
    form.data = data


def moved_on(
    request: HttpRequest, version: DocumentVersion, refused: InvalidMove | None = None
) -> HttpResponse:
    """Says where the version stands now, since what was asked for does not fit that, and gives back what was typed."""
    context = {
        "version": version,
        "document": version.document,
        "sentence": str(refused or ""),
        "typed": typed_words(request),
    }
    return render(request, "governance/moved_on.html", context, status=MOVED)


def follows(page: PageOfVersion) -> PageOfVersion:
    """For a version that moves on while a form is on its way: the page answers as it would to a later form.

    It is asked again, and finds the version where it stands now."""

    @wraps(page)
    def asked(request: HttpRequest, reference: str, number: str) -> HttpResponse:
        try:
            return page(request, reference, number)
        except InvalidMove:
            pass
        try:
            return page(request, reference, number)
        except InvalidMove as refused:
            mine = DocumentVersion.objects.visible_to(person_of(request)).numbered(number).for_page()
            return moved_on(request, get_object_or_404(mine, document__reference=reference), refused)

    return asked


def repeated(request: HttpRequest, version: DocumentVersion, state: str, by: User | None) -> bool:
    """The same form sent twice: the version is where it was to go, and this person brought it there."""
    return request.method == "POST" and version.state == state and by is not None and by == request.user


def to_draft(version: DocumentVersion, anchor: str = "") -> HttpResponse:
    return redirect(address("draft", version) + anchor)


def address(name: str, version: DocumentVersion, *more: str) -> str:
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])
