"""Who may see a job, and who may have it tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.actors import ActorKind
from organisations.permissions import Can, can

if TYPE_CHECKING:
    from governance.models import Job
    from organisations.permissions import Person


def can_see(person: Person, job: Job) -> bool:
    """Twin of `Job.objects.visible_to`."""
    if asked_for(person, job):
        return True
    return job.organisation is not None and can(person, Can.READ_DRAFTS, job.organisation)


def can_try_again(person: Person, job: Job) -> bool:
    """Who asked for it, and who may publish in its organisation."""
    if asked_for(person, job):
        return True
    return job.organisation is not None and can(person, Can.PUBLISH, job.organisation)


def asked_for(person: Person, job: Job) -> bool:
    return (
        person.is_authenticated
        and person.is_active
        and job.actor_kind == ActorKind.PERSON
        and job.actor_id == str(person.pk)
    )
