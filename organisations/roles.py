"""The roles that a membership can carry, and what each right means. Which role holds which right: permissions.py."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Role(models.TextChoices):
    """What a person is in one organisation, between two dates."""

    PRACTITIONER = "practitioner", _("Practitioner")
    INFORMATION_OFFICER = "information_officer", _("Information officer")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Organisation administrator")


ROLE_SENTENCES: dict[Role, Promise] = {
    Role.PRACTITIONER: _(
        "Works with the people whom information is about, and reads what the organisation has decided."
    ),
    Role.INFORMATION_OFFICER: _("Writes policies, has them reviewed and publishes them."),
    Role.MANAGER: _("Answers for the organisation: approves, publishes and withdraws."),
    Role.AUDITOR: _("Reads the log of everything that was done. Changes nothing."),
    Role.ADMINISTRATOR: _("Looks after the organisation's entry and its people. Writes no policies."),
}


class Can(Enum):
    """One right each, with the sentence that explains it to people."""

    READ_INTERNAL = "read_internal", _("Read what the organisation keeps to itself")
    READ_DRAFTS = "read_drafts", _("Read drafts and what is in review")
    DRAFT = "draft", _("Write and change drafts")
    COMMENT = "comment", _("Comment on drafts, answer comments and resolve them")
    SUBMIT = "submit", _("Submit a draft for review")
    APPROVE = "approve", _("Approve a draft or send it back")
    SIGN = "sign", _("Sign agreements for the organisation, or decline to")
    PUBLISH = "publish", _("Publish an approved version")
    WITHDRAW = "withdraw", _("Withdraw a published version")
    READ_LOG = "read_log", _("Read the organisation's log")
    MANAGE_ORGANISATION = (
        "manage_organisation",
        _("Change the organisation's details, contacts and rules"),
    )
    MANAGE_PEOPLE = (
        "manage_people",
        _("Add people, give and end roles, appointments and teams"),
    )
    KEEP_BODIES = (
        "keep_bodies",
        _("Bring public lists of bodies into the register, in the organisation that keeps it"),
    )
    GRANT_ACCESS = (
        "grant_access",
        _("Let a named person from outside read, comment on or approve one document"),
    )

    def __init__(self, key: str, sentence: Promise) -> None:
        self.key = key
        self.sentence = sentence


ROLE_RIGHTS: dict[Role, frozenset[Can]] = {
    Role.PRACTITIONER: frozenset({Can.READ_INTERNAL}),
    Role.INFORMATION_OFFICER: frozenset(
        {
            Can.READ_INTERNAL,
            Can.READ_DRAFTS,
            Can.DRAFT,
            Can.COMMENT,
            Can.SUBMIT,
            Can.APPROVE,
            Can.PUBLISH,
            Can.WITHDRAW,
            Can.GRANT_ACCESS,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Can.READ_INTERNAL,
            Can.READ_DRAFTS,
            Can.COMMENT,
            Can.APPROVE,
            Can.SIGN,
            Can.PUBLISH,
            Can.WITHDRAW,
        }
    ),
    Role.AUDITOR: frozenset({Can.READ_INTERNAL, Can.READ_LOG}),
    Role.ADMINISTRATOR: frozenset(
        {Can.READ_INTERNAL, Can.MANAGE_ORGANISATION, Can.MANAGE_PEOPLE, Can.KEEP_BODIES}
    ),
}
# The bodies belong to the register: these count in the one organisation that keeps it (settings.REGISTER_KEEPER).
KEEPER_RIGHTS = frozenset({Can.KEEP_BODIES})

# What a grant on one document gives to a person who need not be a member. Each codename is a permission of the
# guarded model (its Meta.permissions = GRANT_PERMISSIONS).
GRANTS: dict[str, frozenset[Can]] = {
    "read_document": frozenset({Can.READ_INTERNAL}),
    "read_drafts": frozenset({Can.READ_INTERNAL, Can.READ_DRAFTS}),
    "comment_document": frozenset({Can.READ_INTERNAL, Can.READ_DRAFTS, Can.COMMENT}),
    "approve_document": frozenset({Can.READ_INTERNAL, Can.READ_DRAFTS, Can.COMMENT, Can.APPROVE}),
}
GRANT_PERMISSIONS: list[tuple[str, str | _StrPromise]] = [
    ("read_document", _("Read this document")),
    ("read_drafts", _("Read this document and its drafts")),
    ("comment_document", _("Read this document and its drafts, and comment on them")),
    ("approve_document", _("Read this document and its drafts, comment on them and approve them")),
]


def roles_with(right: Can) -> list[Role]:
    """The roles that hold a right, in the order of Role."""
    return [role for role in Role if right in ROLE_RIGHTS[role]]


def grants_with(right: Can) -> list[str]:
    """The codenames of grants that give a right on a single document."""
    return [codename for codename, rights in GRANTS.items() if right in rights]
