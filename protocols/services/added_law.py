"""Acts on the law that an organisation adds to the reference data: add, change, end. Nothing of it is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.identifiers import new_id
from governance.lifecycle import State
from governance.services.locking import lock_version
from organisations.permissions import Can, require
from organisations.services.organisations import lock_organisation
from protocols import events
from protocols.frozen import frozen_law
from protocols.models import AddedLaw, LegalBasis, LegalPower
from protocols.services.drafting import StaleRow
from protocols.stamps import stamp

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.verbs import Verb
    from organisations.models import Organisation

FIELDS = ("act", "section", "allows", "source", "address", "in_force_from", "in_force_to")
Fields = Mapping[str, Any]  # by the names of the model's fields


def stamp_of(law: AddedLaw) -> str:
    """What a form about it carries."""
    return stamp(law, FIELDS)


@act
def add_law(
    organisation: Organisation, *, by: HasActor, group: str, fields: Fields, pk: UUID | None = None
) -> AddedLaw:
    """Adds a power, basis or condition that its drafts can name from now on; with the same `pk` once only.

    What the organisation that keeps the register adds, the drafts of all can name. Raises ValidationError for what does
    not fit or stands there already.
    """
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    known = AddedLaw.objects.filter(organisation=organisation, pk=pk).first() if pk else None
    if known is not None:
        return known
    law = AddedLaw(id=pk or new_id(), organisation=organisation, group=group, **_clean(fields))
    law.full_clean()
    law.save(force_insert=True)
    _record(events.LAW_ADDED, law, by, group=group)
    return law


@act
def change_law(law: AddedLaw, *, by: HasActor, fields: Fields, seen: str) -> AddedLaw:
    """Changes what it says, for drafts; a version that is frozen keeps the words that it has. `seen`: the stamp of what
    the person began from.

    Raises StaleRow when somebody changed it since, ValidationError for what does not fit. The same again changes
    nothing.
    """
    law = _locked(law, by)
    cleaned = _clean(fields)
    changed = [name for name in FIELDS if name in cleaned and getattr(law, name) != cleaned[name]]
    if not changed:
        return law
    if stamp_of(law) != seen:
        raise StaleRow(_("Somebody changed this before you. Nothing was saved."), law)
    for name in changed:
        setattr(law, name, cleaned[name])
    law.full_clean()
    law.save(update_fields=changed)
    _tell_drafts(law)
    _record(events.LAW_CHANGED, law, by, fields=changed)
    return law


@act
def end_law(law: AddedLaw, *, by: HasActor, on: date) -> AddedLaw:
    """Says its last day: no draft names it anew after that. What names it keeps it.

    Raises ValidationError for a day before its first.
    """
    law = _locked(law, by)
    if law.in_force_to == on:
        return law
    if law.in_force_from is not None and on < law.in_force_from:
        raise ValidationError({"on": _("The last day must not be before the first.")})
    law.in_force_to = on
    law.save(update_fields=["in_force_to"])
    _tell_drafts(law)
    _record(events.LAW_ENDED, law, by, on=on.isoformat())
    return law


def _locked(law: AddedLaw, by: HasActor) -> AddedLaw:
    organisation = lock_organisation(law.organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    law = AddedLaw.objects.select_for_update(of=("self",)).get(pk=law.pk)
    law.organisation = organisation
    return law


def _tell_drafts(law: AddedLaw) -> None:
    """Drafts that name it say what it says now; what left draft keeps its words. Each draft is locked."""
    for model in (LegalPower, LegalBasis):
        rows = model.objects.filter(added=law, version__state=State.DRAFT)
        for row in rows.select_related("version").order_by("pk"):
            if lock_version(row.version).is_draft:
                row.law = frozen_law(law)
                row.save(update_fields=["law"])


def _clean(fields: Fields) -> dict[str, Any]:  # Any: as Fields
    """On one line, without spaces around."""
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value for name, value in fields.items()
    }


def _record(verb: Verb, law: AddedLaw, by: HasActor, **facts: str | list[str]) -> None:
    record(
        verb,
        law.organisation,
        by=by,
        audience=[law.organisation],
        facts={"law": str(law.pk), "words": law.words, **facts},
    )
