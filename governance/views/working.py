"""What the pages of those who write, approve and publish begin and end with.

A refused form is answered with status 422 throughout, and a version that has moved on with 409.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, cast

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from audit.errors import InvalidMove
from governance.models import Document, DocumentVersion
from organisations.models import User
from organisations.permissions import Can, can, granted, grants_with, require
from organisations.typed import typed_words
from organisations.views.fetch import person_of

if TYPE_CHECKING:
    from governance.models.version import DocumentVersionQuerySet
    from organisations.permissions import Person

MOVED = 409
BESIDE = ("document__owner", "based_on")
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
    request: HttpRequest,
    reference: str,
    number: str,
    right: Can,
    *,
    with_sections: bool = True,
    beside: Sequence[str] = (),
) -> Work:
    """The version as the person may see it: 404 where that is not at all, 403 without the right.

    `beside`: what else stands once beside each version and is read with it."""
    person = person_of(request)
    mine = _versions(person, reference, right).numbered(number).select_related(*BESIDE, *beside)
    version = get_object_or_404(mine.prefetch_related("sections") if with_sections else mine)
    return Work(_with_right(person, right, version.document, is_granted=_is_granted(version)), version)


def open_beside(
    request: HttpRequest, reference: str, number: str, right: Can
) -> tuple[Work, DocumentVersion | None]:
    """The same without its sections, and what its text is read against: the version in force in its language, else the
    one that the text was taken from. One query for both."""
    person, on = person_of(request), timezone.localdate()
    beside = DocumentVersion.objects.filter(document__reference=reference.upper())
    wanted = beside.numbered(number) | beside.in_force(on)
    found = list(_versions(person, reference, right).filter(pk__in=wanted.values("pk")))
    version = next((each for each in found if each.number == number), None)
    if version is None:
        raise Http404
    work = Work(_with_right(person, right, version.document, is_granted=_is_granted(version)), version)
    others = [each for each in (*found, version.based_on) if each is not None and each != version]
    return work, next((each for each in others if each.language == version.language), None)


def _versions(person: Person, reference: str, right: Can) -> DocumentVersionQuerySet:
    """Those of a document that the person may see; they know whether a grant on it carries the right."""
    mine = DocumentVersion.objects.visible_to(person).filter(document__reference=reference.upper())
    if grants_with(right):
        mine = mine.annotate(is_granted=Q(document__in=granted(person, right, Document)))
    return mine.for_list().select_related(*BESIDE)


def _is_granted(version: DocumentVersion) -> bool:
    return bool(vars(version).get("is_granted"))


def open_document(request: HttpRequest, reference: str, right: Can) -> Desk:
    person = person_of(request)
    mine = Document.objects.visible_to(person).for_list()
    document = get_object_or_404(mine, reference=reference.upper())
    return Desk(_with_right(person, right, document), document)


def _with_right(person: object, right: Can, document: Document, *, is_granted: bool = False) -> User:
    if not isinstance(person, User):
        raise Http404
    if is_granted:
        return person
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
