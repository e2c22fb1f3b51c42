"""What a person can do next with a version that is being worked on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.lifecycle import State
from governance.models import ApprovalSeat, DocumentVersion
from governance.models.version import Grade
from governance.presenting.approval import waited_for
from governance.seats import waiting_for
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


def asked(version: DocumentVersion, person: Person, rights: Collection[Can]) -> tuple[bool, str]:
    """Whether a version in review waits for this person, and in words for whom it waits. One query; else none."""
    if version.state != State.IN_REVIEW or not person.is_authenticated:
        return False, ""
    mine = waiting_for(person).filter(pk=OuterRef("pk"))
    seats = list(ApprovalSeat.objects.waiting().of_versions([version.pk]).annotate(is_mine=Exists(mine)))
    is_mine = any(getattr(seat, "is_mine", False) for seat in seats)
    if not seats:  # sent before rounds were kept
        is_mine = not (version.submitted_by_id == person.pk and version.organisation.has_four_eyes)
    return is_mine and Can.APPROVE in rights, waited_for(seats)


def next_step(
    version: DocumentVersion,
    person: Person,
    rights: Collection[Can],
    *,
    is_asked: bool = False,
    whom: str = "",
) -> Step:
    """No query, for lists: `rights` are the person's on the document; the rest says `asked` of what is in review."""

    def at(name: str) -> str:
        return reverse(f"governance:{name}", args=_of(version))

    match version.state:
        case State.DRAFT if Can.DRAFT in rights:
            mine = version.author_id == person.pk
            return Step(_("Go on writing"), _("Finish"), writing_page(version), mine, version.author_name)
        case State.IN_REVIEW if Can.APPROVE in rights:
            if is_asked:
                return Step(_("Review it"), _("Approve"), at("review"), True)
            whom = whom or _("a second person, who approves")
            return Step(_("See the review"), _("Approve"), at("review"), False, whom)
        case State.APPROVED if Can.PUBLISH in rights and needs_signatures(version):
            return Step(_("Open it for signature"), _("Open for signature"), opening_page(version), True)
        case State.APPROVED if Can.PUBLISH in rights:
            return Step(_("Publish it"), _("Publish"), at("publish"), True)
        case State.FOR_SIGNATURE:  # only those who see who signs can see it
            page = reverse(version.document.kind_model.signing_page, args=_of(version))
            return Step(_("See the signatures"), _("See"), page, False, _whom(version))
        case _:
            return Step(_("Read it"), _("Read"), at("version"), False, whom or _whom(version), is_act=False)


def needs_signatures(version: DocumentVersion) -> bool:
    """Whether an approved version is signed before it is in force; the acts of publishing and opening decide."""
    is_signed = bool(version.document.kind_model.opening_page)
    return is_signed and (version.grade == Grade.MATERIAL or version.based_on_id is None)


def seen_by(version: DocumentVersion) -> str:
    """Who can see a version that is being worked on."""
    if version.state == State.FOR_SIGNATURE:
        return _("Only the parties can see this.")
    return _("Only the team and people given access can see this.")


def opening_page(version: DocumentVersion) -> str:
    """Where an approved version of a kind that is signed is opened for signature."""
    return reverse(version.document.kind_model.opening_page, args=_of(version))


def writing_page(version: DocumentVersion) -> str:
    """Where a draft of its kind is written."""
    return reverse(version.document.kind_model.writing_page, args=_of(version))


def _of(version: DocumentVersion) -> list[str]:
    return [version.document.reference, version.number]


def _whom(version: DocumentVersion) -> str:
    if version.state == State.DRAFT:
        return version.author_name
    if version.state == State.FOR_SIGNATURE:
        return _("the parties, who sign")
    return _("who approves") if version.state == State.IN_REVIEW else _("who publishes")
