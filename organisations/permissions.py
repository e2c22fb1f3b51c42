"""Who may do what: the only place that answers, and the only one that speaks to guardian.

`can` answers for one thing, `organisations_where` and `granted` are its querysets; for every person and thing they
agree. Rights come from memberships in force on the day, and for one document from unexpired grants.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from guardian.utils import get_user_obj_perms_model

from audit.actors import Actor, ActorKind
from organisations.models import Membership, Organisation, User
from organisations.roles import (
    GRANT_PERMISSIONS,
    GRANTS,
    KEEPER_RIGHTS,
    ROLE_RIGHTS,
    ROLE_SENTENCES,
    Can,
    Role,
    grants_with,
    roles_with,
)

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models.organisation import OrganisationQuerySet

__all__ = [
    "GRANTS",
    "GRANT_PERMISSIONS",
    "ROLE_RIGHTS",
    "ROLE_SENTENCES",
    "Can",
    "Guarded",
    "Person",
    "Role",
    "can",
    "forget",
    "granted",
    "grants_giving",
    "grants_on",
    "grants_with",
    "keys_where",
    "names_of",
    "organisations_where",
    "organisations_whose_log",
    "register_keeper",
    "require",
    "rights_anywhere",
    "rights_in",
    "roles_with",
]

Person = User | AnonymousUser


class Guarded(Protocol):
    """A thing of an organisation, such as a document; grants hang on it if its model has a grant table."""

    pk: UUID

    @property
    def organisation(self) -> Organisation: ...


def can(person: Person, right: Can, thing: Organisation | Guarded, on: date | None = None) -> bool:
    """Whether an active person holds a right in an organisation, or on a thing of one, on a day (today)."""
    if not person.is_authenticated or not person.is_active:
        return False
    organisation = thing if isinstance(thing, Organisation) else thing.organisation
    if right in rights_in(person, organisation, on):
        return True
    if isinstance(thing, Organisation) or not grants_with(right):
        return False
    return grants_on(thing).filter(_unexpired(right), user_id=person.pk).exists()


def rights_in(person: Person, organisation: Organisation, on: date | None = None) -> frozenset[Can]:
    """All that a person may do in an organisation; one query for all organisations, kept on the instance."""
    return _rights(person, on).get(organisation.pk, frozenset())


def rights_anywhere(person: Person, on: date | None = None) -> frozenset[Can]:
    """All that a person may do in one organisation or another; no query beside that of `rights_in`."""
    return frozenset().union(*_rights(person, on).values())


def _rights(person: Person, on: date | None) -> dict[UUID, frozenset[Can]]:
    if not person.is_authenticated or not person.is_active:
        return {}
    on = on or timezone.localdate()
    kept: dict[date, dict[UUID, frozenset[Can]]] = person.__dict__.setdefault("_rights", {})
    if on not in kept:
        rights: dict[UUID, frozenset[Can]] = {}
        rows = Membership.objects.current(on).filter(user_id=person.pk)
        for organisation_id, code, role in rows.values_list("organisation_id", "organisation__code", "role"):
            held = ROLE_RIGHTS[Role(role)]
            held = held if code == settings.REGISTER_KEEPER else held - KEEPER_RIGHTS
            rights[organisation_id] = rights.get(organisation_id, frozenset()) | held
        kept[on] = rights
    return kept[on]


def forget(person: Person) -> None:
    """Drop what `rights_in` keeps on this instance, after its memberships have changed."""
    person.__dict__.pop("_rights", None)


def keys_where(person: Person, right: Can, on: date | None = None) -> list[UUID]:
    """Keys of the organisations in which `can` says yes, for `organisation__in`; by what `rights_in` keeps."""
    return [key for key, held in _rights(person, on).items() if right in held]


def organisations_where(person: Person, right: Can, on: date | None = None) -> OrganisationQuerySet:
    """The same organisations as a queryset."""
    return Organisation.objects.filter(pk__in=keys_where(person, right, on))


def register_keeper() -> Organisation | None:
    """The organisation that keeps the register of bodies; None where the settings name none that is there."""
    return Organisation.objects.filter(code=settings.REGISTER_KEEPER).first()


def organisations_whose_log(person: Person) -> set[UUID]:
    """Ids of the organisations whose log a person may read."""
    return set(keys_where(person, Can.READ_LOG))


def names_of(organisations: Collection[UUID]) -> dict[UUID, str]:
    """What the organisations among these ids are called."""
    return dict(Organisation.objects.filter(pk__in=organisations).values_list("pk", "name"))


def granted(person: Person, right: Can, model: type[models.Model]) -> QuerySet[models.Model, UUID]:
    """Keys of the rows of a guarded model on which a person has the right by a grant: for `pk__in`."""
    rows = grants_giving(right, model)
    if not person.is_authenticated or not person.is_active:
        return rows.none().values_list("content_object_id", flat=True)
    return rows.filter(user_id=person.pk).values_list("content_object_id", flat=True)


def grants_giving(right: Can, model: type[models.Model]) -> QuerySet[models.Model]:
    """All grants on rows of a guarded model by which active people hold a right today."""
    table = get_user_obj_perms_model(model)  # type: ignore[arg-type]  # takes a model class too
    return table._default_manager.filter(_unexpired(right), user__is_active=True)


def grants_on(thing: Guarded) -> QuerySet[models.Model]:
    """All grants on a thing, also expired ones, from guardian's own table for its model."""
    table = get_user_obj_perms_model(type(thing))  # type: ignore[arg-type]  # takes a model class too
    return table._default_manager.filter(content_object_id=thing.pk)


def permission_for(codename: str, model: type[models.Model]) -> Permission:
    """The permission row behind a codename. Raises KeyError for a codename that is no grant."""
    GRANTS[codename]
    return Permission.objects.get(
        codename=codename,
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
    )


def require(person: HasActor | AnonymousUser, right: Can, thing: Organisation | Guarded) -> None:
    """Let an act go on only if the person holds the right now; asks the database afresh.

    A job passes: the act that runs as a job says what jobs may do. Raises PermissionDenied with a sentence that
    names the roles that hold the right."""
    asked: Person = AnonymousUser()
    if isinstance(person, Actor):
        if person.kind == ActorKind.JOB:
            return
        if person.kind == ActorKind.PERSON:
            asked = User.objects.filter(pk=person.id).first() or asked
    elif isinstance(person, User):
        asked = User.objects.filter(pk=person.pk).first() or asked
    if not can(asked, right, thing):
        raise PermissionDenied(refusal(right, thing))


def refusal(right: Can, thing: Organisation | Guarded) -> str:
    """The sentence that tells who could do it instead."""
    organisation = thing if isinstance(thing, Organisation) else thing.organisation
    roles = get_text_list([str(role.label).lower() for role in roles_with(right)], str(_("or")))
    return str(
        _("Only a person with the role %(roles)s in %(organisation)s can do this: %(right)s.")
        % {
            "roles": roles,
            "organisation": organisation.name,
            "right": lower_first(str(right.sentence)),
        }
    )


def lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _unexpired(right: Can) -> Q:
    in_time = Q(until=None) | Q(until__gte=timezone.localdate())
    return in_time & Q(permission__codename__in=grants_with(right))
