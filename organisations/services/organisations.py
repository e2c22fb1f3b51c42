"""Acts on an organisation's own entry: its names, dates, contacts, identifiers and its rule of four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations import events
from organisations.models import Contact, Identifier, Organisation, Succession
from organisations.permissions import Can, require
from organisations.services.founders import require_founder

if TYPE_CHECKING:
    from audit.actors import HasActor


class Details(TypedDict, total=False):
    """What an organisation says about itself."""

    name: str
    legal_name: str
    name_cy: str
    legal_name_cy: str
    kind: str
    website: str
    starts_on: date | None
    ends_on: date | None
    marking_default: str


class ContactFields(TypedDict, total=False):
    purpose: str
    name: str
    email: str
    telephone: str
    hours: str


@act
def found_organisation(code: str, *, by: HasActor, **details: Unpack[Details]) -> Organisation:
    """Enter a body in the register. For jobs and whoever keeps the register of bodies."""
    require_founder(by)
    organisation = Organisation(code=code, **details)
    organisation.full_clean()
    organisation.save()
    record(
        events.ORGANISATION_FOUNDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"code": code, "name": organisation.name},
    )
    return organisation


@act
def change_organisation(
    organisation: Organisation, *, by: HasActor, **details: Unpack[Details]
) -> Organisation:
    """Change what an organisation says about itself; nothing happens if nothing differs."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    changed = apply_changes(organisation, details)
    if not changed:
        return organisation
    organisation.full_clean()
    organisation.save(update_fields=[*changed, "sort_name", "search_text"])
    record(
        events.ORGANISATION_CHANGED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"fields": changed},
    )
    return organisation


@act
def waive_four_eyes(organisation: Organisation, *, by: HasActor, reason: str) -> Organisation:
    """Let authors approve their own drafts from now on; the reason is printed wherever that happens."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    reason = reason.strip()
    if not reason:
        raise ValidationError(
            _("Say why: the reason is printed in every document that is approved this way.")
        )
    organisation.four_eyes_waiver = reason
    organisation.save(update_fields=["four_eyes_waiver"])
    record(
        events.FOUR_EYES_WAIVED,
        organisation,
        by=by,
        audience=[organisation],
        reason=reason,
    )
    return organisation


@act
def restore_four_eyes(organisation: Organisation, *, by: HasActor) -> Organisation:
    """Ask again for a second person's approval. Raises ValidationError where it was never waived."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_ORGANISATION, organisation)
    if organisation.has_four_eyes:
        raise ValidationError(_("Every draft needs a second person's approval already."))
    organisation.four_eyes_waiver = ""
    organisation.save(update_fields=["four_eyes_waiver"])
    record(events.FOUR_EYES_RESTORED, organisation, by=by, audience=[organisation])
    return organisation


@act
def add_contact(organisation: Organisation, *, by: HasActor, **fields: Unpack[ContactFields]) -> Contact:
    """Say whom to call or write to for one purpose. The contact is public at once."""
    require(by, Can.MANAGE_ORGANISATION, organisation)
    contact = Contact(organisation=organisation, **fields)
    contact.full_clean()
    contact.save()
    record(
        events.CONTACT_ADDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"contact": str(contact.pk), "purpose": contact.purpose},
    )
    return contact


@act
def change_contact(contact: Contact, *, by: HasActor, **fields: Unpack[ContactFields]) -> Contact:
    contact = Contact.objects.select_for_update().select_related("organisation").get(pk=contact.pk)
    require(by, Can.MANAGE_ORGANISATION, contact.organisation)
    changed = apply_changes(contact, fields)
    if not changed:
        return contact
    contact.full_clean()
    contact.save(update_fields=changed)
    record(
        events.CONTACT_CHANGED,
        contact.organisation,
        by=by,
        audience=[contact.organisation],
        facts={
            "contact": str(contact.pk),
            "purpose": contact.purpose,
            "fields": changed,
        },
    )
    return contact


@act
def remove_contact(contact: Contact, *, by: HasActor) -> Organisation:
    """Take a contact out of the public entry; its history stays."""
    contact = Contact.objects.select_for_update().select_related("organisation").get(pk=contact.pk)
    organisation = contact.organisation
    require(by, Can.MANAGE_ORGANISATION, organisation)
    facts = {"contact": str(contact.pk), "purpose": contact.purpose}
    contact.delete()
    record(
        events.CONTACT_REMOVED,
        organisation,
        by=by,
        audience=[organisation],
        facts=facts,
    )
    return organisation


@act
def add_identifier(organisation: Organisation, *, by: HasActor, scheme: str, value: str) -> Identifier:
    """Tie the organisation to its key in a public list. Raises ValidationError if another body has it."""
    require(by, Can.MANAGE_ORGANISATION, organisation)
    identifier = Identifier(organisation=organisation, scheme=scheme, value=value)
    identifier.full_clean()
    identifier.save()
    record(
        events.IDENTIFIER_ADDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"identifier": str(identifier)},
    )
    return identifier


@act
def record_successor(
    organisation: Organisation,
    *,
    by: HasActor,
    successor: Organisation,
    on: date | None = None,
) -> Succession:
    """Record that another body took over. Neither body is changed."""
    require(by, Can.MANAGE_ORGANISATION, organisation)
    succession = Succession(predecessor=organisation, successor=successor, on=on)
    succession.full_clean()
    succession.save()
    record(
        events.ORGANISATION_SUCCEEDED,
        organisation,
        by=by,
        audience=[organisation, successor],
        facts={"successor": successor.code, "on": on.isoformat() if on else ""},
    )
    return succession


def lock_organisation(organisation: Organisation) -> Organisation:
    """The organisation as it is now, held until the act ends."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def apply_changes(row: Organisation | Contact, fields: Mapping[str, object]) -> list[str]:
    """Set what differs and return the names of the fields that did, in the order given."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed
