"""What a person can do next with a version that is being worked on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.lifecycle import State
from governance.models import DocumentVersion
from organisations.permissions import Can, Person, can, rights_in


@dataclass(frozen=True)
class Step:
    """A button or link. `is_mine`: the version waits for this person; else it waits for `waits_for`.

    `is_act`: there is more to do than to read.
    """

    text: str
    verb: str
    href: str
    is_mine: bool
    waits_for: str = ""
    is_act: bool = True


def rights_on(person: Person, version: DocumentVersion) -> frozenset[Can]:
    """What the person may do with the document, by role or by a grant. At most one query, none for members."""
    rights = rights_in(person, version.organisation)
    if Can.APPROVE not in rights and can(person, Can.APPROVE, version.document):
        rights |= {Can.APPROVE}
    return rights


def next_step(version: DocumentVersion, person: Person, rights: Collection[Can]) -> Step:
    """No query, for lists: `rights` are the person's on the document."""

    def at(name: str) -> str:
        return reverse(f"governance:{name}", args=[version.document.reference, version.number])

    match version.state:
        case State.DRAFT if Can.DRAFT in rights:
            mine = version.author_id == person.pk
            return Step(_("Go on writing"), _("Finish"), at("draft"), mine, version.author_name)
        case State.IN_REVIEW if Can.APPROVE in rights:
            own = version.submitted_by_id == person.pk and version.organisation.has_four_eyes
            if not own:
                return Step(_("Review it"), _("Approve"), at("review"), True)
            return Step(
                _("See the review"), _("Approve"), at("review"), False, _("a second person, who approves")
            )
        case State.APPROVED if Can.PUBLISH in rights:
            return Step(_("Publish it"), _("Publish"), at("publish"), True)
        case _:
            return Step(_("Read it"), _("Read"), at("version"), False, _waits_for(version), is_act=False)


def _waits_for(version: DocumentVersion) -> str:
    if version.state == State.DRAFT:
        return version.author_name
    return _("who approves") if version.state == State.IN_REVIEW else _("who publishes")
