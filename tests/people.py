"""The people whom each page and act meets; `people` is a fixture of tests/conftest.py."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from organisations.permissions import Role
from tests.factories.organisations import make_member, make_organisation, make_person

PASSWORD = "correct horse battery staple"  # of the tests alone
ROLES = {
    "officer": Role.INFORMATION_OFFICER,
    "approver": Role.INFORMATION_OFFICER,
    "manager": Role.MANAGER,
    "practitioner": Role.PRACTITIONER,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}


def make_people():
    """Members of NCC by role, a stranger (officer of NPT), nobody at all; with both organisations."""
    council = make_organisation("NCC", name="Northshire County Council", kind="council")
    trust = make_organisation("NPT", name="Northport Trust", kind="nhs")
    people = SimpleNamespace(organisation=council, other=trust, anonymous=AnonymousUser())
    for name, role in ROLES.items():
        person = make_person(f"{name}@northshire.example", name=name.title())
        make_member(person, council, role)
        setattr(people, name, person)
    people.stranger = make_person("stranger@northport.example", name="Stranger")
    make_member(people.stranger, trust, Role.INFORMATION_OFFICER)
    return people


@pytest.fixture
def people(db):
    return make_people()
