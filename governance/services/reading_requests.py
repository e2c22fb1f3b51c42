"""Acts of those who ask others to read: ask, and withdraw the request."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.models import Addressee, Document, ReadingRequest, TrainingItem
from governance.services.offering import Subject, bring_in_step, lock_subject, version_fact, version_of
from organisations.models import Membership, Organisation, Team, User
from organisations.permissions import Can, require
from organisations.roles import Role


@act
def ask(
    subject: Subject,
    *,
    by: User,
    due_on: date,
    roles: Collection[str] = (),
    teams: Collection[Team] = (),
    people: Collection[User] = (),
    note: str = "",
) -> ReadingRequest:
    """Asks people of the organisation to read what is in force, or to do a training item, by a day.

    Who joins a role or a team later is asked, too. Raises InvalidMove where there is nothing to read or the item has
    ended, ValidationError for a day that has passed, for nobody, or for somebody from elsewhere.
    """
    subject = lock_subject(subject)
    require(by, Can.PUBLISH, subject.organisation)
    _check_there_is_something(subject)
    today = timezone.localdate()
    if due_on < today:
        raise ValidationError({"due_on": _("Choose today or a later day.")})
    if not (roles or teams or people):
        raise ValidationError(_("Choose who is to read it: roles, teams or people."))
    _refuse_outsiders(subject.organisation, roles, teams, people)
    request = ReadingRequest(
        organisation=subject.organisation,
        document=subject if isinstance(subject, Document) else None,
        training=subject if isinstance(subject, TrainingItem) else None,
        due_on=due_on,
        days=(due_on - today).days,
        note=note.strip(),
        asked_by=by,
        asked_at=timezone.now(),
    )
    request.full_clean()
    request.save()
    rows = [Addressee(request=request, role=role) for role in roles]
    rows += [Addressee(request=request, team=team) for team in teams]
    rows += [Addressee(request=request, person=person) for person in people]
    for row in rows:
        row.full_clean()
        row.save()
    offered, _moved = bring_in_step(subject)
    record(
        events.READING_ASKED,
        subject,
        by=by,
        audience=[subject.organisation],
        facts={
            **version_fact(subject),
            "due_on": due_on.isoformat(),
            "roles": sorted(roles),
            "teams": sorted(str(team.pk) for team in teams),
            "named": sorted(str(person.pk) for person in people),
            "people": offered.asked,
            "carried": offered.carried,
        },
    )
    return request


@act
def withdraw(request: ReadingRequest, *, by: User) -> ReadingRequest:
    """Asks nobody any more by this request; what people confirmed stays.

    Raises InvalidMove for one that was withdrawn before."""
    subject = lock_subject(request.subject)
    request = ReadingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(by, Can.PUBLISH, subject.organisation)
    if request.withdrawn_at is not None:
        raise InvalidMove(_("This request was withdrawn before."))
    request.withdrawn_by, request.withdrawn_at = by, timezone.now()
    request.save(update_fields=["withdrawn_by", "withdrawn_at"])
    bring_in_step(subject)
    record(
        events.READING_WITHDRAWN,
        subject,
        by=by,
        audience=[subject.organisation],
        facts={**version_fact(subject), "due_on": request.due_on.isoformat()},
    )
    return request


def _check_there_is_something(subject: Subject) -> None:
    if isinstance(subject, TrainingItem):
        if subject.has_ended:
            raise InvalidMove(_("This training item has ended, so nobody can be asked to do it."))
    elif subject.kind_model.is_agreement:
        raise InvalidMove(_("People are asked to read policies. An agreement is signed by its parties."))
    elif version_of(subject) is None:
        raise InvalidMove(_("Nothing of this document is in force, so there is nothing to read."))


def _refuse_outsiders(
    organisation: Organisation, roles: Collection[str], teams: Collection[Team], people: Collection[User]
) -> None:
    keys = {person.pk for person in people}
    members = Membership.objects.filter(organisation=organisation, user__in=keys).not_ended()
    here = set(members.values_list("user_id", flat=True))
    if any(role not in Role for role in roles) or any(
        team.organisation_id != organisation.pk for team in teams
    ):
        raise ValidationError(_("Choose among the roles and teams of the organisation."))
    if keys - here:
        raise ValidationError({"people": _("Only people with a role in the organisation can be asked.")})
