"""Decides about the agreements of a predecessor: at once where they are a few, else by a job that does the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from audit.identifiers import new_id
from governance.jobs.queue import enqueue
from governance.models import Document
from organisations.models import Organisation, User
from organisations.permissions import Can, require
from protocols.services.succession import agreements_of, end_part, may_decide, succeed
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import Job
    from protocols.models import Statement

FEW = 5  # agreements that a page waits for
TASK = "protocols.tasks.decide_succession"


def decide(
    predecessor: Organisation,
    *,
    by: User,
    successor: Organisation,
    documents: Collection[Document],
    then: str,
    reason: str = "",
) -> list[Statement]:
    """Takes the predecessor's place in all of these agreements, or ends its part in them. Raises as those acts do."""
    if then == Kind.CESSATION:
        return end_part(predecessor, by=by, successor=successor, documents=documents, reason=reason)
    return succeed(predecessor, by=by, successor=successor, documents=documents)


def decide_later(
    predecessor: Organisation,
    *,
    by: User,
    successor: Organisation,
    documents: Sequence[Document],
    then: str,
    reason: str = "",
) -> Job:
    """The job that does it. Raises PermissionDenied now for who may not, and ValidationError where a reason lacks."""
    if not may_decide(by, successor):
        require(by, Can.SIGN, successor)
    if then == Kind.CESSATION and not reason.strip():
        raise ValidationError({"reason": _("Say why its part ends. The other parties read it.")})
    return enqueue(
        TASK,
        key=f"decide_succession:{new_id()}",
        by=by,
        label=_("Agreements of %(body)s") % {"body": predecessor.name},
        organisation=successor,
        predecessor=str(predecessor.pk),
        successor=str(successor.pk),
        person=str(by.pk),
        then=then,
        reason=reason,
        documents=",".join(str(document.pk) for document in documents),
    )


def decide_now(
    predecessor: str, successor: str, person: str, then: str, reason: str, documents: str
) -> tuple[Organisation, Organisation]:
    """What the job does; a second time it finds nothing left to decide, and that is well. Raises as the acts do."""
    body, heir = (Organisation.objects.get(pk=UUID(key)) for key in (predecessor, successor))
    by = User.objects.get(pk=UUID(person))
    wanted = {UUID(key) for key in documents.split(",")}
    if not may_decide(by, heir):
        raise PermissionDenied(_("The person who asked for this may not do it any more."))
    left = [document for document in agreements_of(body, heir) if document.pk in wanted]
    if left:
        decide(body, by=by, successor=heir, documents=left, then=then, reason=reason)
    return body, heir
