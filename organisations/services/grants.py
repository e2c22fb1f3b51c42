"""Acts that let one person from outside read, or approve, one document until a day.

Any model whose grants hang on it can be used: it has an `organisation`, and a guardian table of direct foreign keys
with `until` (last day, null = open) and `given_by`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from organisations import events
from organisations.models import User
from organisations.permissions import GRANTS, Can, grants_on, permission_for, require
from organisations.services.people import refuse_self

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.permissions import Guarded


@act
def grant(
    person: User,
    *,
    by: HasActor,
    codename: str,
    thing: Guarded,
    until: date | None = None,
) -> models.Model:
    """Give a person what a codename of GRANTS stands for on one thing, up to and including a day.

    Who gives it must hold GRANT_ACCESS and every right that the grant carries, in the thing's organisation.
    A second grant of the same kind replaces the first one's last day; the same one again changes and tells nothing."""
    require(by, Can.GRANT_ACCESS, thing.organisation)
    for right in sorted(GRANTS[codename], key=lambda right: right.key):
        require(by, right, thing.organisation)
    refuse_self(by, person)
    if not person.is_active:
        raise PermissionDenied(_("This account is closed."))
    if until is not None and until < timezone.localdate():
        raise ValidationError(_("Access can end today or later, not in the past."))
    giver = by if isinstance(by, User) else None
    there = grants_on(thing).filter(user_id=person.pk, permission__codename=codename, until=until).first()
    if there is not None:
        return there
    row, _new = grants_on(thing).model._default_manager.update_or_create(
        permission=permission_for(codename, type(_row(thing))),
        user=person,
        content_object=thing,
        defaults={"until": until, "given_by": giver},
    )
    record(
        events.ACCESS_GRANTED,
        _row(thing),
        by=by,
        audience=[thing.organisation],
        facts={
            "person": str(person.pk),
            "access": codename,
            "until": until.isoformat() if until else "",
        },
    )
    return row


@act
def revoke(person: User, *, by: HasActor, codename: str, thing: Guarded, reason: str = "") -> None:
    """Take a grant back at once. Raises InvalidMove where there is none."""
    require(by, Can.GRANT_ACCESS, thing.organisation)
    rows = grants_on(thing).filter(user_id=person.pk, permission__codename=codename)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise InvalidMove(_("This person does not have this access."))
    row.delete()
    record(
        events.ACCESS_REVOKED,
        _row(thing),
        by=by,
        audience=[thing.organisation],
        facts={"person": str(person.pk), "access": codename},
        reason=reason,
    )


def _row(thing: Guarded) -> models.Model:
    """The same thing: what grants hang on is a row of some table."""
    return cast(models.Model, thing)
