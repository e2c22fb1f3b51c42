"""What every page of an organisation's settings begins with."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from organisations.models import Organisation, User
from organisations.permissions import Can, Person, can, require


class Visit(NamedTuple):
    """A member in his organisation."""

    person: User
    organisation: Organisation


def person_of(request: HttpRequest) -> Person:
    return request.user if isinstance(request.user, User) else AnonymousUser()


def visit(request: HttpRequest, code: str, right: Can = Can.READ_INTERNAL) -> Visit:
    """The organisation's settings as a member sees them: 404 for anyone else, 403 for members without the right."""
    person = person_of(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(person), code=code.upper())
    if not isinstance(person, User) or not can(person, Can.READ_INTERNAL, organisation):
        raise Http404
    if not can(person, right, organisation):
        require(person, right, organisation)
    return Visit(person, organisation)
