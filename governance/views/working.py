"""What the pages of those who write, approve and publish begin and end with.

A refused form is answered with status 422 throughout, and a version that has moved on with 409: a script, a test or a
browser then never takes a refusal for a success.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audit.errors import InvalidMove
from governance.models import Document, DocumentVersion
from organisations.models import Membership, Organisation, User
from organisations.permissions import Can, can, require, roles_with
from organisations.views.fetch import person_of

REFUSED = 422
MOVED = 409


class Work(NamedTuple):
    """A person at work on a version."""

    person: User
    version: DocumentVersion


class Desk(NamedTuple):
    """A person at work on a document as a whole."""

    person: User
    document: Document


def open_version(request: HttpRequest, reference: str, number: str, right: Can) -> Work:
    """The version as the person may see it: 404 where that is not at all, 403 without the right."""
    person = person_of(request)
    mine = DocumentVersion.objects.visible_to(person).numbered(number).for_page()
    mine = mine.select_related("document__owner", "based_on")
    version = get_object_or_404(mine, document__reference=reference)
    return Work(_with_right(person, right, version.document), version)


def open_document(request: HttpRequest, reference: str, right: Can) -> Desk:
    person = person_of(request)
    mine = Document.objects.visible_to(person).for_list()
    document = get_object_or_404(mine, reference=reference)
    return Desk(_with_right(person, right, document), document)


def _with_right(person: object, right: Can, document: Document) -> User:
    if not isinstance(person, User):
        raise Http404
    # A grant on one document carries the right to approve it; every other right here is one in the organisation.
    thing = document if right is Can.APPROVE else document.organisation
    if not can(person, right, thing):
        require(person, right, thing)
    return person


def answer(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.BaseForm
) -> HttpResponse:
    """A page with a form: 422 where the form was refused, with everything that was typed."""
    refused = form.is_bound and bool(form.errors)
    return render(request, template, {**context, "form": form}, status=REFUSED if refused else 200)


def put(form: forms.BaseForm, name: str, value: object) -> None:
    """Replaces what a hidden field of a refused form carries, so that sending it again is a decision of its own."""
    data = cast("QueryDict", form.data).copy()
    data[name] = str(value)
    form.data = data


def moved_on(
    request: HttpRequest, version: DocumentVersion, refused: InvalidMove | None = None
) -> HttpResponse:
    """Says where the version stands now, since what was asked for does not fit that."""
    context = {"version": version, "document": version.document, "sentence": str(refused or "")}
    return render(request, "governance/moved_on.html", context, status=MOVED)


def repeated(request: HttpRequest, version: DocumentVersion, state: str, by: User | None) -> bool:
    """The same form sent twice: the version is where it was to go, and this person brought it there."""
    return request.method == "POST" and version.state == state and by is not None and by == request.user


def to_draft(version: DocumentVersion, anchor: str = "") -> HttpResponse:
    return redirect(address("draft", version) + anchor)


def address(name: str, version: DocumentVersion, *more: str) -> str:
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])


def people_who(right: Can, organisation: Organisation, but: User | None = None) -> list[User]:
    """Active people whose role gives them a right in the organisation today, by name."""
    roles = [role.value for role in roles_with(right)]
    rows = Membership.objects.current().for_list().filter(organisation=organisation, role__in=roles)
    found = {row.user_id: row.user for row in rows if row.user.is_active}
    return [person for key, person in found.items() if but is None or key != but.pk]
