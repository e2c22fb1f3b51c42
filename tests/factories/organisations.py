"""The smallest valid organisations, people and memberships."""

from __future__ import annotations

from datetime import date

from organisations.models import Membership, Organisation, User
from tests.audit.helpers import acting

START = date(2020, 1, 1)


def make_organisation(code="NCC", **fields):
    fields.setdefault("name", f"Organisation {code}")
    with acting():
        return Organisation.objects.create(code=code, **fields)


def make_person(email="person@northshire.example", **fields):
    password = fields.pop("password", None)
    fields.setdefault("name", email.partition("@")[0].title())
    person = User(email=email.lower(), **fields)
    person.set_password(password)
    person.save()
    return person


def make_member(person, organisation, role, **fields):
    fields.setdefault("starts_on", START)
    with acting():
        return Membership.objects.create(user=person, organisation=organisation, role=role, **fields)
